from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from assessments.competencies.models import CompetencyVersion, FrameworkVersion
from assessments.competencies.queries import competencies_in, current_version
from assessments.instruments import queries
from assessments.instruments.checking import KitProblem, check_kit
from assessments.instruments.editing import stamp_of
from assessments.instruments.errors import KitHasProblems, KitRefused, KitStale
from assessments.instruments.models import Instrument, InstrumentItem, InstrumentVersion
from assessments.signals import review_answered
from lms.common import audit, clock
from lms.common.hashing import content_hash
from lms.people.models import User


@transaction.atomic
def publish_instrument(*, kit: dict[str, Any], actor: User | None = None) -> InstrumentVersion:
    """Publish a kit (see `filling.fill_kit`) as a new version by the framework in force.

    The same kit by the same framework again gives back the version that is there. Whoever has been rated by an older
    version stays with it. Raises `KitRefused` for what the framework does not know.
    """
    framework = current_version()
    if framework is None:
        raise KitRefused(_("No framework is in force yet: publish one first."))
    words = {row.competency.code: row for row in competencies_in(framework)}
    _refuse_unknown(kit, words)
    instrument, _created = Instrument.objects.select_for_update().get_or_create(
        code=kit["code"], defaults={"title": kit["title"], "kind": kit["kind"], "kit": kit}
    )
    digest = content_hash(kit)
    newest = instrument.versions.order_by("-number").first()
    if newest is not None and newest.content_hash == digest and newest.framework_version_id == framework.pk:
        return newest
    instrument.title, instrument.kind, instrument.kit = kit["title"], kit["kind"], kit
    instrument.review_asked_at = None
    instrument.save(update_fields=["title", "kind", "kit", "review_asked_at", "updated"])
    version = _add_version(instrument, framework, kit, digest, actor)
    _add_items(version, kit, words)
    facts = {"code": instrument.code, "number": version.number}
    audit.record("instrument.publish", instrument, actor=actor, data=facts)
    return version


def _refuse_unknown(kit: dict[str, Any], words: dict[str, CompetencyVersion]) -> None:
    for item in kit["items"]:
        row = words.get(item["competency"])
        if row is None:
            text = _("%(code)s is not in the framework in force.")
            raise KitRefused(text % {"code": item["competency"]})
        known = {behaviour.code for behaviour in row.behaviours.all()}
        for code in [*item.get("scripted_out", []), *item.get("short", {})]:
            if code not in known:
                raise KitRefused(_("%(code)s is not in the framework in force.") % {"code": code})


def _add_version(
    instrument: Instrument, framework: FrameworkVersion, kit: dict[str, Any], digest: str, actor: User | None
) -> InstrumentVersion:
    last = instrument.versions.aggregate(last=Max("number"))["last"] or 0
    return InstrumentVersion.objects.create(
        instrument=instrument,
        number=last + 1,
        framework_version=framework,
        title=kit["title"],
        kind=kit["kind"],
        kit=kit,
        content_hash=digest,
        published_at=clock.now(),
        published_by=actor,
    )


def _add_items(version: InstrumentVersion, kit: dict[str, Any], words: dict[str, CompetencyVersion]) -> None:
    InstrumentItem.objects.bulk_create(
        InstrumentItem(
            version=version,
            competency_version=words[item["competency"]],
            order=place,
            scripted_out=item.get("scripted_out", []),
            short=item.get("short", {}),
        )
        for place, item in enumerate(kit["items"])
    )


def check_draft(*, instrument: Instrument, kit: dict[str, Any] | None = None) -> list[KitProblem]:
    """Everything that speaks against publishing a kit as it stands at the desk, and what is worth a look.

    `kit`: what to look at where it is another than the draft.
    """
    words = queries.words_in_force()
    found = [] if words else [KitProblem(_("No framework is in force yet: publish one first."))]
    return found + check_kit(instrument.kit if kit is None else kit, queries.kinds_in(words) if words else None)


@transaction.atomic
def publish_draft(*, instrument: Instrument, seen: str, actor: User) -> InstrumentVersion:
    """Publish a kit as it stands at the desk. `seen` is the stamp of the whole draft that the reviewer looked at.

    Raises `KitRefused` without the permission, `KitStale` where the draft has changed since, and `KitHasProblems`.
    """
    if not actor.has_perm(queries.MAY_PUBLISH):
        raise KitRefused(_("Publishing a kit is for clinical reviewers."))
    instrument = Instrument.objects.select_for_update().get(pk=instrument.pk)
    if stamp_of(instrument.kit) != seen:
        raise KitStale(_("The kit was changed since you looked. Please look at it again."))
    stopping = [one for one in check_draft(instrument=instrument) if one.stops]
    if stopping:
        text = _("It can’t be published yet: %(first)s (%(count)s in all)")
        raise KitHasProblems(text % {"first": stopping[0].message, "count": len(stopping)})
    asked_by = instrument.review_asked_by if instrument.review_asked_at else None
    version = publish_instrument(kit=instrument.kit, actor=actor)
    review_answered.send(sender=Instrument, content=instrument, published=True, asked_by=asked_by, actor=actor)
    return version
