"""A CFPackage of CASE 1.0, read back into a framework. No database.

What another program wrote may hold more than we have a place for: that is left out and said. What we need and do not
find is a problem, named by the identifier of the item.
"""

import json
from collections import Counter
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.competencies.formats.case import BEHAVIOURS, COMPETENCY, DOMAIN, TARGET, noted
from assessments.competencies.formats.case_foreign import left_out
from assessments.competencies.formats.normal import Data, line
from assessments.competencies.formats.normal import text as tidy
from assessments.competencies.formats.problems import Problem, Unreadable

# As many as a table of the greatest length makes: its rows, their competencies, and the domains of these.
MOST_ITEMS, MOST_ASSOCIATIONS = 9_000, 60_000
# How many kinds of associations are told one by one.
MOST_KINDS = 10
KINDS = {title.casefold(): kind for kind, title in BEHAVIOURS.items()}
PARENT = {DOMAIN: "", COMPETENCY: DOMAIN, **dict.fromkeys(BEHAVIOURS.values(), COMPETENCY)}
BY_FOLDED = {title.casefold(): title for title in PARENT}


def read_case(text: str) -> tuple[Data, list[Problem]]:
    """The framework and what is wrong with it. Raises `Unreadable` for what is no CFPackage."""
    return _Reader(_package(text)).read()


def _package(text: str) -> Data:
    try:
        found = json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        words = _("This is not JSON: something is wrong in line %(line)s.") % {"line": error.lineno}
        raise Unreadable(words, _("Line %(line)s") % {"line": error.lineno}) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("This is not JSON that can be read.")) from error
    except KeyError as error:
        words = _("Two values in one object have the name “%(name)s”; it is not clear which of them counts.")
        raise Unreadable(words % {"name": tidy(error.args[0])[:60]}) from error
    if isinstance(found, dict) and isinstance(found.get("CFPackage"), dict):
        found = found["CFPackage"]
    if not isinstance(found, dict) or not isinstance(found.get("CFDocument"), dict):
        raise Unreadable(_("This is no CASE package: it has no CFDocument."))
    if not isinstance(found.get("CFItems"), list) or not found["CFItems"]:
        raise Unreadable(_("This is no CASE package: it has no CFItems."))
    if len(found["CFItems"]) > MOST_ITEMS:
        raise Unreadable(_("The package has more than %(n)s items. Split it.") % {"n": MOST_ITEMS})
    if len(_dicts(found.get("CFAssociations"))) > MOST_ASSOCIATIONS:
        raise Unreadable(_("The package has more than %(n)s associations. Split it.") % {"n": MOST_ASSOCIATIONS})
    return found


def _object(pairs: list[tuple[str, Any]]) -> Data:
    """A JSON object whose names are all different. Raises `KeyError`: taking the last one would hide the others."""
    found: Data = {}
    for name, value in pairs:
        if name in found:
            raise KeyError(name)
        found[name] = value
    return found


def _no_number(word: str) -> None:
    raise ValueError(word)


