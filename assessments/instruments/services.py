from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from assessments.competencies.models import CompetencyVersion, FrameworkVersion
from assessments.competencies.queries import competencies_in, current_version
from assessments.instruments.errors import KitRefused
from assessments.instruments.models import Instrument, InstrumentItem, InstrumentVersion
from lms.common import audit, clock
from lms.common.hashing import content_hash
from lms.people.models import User


@transaction.atomic
def publish_instrument(*, kit: dict[str, Any], actor: User | None = None) -> InstrumentVersion:
    """Publish a kit (see `reading.read_kit`) as a new version by the framework in force.

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
    instrument.save(update_fields=["title", "kind", "kit", "updated"])
    version = _add_version(instrument, framework, kit, digest, actor)
    _add_items(version, kit, words)
    audit.record("instrument.publish", version, actor=actor, data={"code": instrument.code, "number": version.number})
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
