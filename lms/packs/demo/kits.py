"""Observation kits of the demo: which one a role-play of its people goes by, and one that somebody works on."""

from assessments.instruments.editing import part_of, stamp_of
from assessments.instruments.models import InstrumentVersion
from assessments.instruments.queries import kits_to_read
from assessments.instruments.services import ask_for_review, change_kit
from lms.packs.demo.days import days_ago
from lms.people.models import User

WORKED_ON, NOTES = "orp-3", ("notes",)
MORE = "Agree beforehand which of you keeps an eye on the actor who is belittled."


def kit_in_force(code: str) -> InstrumentVersion | None:
    """The kit that sittings of the demo are planned with; None where the pack that was loaded has no such kit."""
    return kits_to_read().filter(instrument__code=code).first()


def work_on_a_kit(editor: User, days: float) -> None:
    """The editor adds a sentence for the observers and sends the kit to review, where it waits."""
    version = kit_in_force(WORKED_ON)
    if version is None:
        return
    here = part_of(version.instrument.kit, NOTES) or {}
    words = f"{here.get('observer_notes', '')} {MORE}".strip()
    with days_ago(days):
        kit = change_kit(
            instrument=version.instrument,
            path=NOTES,
            seen=stamp_of(here),
            value={"observer_notes": words},
            actor=editor,
        )
        ask_for_review(instrument=kit, actor=editor)