def _dicts(values: Any) -> list[Data]:
    return [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []


def _said(row: Data, key: str) -> str:
    """A text of the file. Without the signs that no page can show: JSON can write every one of them."""
    value = row.get(key)
    return tidy(value) if isinstance(value, str) else ""


def _node(association: Data, end: str) -> Data:
    found = association.get(f"{end}NodeURI")
    return found if isinstance(found, dict) else {}


class _Reader:
    def __init__(self, package: Data) -> None:
        self.document = package["CFDocument"]
        self.package = package
        self.problems: list[Problem] = []
        self.items: dict[str, Data] = {}
        self.children: dict[str, list[tuple[float, int, str]]] = {}
        self.related: dict[str, dict[str, list[str]]] = {}
        self.reached: set[str] = set()

    def read(self) -> tuple[Data, list[Problem]]:
        self._take_items()
        self._take_associations()
        said = list(noted(_said(self.document, "notes")))
        first = dict(reversed(said))
        data = {
            "at": _said(self.document, "identifier"),
            "code": first.get("code") or slugify(_said(self.document, "title"))[:50].strip("-"),
            "title": _said(self.document, "title"),
            "version": _said(self.document, "version"),
            "level4_requires": first.get("level4_requires", "any"),
            "informed_by": [value for key, value in said if key == "informed_by"],
            "levels": self._levels(first),
            "domains": [self._domain(one) for one in self._below(_said(self.document, "identifier"), DOMAIN)],
        }
        self._tell_what_hangs_on_nothing()
        return data, [*self.problems, *left_out(self.package)]

    def _problem(self, place: str, words: str, *, stops: bool = True) -> None:
        self.problems.append(Problem(place, words, stops))

    def _take_items(self) -> None:
        for number, item in enumerate(self.package["CFItems"], start=1):
            place = _said(item, "identifier") if isinstance(item, dict) else ""
            if not _is_uuid(place):
                where = place[:80] or _("CFItem %(n)s") % {"n": number}
                self._problem(where, _("This item has no identifier that is a UUID."))
                continue
            if place in self.items:
                self._problem(place, _("Two items have this identifier."))
                continue
            self.items[place] = item
            if _type(item) not in PARENT:
                known = ", ".join(PARENT)
                words = _("“%(type)s” is no CFItemType that we know. Write one of: %(known)s.")
                self._problem(place, words % {"type": _said(item, "CFItemType")[:60], "known": known})

    def _take_associations(self) -> None:
        others: Counter[str] = Counter()
        placed: set[str] = set()
        given = self.package.get("CFAssociations")
        for order, one in enumerate(_dicts(given)):
            origin, target = (_said(_node(one, end), "identifier") for end in ("origin", "destination"))
            kind = _said(one, "associationType")
            uri = _said(_node(one, "destination"), "uri")
            if kind == "isRelatedTo" and uri.startswith(TARGET) and _type(self.items.get(origin, {})) == COMPETENCY:
                key, _sign, part = (line(unquote(piece)) for piece in uri.removeprefix(TARGET).partition(":"))
                self.related.setdefault(origin, {}).setdefault(key, []).append(part)
            elif kind == "isChildOf":
                self._place(one, origin, target, order, placed)
            else:
                others[kind[:40] or "?"] += 1
        if isinstance(given, list) and len(given) > len(_dicts(given)):
            self._problem("", _("One of the CFAssociations is not an object."))
        self._tell_what_is_left_out(others)

    def _tell_what_is_left_out(self, others: Counter[str]) -> None:
        told = others.most_common(MOST_KINDS)
        for kind, n in told:
            words = ngettext(
                "%(n)s association “%(kind)s” is left out: we have no place for it.",
                "%(n)s associations “%(kind)s” are left out: we have no place for them.",
                n,
            )
            self._problem("", words % {"n": n, "kind": kind}, stops=False)
        left = len(others) - len(told)
        if left:
            words = ngettext(
                "Associations of %(n)s more kind are left out.", "Associations of %(n)s more kinds are left out.", left
            )
            self._problem("", words % {"n": left}, stops=False)

    def _place(self, one: Data, origin: str, target: str, order: int, placed: set[str]) -> None:
        where = _said(one, "identifier") or _("CFAssociation %(n)s") % {"n": order + 1}
        if origin not in self.items or target not in {*self.items, _said(self.document, "identifier")}:
            self._problem(where, _("This association joins what is not in the package."))
        elif origin in placed:
            self._problem(origin, _("This item has two parents."))
        else:
            placed.add(origin)
            sequence = one.get("sequenceNumber")
            number = float(MOST_ITEMS)
            if isinstance(sequence, int | float) and 0 <= sequence < MOST_ITEMS:
                number = float(sequence)
            self.children.setdefault(target, []).append((number, order, origin))

    def _below(self, parent: str, *kinds: str) -> list[str]:
        """The children of this sort, in order. Each is taken once: what is left at the end hangs on nothing."""
        found = [one for _number, _order, one in sorted(self.children.pop(parent, []))]
        for one in found:
            kind = _type(self.items[one])
            if kind in PARENT and kind not in kinds:
                words = _("A %(type)s can't stand here: only %(known)s.")
                self._problem(one, words % {"type": kind, "known": ", ".join(kinds)})
        self.reached.update(found)
        return [one for one in found if _type(self.items[one]) in kinds]

    def _domain(self, one: str) -> Data:
        item = self.items[one]
        return {
            "at": one,
            "code": _said(item, "humanCodingScheme"),
            "title": _said(item, "fullStatement"),
            "competencies": [self._competency(child) for child in self._below(one, COMPETENCY)],
        }

    def _competency(self, one: str) -> Data:
        item = self.items[one]
        said = list(noted(_said(item, "notes")))
        first = dict(reversed(said))
        critical = first.get("safety_critical", "no").casefold()
        if critical not in {"yes", "no"}:
            self._problem(one, _("safety_critical is yes or no, nothing else."))
        title = _said(item, "abbreviatedStatement")
        return {
            "at": one,
            "code": _said(item, "humanCodingScheme"),
            "title": title or _said(item, "fullStatement"),
            "description": _said(item, "fullStatement") if title else "",
            "safety_critical": critical == "yes",
            "method": first.get("method", "observed"),
            "informed_by": [value for key, value in said if key == "informed_by"],
            "crosswalk": self.related.get(one, {}),
            "behaviours": [self._behaviour(child) for child in self._below(one, *BEHAVIOURS.values())],
        }

    def _behaviour(self, one: str) -> Data:
        item = self.items[one]
        kind = KINDS[_said(item, "CFItemType").casefold()]
        return {
            "at": one,
            "code": _said(item, "humanCodingScheme"),
            "kind": kind,
            "text": _said(item, "fullStatement"),
        }

    def _levels(self, said: dict[str, str]) -> list[Data]:
        """The levels of the first rubric that has some; CASE has no place for their marks, our notes do."""
        for rubric in _dicts(self.package.get("CFRubrics")):
            for criterion in _dicts(rubric.get("CFRubricCriteria")):
                levels = [self._level(one, said) for one in _dicts(criterion.get("CFRubricCriterionLevels"))]
                if levels:
                    return levels
        return []

    def _level(self, one: Data, said: dict[str, str]) -> Data:
        score = next((one[key] for key in ("score", "position") if isinstance(one.get(key), int | float)), 0)
        number = int(score) if score in {1, 2, 3, 4} else 0
        return {
            "at": _said(one, "identifier"),
            "number": number,
            "name": _said(one, "quality"),
            "mark": said.get(f"level_mark_{number}", str(number)),
            "description": _said(one, "description"),
        }

    def _tell_what_hangs_on_nothing(self) -> None:
        told = {problem.place for problem in self.problems}
        for one in self.items:
            if one not in self.reached and one not in told:
                self._problem(one, _("This item hangs on nothing: no isChildOf leads from it to the document."))


def _type(item: Data) -> str:
    said = _said(item, "CFItemType")
    return BY_FOLDED.get(said.casefold(), said)


def _is_uuid(said: str) -> bool:
    try:
        return str(UUID(said)) == said.lower()
    except ValueError:
        return False
