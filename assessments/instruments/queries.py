"""Reading kits and their versions. Nothing here changes anything."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from assessments.competencies.choices import BehaviourKind
from assessments.competencies.models import CompetencyVersion
from assessments.competencies.queries import competencies_in, current_version
from assessments.instruments.models import Instrument, InstrumentItem, InstrumentSignature, InstrumentVersion
from assessments.instruments.sheets import Item

MAY_VIEW = "assessments.view_instrument"
MAY_ADD = "assessments.add_instrument"
MAY_CHANGE = "assessments.change_instrument"
MAY_PUBLISH = "assessments.publish_instrument"
MAY_SIGN = "assessments.sign_instrument"


def item_of(words: CompetencyVersion, scripted_out: Iterable[str] = ()) -> Item:
    """What the rule works on, of a competency with its behaviours (prefetched in their order)."""
    codes: dict[str, list[str]] = {kind: [] for kind in BehaviourKind.values}
    for line in words.behaviours.all():
        codes[line.kind].append(line.code)
    return Item(
        code=words.competency.code,
        harm=tuple(codes[BehaviourKind.HARMFUL]),
        basic=tuple(codes[BehaviourKind.BASIC]),
        advanced=tuple(codes[BehaviourKind.ADVANCED]),
        safety=words.safety_critical,
        scripted_out=frozenset(scripted_out),
    )


def version_in_force(instrument: Instrument) -> InstrumentVersion | None:
    """The version that new sittings go by: the newest one. None before any is published."""
    return instrument.versions.order_by("-number").first()


def instruments_at_desk() -> QuerySet[Instrument]:
    """All kits with `newest` (primary key of the version in force), `newest_kit`, and `is_signed`; one query."""
    newest = InstrumentVersion.objects.filter(instrument=OuterRef("pk")).order_by("-number")
    signed = InstrumentSignature.objects.filter(version=OuterRef("newest"))
    rows = Instrument.objects.annotate(
        newest=Subquery(newest.values("pk")[:1]),
        newest_number=Subquery(newest.values("number")[:1]),
        newest_kit=Subquery(newest.values("kit")[:1]),
    )
    return rows.annotate(is_signed=Exists(signed))


def kits_to_read() -> QuerySet[InstrumentVersion]:
    """The version in force of every kit that is not retired, with its instrument and signatures."""
    newest = InstrumentVersion.objects.filter(instrument=OuterRef("instrument")).order_by("-number").values("pk")[:1]
    rows = InstrumentVersion.objects.filter(pk=Subquery(newest), instrument__retired_at=None)
    return rows.select_related("instrument").prefetch_related("signatures").order_by("instrument__code")


def kits_waiting() -> list[Instrument]:
    """What waits for a clinical reviewer, the longest first."""
    rows = Instrument.objects.filter(retired_at=None).exclude(review_asked_at=None)
    return list(rows.order_by("review_asked_at"))


def signatures_on(version: InstrumentVersion) -> list[InstrumentSignature]:
    return list(version.signatures.all())


def words_in_force() -> dict[str, CompetencyVersion]:
    """The competencies of the framework in force by code, with their behaviours; {} before one is published."""
    framework = current_version()
    return words_of(competencies_in(framework)) if framework else {}


def words_of_version(version: InstrumentVersion) -> dict[str, CompetencyVersion]:
    """The competencies that a version was published by, by code, with their behaviours."""
    return words_of(competencies_in(version.framework_version))


def words_of(rows: QuerySet[CompetencyVersion]) -> dict[str, CompetencyVersion]:
    return {row.competency.code: row for row in rows}


def kinds_in(words: Mapping[str, CompetencyVersion]) -> dict[str, dict[str, str]]:
    """What checking asks for: the kind of each behaviour by its code, by code of the competency."""
    return {code: {one.code: one.kind for one in row.behaviours.all()} for code, row in words.items()}


def is_drafted(instrument: Instrument, newest_kit: Any = None) -> bool:
    """Whether the draft says something else than the version in force."""
    if newest_kit is None:
        newest = version_in_force(instrument)
        newest_kit = newest.kit if newest else None
    return bool(newest_kit != instrument.kit)


def touched_competencies() -> list[tuple[int, int]]:
    """(primary key of the competency, of the kit) that the version in force of every kit in use rates. One query."""
    rows = InstrumentItem.objects.filter(version__in=kits_to_read().order_by().values("pk"))
    return list(rows.order_by().values_list("competency_version__competency", "version__instrument"))
