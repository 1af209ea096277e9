"""What a framework needs before it can be published. No database.

The lengths are those of the models; the rest is what rating sheets and packs rely on.
"""

import re

from django.utils.translation import gettext as _

from assessments.competencies.choices import BehaviourKind, Method
from assessments.competencies.crosswalks import is_known
from assessments.competencies.formats.normal import Data, line, lines, parts_of, text
from assessments.competencies.formats.problems import Problem

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CODE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
DOTTED = re.compile(r"[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*")
KEY = re.compile(r"[a-z][a-z0-9_-]{0,29}")
# Longer is no description that somebody reads, and a cell of a spreadsheet would lose its end.
LONGEST_DESCRIPTION, LONGEST_SOURCE, LONGEST_PART, MOST = 5_000, 300, 80, 40


def check(data: Data) -> list[Problem]:
    """Everything that is wrong, in the order of the framework. The version's own name is not looked at."""
    return _Checker(data).problems


class _Checker:
    def __init__(self, data: Data) -> None:
        self.problems: list[Problem] = []
        self.seen: dict[tuple[str, str], str] = {}
        self._whole(data)
        self._levels(data)
        if not data.get("domains"):
            self._tell(data, _("There is no domain in it."))
        for domain in data.get("domains") or []:
            self._domain(domain)

    def _tell(self, row: Data, words: str, *, stops: bool = True) -> None:
        self.problems.append(Problem(str(row.get("at", "")), words, stops))

    def _text(self, row: Data, key: str, longest: int, name: str, *, needed: bool = True) -> None:
        said = text(row.get(key))
        if needed and not said:
            self._tell(row, _("%(name)s is missing.") % {"name": name})
        if len(said) > longest:
            words = _("%(name)s has %(n)s characters; there is room for %(most)s.")
            self._tell(row, words % {"name": name, "n": len(said), "most": longest})

    def _code(self, row: Data, longest: int, pattern: re.Pattern[str], name: str) -> None:
        self._text(row, "code", longest, name)
        said = line(row.get("code"))
        if said and not pattern.fullmatch(said):
            words = _("%(name)s may hold letters, figures and hyphens, not “%(said)s”.")
            self._tell(row, words % {"name": name, "said": said[:40]})

    def _once(self, row: Data, sort: str) -> None:
        said = line(row.get("code"))
        before = self.seen.setdefault((sort, said.casefold()), str(row.get("at", "")))
        if said and before != str(row.get("at", "")):
            self._tell(row, _("“%(code)s” stands there twice: see %(where)s.") % {"code": said, "where": before})

    def _whole(self, data: Data) -> None:
        self._code(data, 50, SLUG, _("The framework's code"))
        self._text(data, "title", 160, _("The framework's title"))
        self._sources(data, _("The framework"))
        rule = line(data.get("level4_requires")) or "any"
        if rule not in {"any", "all"} and not re.fullmatch(r"[1-9][0-9]?", rule):
            self._tell(data, _("Level 4 asks for any, all, or a number of advanced behaviours, not “%s”.") % rule[:20])

    def _levels(self, data: Data) -> None:
        levels = data.get("levels") or []
        if sorted(level["number"] for level in levels) != [1, 2, 3, 4]:
            self._tell(data, _("The levels are 1, 2, 3 and 4, each once."))
        for level in levels:
            self._text(level, "name", 40, _("The name of level %s") % level["number"])
            self._text(level, "mark", 2, _("The mark of level %s") % level["number"])
            self._text(level, "description", 300, _("What level %s means") % level["number"], needed=False)

    def _domain(self, domain: Data) -> None:
        self._code(domain, 8, CODE, _("The domain's code"))
        self._once(domain, "domain")
        self._text(domain, "title", 120, _("The domain's title"))
        if not domain.get("competencies"):
            self._tell(domain, _("This domain has no competency."))
        for one in domain.get("competencies") or []:
            self._competency(one)

    def _competency(self, one: Data) -> None:
        code = line(one.get("code"))
        self._code(one, 20, CODE, _("The competency's code"))
        self._once(one, "competency")
        self._text(one, "title", 120, _("The title of %s") % code)
        self._text(one, "description", LONGEST_DESCRIPTION, _("The description of %s") % code, needed=False)
        self._sources(one, code)
        if line(one.get("method")) not in Method.values:
            known = ", ".join(Method.values)
            words = _("The method of %(code)s is one of: %(known)s.")
            self._tell(one, words % {"code": code, "known": known})
        self._crosswalk(one, code)
        for behaviour in one.get("behaviours") or []:
            self._behaviour(behaviour, code)
        kinds = {line(behaviour.get("kind")) for behaviour in one.get("behaviours") or []}
        for kind in BehaviourKind:
            if kind.value not in kinds:
                words = _("%(code)s has no behaviour of the kind “%(kind)s”.")
                self._tell(one, words % {"code": code, "kind": kind.value})

    def _sources(self, row: Data, name: str) -> None:
        sources = lines(row.get("informed_by"))
        if len(sources) > MOST:
            words = _("%(name)s has %(n)s sources; there is room for %(most)s.")
            self._tell(row, words % {"name": name, "n": len(sources), "most": MOST})
        longest = max(map(len, sources), default=0)
        if longest > LONGEST_SOURCE:
            words = _("A source of %(name)s has %(n)s characters; there is room for %(most)s.")
            self._tell(row, words % {"name": name, "n": longest, "most": LONGEST_SOURCE})

    def _crosswalk(self, one: Data, code: str) -> None:
        for key, parts in (one.get("crosswalk") or {}).items():
            if not KEY.fullmatch(key):
                self._tell(one, _("“%s” is no name for a crosswalk: small letters, figures, hyphens.") % key[:40])
            said = parts_of(parts)
            if len(said) > MOST or any(len(str(part)) > LONGEST_PART for part in said):
                words = _("%(code)s points at too much in “%(key)s”: %(most)s names of %(longest)s characters at most.")
                said_of = {"code": code, "key": key[:40], "most": MOST, "longest": LONGEST_PART}
                self._tell(one, words % said_of)
                continue
            for part in said:
                if not is_known(key, part):
                    words = _("%(code)s points at “%(key)s: %(part)s”, which we have no name for.")
                    self._tell(one, words % {"code": code, "key": key[:40], "part": part}, stops=False)

    def _behaviour(self, one: Data, competency: str) -> None:
        code = line(one.get("code"))
        self._code(one, 24, DOTTED, _("The behaviour's code"))
        self._once(one, "behaviour")
        if code and not code.startswith(f"{competency}."):
            words = _("“%(code)s” does not begin with its competency: %(competency)s.")
            self._tell(one, words % {"code": code, "competency": competency})
        if line(one.get("kind")) not in BehaviourKind.values:
            words = _("The kind of %(code)s is one of: %(known)s.")
            self._tell(one, words % {"code": code, "known": ", ".join(BehaviourKind.values)})
        self._text(one, "text", 240, _("The text of %s") % code)
