"""A kit while its authors change it, one part after the other."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.instruments.editing import Json, Path, move_part, part_of, put_part, stamp_of
from assessments.instruments.errors import KitStale
from assessments.instruments.filling import blank_kit
from assessments.instruments.models import Instrument
from assessments.signals import review_asked
from lms.common import audit, clock
from lms.people.models import User

LONGEST_CODE, LONGEST_TITLE = 40, 120


@transaction.atomic
def start_kit(*, instrument: Instrument, actor: User | None = None) -> Instrument:
    """Lay the first draft of a kit that has none: what every kit begins with."""
    instrument = Instrument.objects.select_for_update().get(pk=instrument.pk)
    if not instrument.kit:
        instrument.kit = blank_kit(instrument.code, instrument.title, instrument.kind)
        instrument.save(update_fields=["kit", "updated"])
    return instrument


@transaction.atomic
def change_kit(
    *, instrument: Instrument, path: Path, seen: str, value: Json | None, actor: User | None = None
) -> Instrument:
    """Put another part at `path` of the draft (see `editing`), or with None take it away.

    `seen` is the stamp of the part that the author saw, "" for one that was not there. Where another author changed
    that part since, nothing happens and `KitStale` is raised; changes of other parts are both kept. What is there
    already makes no change.
    """
    instrument = _locked(instrument)
    here = part_of(instrument.kit, path)
    if here == value or (here is None and _is_there(instrument.kit, path, value)):
        return instrument
    if seen != stamp_of(here):
        raise KitStale(_("Somebody changed this meanwhile. Look at it as it is now, then make your change again."))
    return _keep(instrument, put_part(instrument.kit, path, value), path, actor)


@transaction.atomic
def move_in_kit(*, instrument: Instrument, path: Path, seen: str, step: int, actor: User | None = None) -> Instrument:
    """Move an entry of a list one place earlier (-1) or later (1). Raises `KitStale`, see `change_kit`."""
    instrument = _locked(instrument)
    if seen != stamp_of(part_of(instrument.kit, path)):
        raise KitStale(_("Somebody changed this meanwhile. Look at it as it is now, then make your change again."))
    return _keep(instrument, move_part(instrument.kit, path, step), path, actor)


@transaction.atomic
def ask_for_review(*, instrument: Instrument, actor: User | None = None) -> Instrument:
    """Put the draft before the clinical reviewers. Nothing more happens where it waits for them already."""
    instrument = _locked(instrument)
    if instrument.review_asked_at is None:
        instrument.review_asked_at, instrument.review_asked_by = clock.now(), actor
        instrument.save(update_fields=["review_asked_at", "review_asked_by", "updated"])
        audit.record("instrument.review", instrument, actor=actor, data={"code": instrument.code})
        review_asked.send(sender=Instrument, content=instrument, actor=actor)
    return instrument


@transaction.atomic
def copy_instrument(*, instrument: Instrument, actor: User | None = None) -> Instrument:
    """A draft with a code of its own, and the kit as it stands at the desk."""
    title = (_("Copy of %(title)s") % {"title": instrument.title})[:LONGEST_TITLE]
    code = _free_code(instrument)
    kit = {**instrument.kit, "code": code, "title": title}
    made = Instrument.objects.create(code=code, title=title, kind=instrument.kind, kit=kit)
    audit.record("instrument.copy", made, actor=actor, data={"code": code, "of": instrument.code})
    return made


@transaction.atomic
def retire_instrument(*, instrument: Instrument, actor: User | None = None) -> Instrument:
    """No sitting can be planned on it any more; what was planned and rated stays."""
    instrument = _locked(instrument)
    if instrument.retired_at is None:
        instrument.retired_at = clock.now()
        instrument.save(update_fields=["retired_at", "updated"])
        audit.record("instrument.retire", instrument, actor=actor, data={"code": instrument.code})
    return instrument


@transaction.atomic
def restore_instrument(*, instrument: Instrument, actor: User | None = None) -> Instrument:
    """Let a retired kit be planned with again, on the version it was left with."""
    instrument = _locked(instrument)
    if instrument.retired_at is not None:
        instrument.retired_at = None
        instrument.save(update_fields=["retired_at", "updated"])
        audit.record("instrument.restore", instrument, actor=actor, data={"code": instrument.code})
    return instrument


def _locked(instrument: Instrument) -> Instrument:
    return Instrument.objects.select_for_update().get(pk=instrument.pk)


def _is_there(kit: Json, path: Path, value: Json | None) -> bool:
    """Whether a second tap brings what the first one did: the part stands, or is gone, as it is wanted."""
    if value is None:
        return part_of(kit, path) is None
    if path[0] != "prompts":
        return False
    return any(value == prompt for prompt in _prompts_of(kit, path[1]))


def _prompts_of(kit: Json, variant: str) -> list[Any]:
    return [p for one in kit.get("variants", ()) if one.get("code") == variant for p in one.get("prompts", ())]


def _keep(instrument: Instrument, kit: Json, path: Path, actor: User | None) -> Instrument:
    if kit == instrument.kit:
        return instrument
    instrument.kit, instrument.title = kit, kit["title"]
    instrument.save(update_fields=["kit", "title", "updated"])
    # The names of actors are words of the author's own: the kind of the part is enough for the trail.
    audit.record("instrument.change", instrument, actor=actor, data={"code": instrument.code, "part": path[0]})
    return instrument


def _free_code(instrument: Instrument) -> str:
    stem = instrument.code[: LONGEST_CODE - 4]
    taken = set(Instrument.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for number in range(2, len(taken) + 3) if (code := f"{stem}-{number}") not in taken)
