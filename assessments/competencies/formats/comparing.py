"""What one framework says that another does not: new, changed, missing. No database."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.competencies.crosswalks import BY_KEY
from assessments.competencies.formats.normal import Data, line, normal
from assessments.competencies.formats.problems import Problem

NEW, CHANGED, MISSING = "new", "changed", "missing"
WHOLE, LEVEL, DOMAIN, COMPETENCY, BEHAVIOUR = "framework", "level", "domain", "competency", "behaviour"
OWN_CODE = (COMPETENCY, BEHAVIOUR)
Part = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """`sort`: what it is of; `at`: where it stands in the file, empty for what is missing there.

    `before` and `after` are (name of a field, what it says); a part that is new or missing has one of them.
    """

    state: str
    sort: str
    code: str
    at: str
    before: tuple[tuple[str, str], ...] = ()
    after: tuple[tuple[str, str], ...] = ()


def compare(data: Data, standing: Data | None) -> list[Change]:
    """How `data` differs from what stands: in its order, then what is missing. A change of order alone is none."""
    now, then = _parts(data), _parts(standing) if standing else {}
    at = {key: str(row.get("at", "")) for key, row in _rows(data)}
    found = [_change(key, part, then.get(key), at.get(key, "")) for key, part in now.items()]
    left = [(key, part) for key, part in then.items() if key not in now]
    gone = [Change(MISSING, sort, code, "", before=_all_told(part)) for (sort, code), part in left]
    return [one for one in found if one] + gone


def left_out(data: Data, before: Data) -> list[tuple[str, str]]:
    """(code, words) of the competencies and behaviours of the one before that `data` no longer has."""
    now = _parts(data)
    gone = ((key, part) for key, part in _parts(before).items() if key not in now)
    return [(code, part["title" if sort == COMPETENCY else "text"]) for (sort, code), part in gone if sort in OWN_CODE]


def weaker(data: Data, standing: Data | None) -> list[Problem]:
    """Where the file says less of what is harmful than what stands. It may be meant, and must not be overlooked."""
    now, then = _parts(data), _parts(standing) if standing else {}
    at = {key: str(row.get("at", "")) for key, row in _rows(data)}
    found = []
    for key, part in then.items():
        (sort, code), new = key, now.get(key)
        if sort == COMPETENCY and part["safety_critical"] and not (new and new["safety_critical"]):
            words = _("%(code)s is safety-critical in the version in force, and would no longer be.")
            found.append(Problem(at.get(key, ""), words % {"code": code}, stops=False))
        if sort == BEHAVIOUR and part["kind"] == "harmful" and not (new and new["kind"] == "harmful"):
            words = _("%(code)s is a harmful behaviour in the version in force, and would be none: “%(text)s”")
            found.append(Problem(at.get(key, ""), words % {"code": code, "text": part["text"]}, stops=False))
    return found


def _change(key: tuple[str, str], part: Part, before: Part | None, at: str) -> Change | None:
    sort, code = key
    if before is None:
        return Change(NEW, sort, code, at, after=_all_told(part))
    differing = [name for name in part if part[name] != before.get(name)]
    if not differing:
        return None
    old, new = ({name: told[name] for name in differing} for told in (before, part))
    return Change(CHANGED, sort, code, at, before=_all_told(old, empty=True), after=_all_told(new, empty=True))


def _all_told(part: Part, *, empty: bool = False) -> tuple[tuple[str, str], ...]:
    said = ((name, told(value)) for name, value in part.items())
    return tuple((name, words) for name, words in said if words or empty)


def told(value: Any) -> str:
    """What a field says, as one text."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, dict):
        # In one order, so that what differs can be seen.
        return "; ".join(f"{_set_name(key)}: {', '.join(map(str, value[key]))}" for key in sorted(value))
    return str(value)


def _set_name(key: str) -> str:
    return str(BY_KEY[key].short) if key in BY_KEY else key


def _parts(data: Data) -> dict[tuple[str, str], Part]:
    """Every part by its sort and code; the framework itself has no code here, since it may get another."""
    data = normal(data)
    whole = {name: data[name] for name in ("code", "title", "level4_requires", "informed_by")}
    parts: dict[tuple[str, str], Part] = {(WHOLE, ""): whole}
    for level in data["levels"]:
        more = {name: level[name] for name in ("name", "mark", "description")}
        parts[LEVEL, str(level["number"])] = more
    for domain in data["domains"]:
        parts[DOMAIN, domain["code"]] = {"title": domain["title"]}
        for one in domain["competencies"]:
            own = {name: value for name, value in one.items() if name not in {"code", "behaviours"}}
            parts[COMPETENCY, one["code"]] = {**own, "domain": domain["code"]}
            for behaviour in one["behaviours"]:
                parts[BEHAVIOUR, behaviour["code"]] = {name: behaviour[name] for name in ("kind", "text")}
    return parts


def _rows(data: Data) -> Iterator[tuple[tuple[str, str], Data]]:
    yield (WHOLE, ""), data
    for level in data.get("levels") or []:
        yield (LEVEL, str(level.get("number"))), level
    for domain in data.get("domains") or []:
        yield (DOMAIN, line(domain.get("code"))), domain
        for one in domain.get("competencies") or []:
            yield (COMPETENCY, line(one.get("code"))), one
            for behaviour in one.get("behaviours") or []:
                yield (BEHAVIOUR, line(behaviour.get("code"))), behaviour
