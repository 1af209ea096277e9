"""What the framework covers, as plain values for the page and its files."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.competencies.coverage import Kind, Touched
from assessments.competencies.crosswalks import SETS, Part, TargetSet, is_known, target_of
from assessments.competencies.models import CompetencyVersion


@dataclass(frozen=True)
class Row:
    """A target or a competency. `note`: of a competency, its domain or its safety; `maps_to`: codes of competencies.

    `counts`: different things, by kind; `gaps`: what is missing, in words.
    """

    code: str
    name: str
    counts: list[int]
    gaps: list[str]
    note: str = ""
    maps_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """The targets of one set. `sums`: what the table says, in one sentence."""

    key: str
    label: str
    rows: list[Row]
    sums: str


@dataclass(frozen=True)
class Report:
    """`columns`: the kinds of things, as headings."""

    columns: list[str]
    competencies: list[Row]
    sections: list[Section]
    sums: str


def coverage_report(words: Sequence[CompetencyVersion], kinds: Sequence[Kind], touched: Touched) -> Report:
    """The whole page. `words`: of the version in force, with their competency and domain. No query."""
    rows = [_competency(one, kinds, touched) for one in words]
    return Report(
        columns=[str(kind.label) for kind in kinds],
        competencies=rows,
        sections=[_section(one, words, kinds, touched) for one in SETS],
        sums=_sums(rows),
    )


def _competency(one: CompetencyVersion, kinds: Sequence[Kind], touched: Touched) -> Row:
    counts = _counts([one], kinds, touched)
    note = _("safety-critical") if one.safety_critical else ""
    return Row(one.competency.code, one.title, counts, _missing(counts, kinds), note)


def _section(chosen: TargetSet, words: Sequence[CompetencyVersion], kinds: Sequence[Kind], touched: Touched) -> Section:
    rows = []
    for part, name in [*chosen.targets.items(), *_unnamed(chosen, words)]:
        mapped = [one for one in words if part in _targets(one, chosen.key)]
        counts = _counts(mapped, kinds, touched)
        gaps = _missing(counts, kinds) if mapped else [_("no competency")]
        codes = tuple(one.competency.code for one in mapped)
        rows.append(Row(str(part) if isinstance(part, int) else "", str(name), counts, gaps, maps_to=codes))
    return Section(chosen.key, str(chosen.label), rows, _sums(rows))


def _targets(one: CompetencyVersion, key: str) -> set[Part]:
    return {target_of(part) for part in one.crosswalk.get(key, [])}


def _unnamed(chosen: TargetSet, words: Iterable[CompetencyVersion]) -> list[tuple[Part, str]]:
    """What a framework points at and we have no name for stands below the others, so that nothing is hidden."""
    parts = (part for one in words for part in one.crosswalk.get(chosen.key, []))
    return [(part, str(part)) for part in dict.fromkeys(map(target_of, parts)) if not is_known(chosen.key, part)]


def _counts(words: Sequence[CompetencyVersion], kinds: Sequence[Kind], touched: Touched) -> list[int]:
    """How many different things touch any of these competencies, by kind."""
    counts = []
    for kind in kinds:
        things: set[Hashable] = set()
        for one in words:
            things |= touched[kind.name].get(one.competency_id, set())
        counts.append(len(things))
    return counts


def _missing(counts: Sequence[int], kinds: Sequence[Kind]) -> list[str]:
    return [str(kind.missing) for kind, n in zip(kinds, counts, strict=True) if kind.missing and not n]


def _sums(rows: Sequence[Row]) -> str:
    gaps = sum(bool(row.gaps) for row in rows)
    if not gaps:
        return _("None of %(n)s has a gap.") % {"n": len(rows)}
    return ngettext("%(gaps)s of %(n)s has a gap.", "%(gaps)s of %(n)s have gaps.", gaps) % {
        "gaps": gaps,
        "n": len(rows),
    }


def competency_lines(report: Report) -> tuple[list[str], Iterator[list[object]]]:
    """Head and rows of the file of competencies."""
    head = [_("Competency"), _("Title"), _("Safety"), *report.columns, _("Gaps")]
    rows = ([row.code, row.name, row.note, *row.counts, "; ".join(row.gaps)] for row in report.competencies)
    return head, rows


def target_lines(report: Report) -> tuple[list[str], Iterator[list[object]]]:
    """Head and rows of the file of targets."""
    head = [_("Set"), _("No."), _("Target"), _("Competencies"), *report.columns, _("Gaps")]
    rows = (
        [one.label, row.code, row.name, ", ".join(row.maps_to), *row.counts, "; ".join(row.gaps)]
        for one in report.sections
        for row in one.rows
    )
    return head, rows
