"""From the data of a programme (a pack's file, a form) to rules that name courses and competencies by code. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from assessments.competencies.aggregation import RuleInvalid, read_rule
from certificates.programmes.choices import RequirementKind
from certificates.programmes.errors import ProgrammeInvalid

FORKS = (RequirementKind.ALL, RequirementKind.ANY)
LEAVES = (RequirementKind.COURSE, RequirementKind.KNOWLEDGE, RequirementKind.OBSERVED)
KINDS = (*FORKS, *LEAVES)
LEVELS = range(1, 5)
DEEPEST = 6
TEXTS = {"code": 50, "title": 160, "version": 20, "attests": 300}


@dataclass(frozen=True)
class Wanted:
    """A requirement as written: a fork with `children`, or a leaf with the `code` of a course or competency."""

    kind: str
    code: str = ""
    level: int | None = None
    children: tuple["Wanted", ...] = ()
    evidence: Mapping[str, Any] = field(default_factory=dict)


def normalise(data: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of `data` that make up a version, in one form, so that equal programmes have equal hashes.

    Raises ProgrammeInvalid for what is missing, too long or of the wrong kind.
    """
    texts = {key: _text(data.get(key), key, longest) for key, longest in TEXTS.items()}
    caveat = " ".join(str(data.get("caveat") or "").split())
    months = data.get("validity_months")
    if months is not None and (not isinstance(months, int) or isinstance(months, bool) or not 1 <= months <= 600):
        raise ProgrammeInvalid(_("validity_months: a number of months from 1 to 600, or left out"))
    if len(caveat) > 300:
        raise ProgrammeInvalid(_("caveat: at most 300 characters"))
    return {
        **texts,
        "caveat": caveat,
        "validity_months": months,
        "signatories": [_signatory(row) for row in data.get("signatories") or []],
        "requirements": data.get("requirements"),
    }


def read_requirements(rows: Any, where: str = "requirements", depth: int = 1) -> tuple[Wanted, ...]:
    """The requirement tree of a programme. Raises ProgrammeInvalid with the place, e.g. “requirements 2, any 1”."""
    if not isinstance(rows, list) or not rows:
        raise ProgrammeInvalid(_("%(where)s: at least one requirement is needed") % {"where": where})
    if depth > DEEPEST:
        raise ProgrammeInvalid(_("%(where)s: nested too deeply") % {"where": where})
    return tuple(_wanted(row, f"{where} {number}", depth) for number, row in enumerate(rows, start=1))


def codes(wanted: tuple[Wanted, ...], *kinds: str) -> Iterator[str]:
    """All codes that leaves of these kinds name."""
    for item in wanted:
        if item.kind in kinds:
            yield item.code
        yield from codes(item.children, *kinds)


def _wanted(row: Any, where: str, depth: int) -> Wanted:
    if not isinstance(row, Mapping):
        raise ProgrammeInvalid(_("%(where)s: something like “course: foundations” is needed") % {"where": where})
    kinds = [kind for kind in KINDS if kind in row]
    unknown = set(row) - set(KINDS) - {"level", "evidence"}
    if len(kinds) != 1 or unknown:
        raise ProgrammeInvalid(
            _("%(where)s: exactly one of %(kinds)s is needed") % {"where": where, "kinds": ", ".join(KINDS)}
        )
    kind = kinds[0]
    if kind in FORKS:
        return Wanted(kind, children=read_requirements(row[kind], f"{where}, {kind}", depth + 1))
    text, level = _text(row[kind], f"{where}, {kind}", 60), _level(kind, row.get("level"), where)
    return Wanted(kind, text, level, evidence=_evidence(kind, row.get("evidence"), where))


def _evidence(kind: str, rule: Any, where: str) -> dict[str, Any]:
    """How often, by how many and how lately something has to be seen; empty where nothing is said."""
    if rule is None:
        return {}
    if kind != RequirementKind.OBSERVED or not isinstance(rule, Mapping):
        raise ProgrammeInvalid(_("%(where)s: only what somebody watched says how often") % {"where": where})
    try:
        read_rule(rule)
    except RuleInvalid as error:
        raise ProgrammeInvalid(
            _("%(where)s, evidence: %(name)s makes no sense") % {"where": where, "name": error}
        ) from error
    return dict(rule)


def _level(kind: str, level: Any, where: str) -> int | None:
    if kind != RequirementKind.OBSERVED:
        if level is not None:
            raise ProgrammeInvalid(_("%(where)s: only what somebody watched has a level") % {"where": where})
        return None
    if isinstance(level, bool) or not isinstance(level, int) or level not in LEVELS:
        raise ProgrammeInvalid(_("%(where)s: a level from 1 to 4 is needed") % {"where": where})
    return level


def _text(value: Any, where: str, longest: int) -> str:
    text = " ".join(str(value if value is not None else "").split())
    if not text or len(text) > longest:
        raise ProgrammeInvalid(
            _("%(where)s: a text of at most %(longest)d characters is needed") % {"where": where, "longest": longest}
        )
    return text


def _signatory(row: Any) -> dict[str, str]:
    if not isinstance(row, Mapping) or set(row) - {"name", "role"}:
        raise ProgrammeInvalid(_("signatories: each has a name and a role"))
    return {
        "name": _text(row.get("name"), "signatories, name", 150),
        "role": _text(row.get("role"), "signatories, role", 150),
    }
