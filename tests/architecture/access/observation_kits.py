"""Observation kits: at the desk of their authors, and for those who rate by them. Trainees find nothing."""

from typing import Any

from tests.architecture.access import HIDDEN, LOGIN, OK, Line
from tests.factories.observations import InstrumentFactory, InstrumentVersionFactory

KIT = "wagtailsnippets_assessments_instrument"
READERS = {"content_editor": OK, "clinical_reviewer": OK, "programme_manager": OK, "auditor": OK}
AUTHORS = READERS | {"programme_manager": HIDDEN, "auditor": HIDDEN}
REVIEWERS = AUTHORS | {"content_editor": HIDDEN}
MAKERS = AUTHORS | {"clinical_reviewer": HIDDEN}
RATERS = READERS | {"supervisor": OK, "lead_supervisor": OK}
NOBODY = dict.fromkeys(READERS, HIDDEN)


def kit() -> dict[str, Any]:
    return {"pk": InstrumentFactory().pk}


def version() -> dict[str, Any]:
    return {"version_uuid": InstrumentVersionFactory().uuid}


def part_of_lena() -> dict[str, Any]:
    return {**version(), "variant": "A", "number": 1}


LINES = [
    Line(f"{KIT}:add", everybody=LOGIN, roles=READERS),
    Line(f"{KIT}:edit", kwargs=kit, everybody=LOGIN, roles=READERS),
    Line(f"{KIT}:usage", kwargs=kit, everybody=LOGIN, roles=READERS),
    Line(f"{KIT}:desk", kwargs=kit, everybody=LOGIN, roles=AUTHORS),
    Line(f"{KIT}:desk", "send to review", kit, {"do": "review"}, everybody=LOGIN, roles=AUTHORS),
    Line(f"{KIT}:desk_check", kwargs=kit, post={"part": "brief"}, everybody=LOGIN, roles=AUTHORS),
    Line(f"{KIT}:versions", kwargs=kit, everybody=LOGIN, roles=READERS),
    Line(f"{KIT}:versions", "do nothing", kit, {}, everybody=LOGIN, roles=NOBODY),
    Line(f"{KIT}:compare", kwargs=kit, everybody=LOGIN, roles=AUTHORS),
    Line(f"{KIT}:print", kwargs=kit, everybody=LOGIN, roles=READERS),
    Line(f"{KIT}:duplicate", kwargs=kit, everybody=LOGIN, roles=MAKERS),
    Line(f"{KIT}:duplicate", "make a copy", kit, {}, everybody=LOGIN, roles=MAKERS),
    Line(f"{KIT}:retire", kwargs=kit, everybody=LOGIN, roles=REVIEWERS),
    Line("assessments:kits", roles=RATERS),
    Line("assessments:kit", kwargs=version, roles=RATERS),
    Line("assessments:kit_on_paper", kwargs=version, roles=RATERS),
    Line("assessments:kit_actor", kwargs=part_of_lena, roles=RATERS),
]
