"""Recordings: everybody in one, whoever rates from it; who arranges it asks and adds, and watches nothing."""

from typing import Any

from assessments.observations.choices import Watching
from tests.architecture.access import OK, Line
from tests.architecture.access.observing import ARRANGE, elsewhere, supervised
from tests.factories.observations import ObservationFactory, SeatFactory
from tests.factories.people import UserFactory
from tests.factories.recordings import asked, captions, recorded

NEWCOMERS = {"lead_supervisor": OK, "programme_manager": OK}


def sitting_of(learner: Any) -> dict[str, Any]:
    sitting = ObservationFactory(learner=learner).sitting
    asked(sitting)
    return {"sitting_uuid": sitting.uuid}


def sitting_of_a_newcomer() -> dict[str, Any]:
    return sitting_of(UserFactory())


def sitting_of_somebody_supervised(knocking: Any) -> dict[str, Any]:
    return sitting_of(supervised(knocking))


def sitting_of_my_own(knocking: Any) -> dict[str, Any]:
    return sitting_of(knocking or UserFactory())


def recording_of(learner: Any, **fields: Any) -> dict[str, Any]:
    sitting = ObservationFactory(learner=learner).sitting
    return {"recording_uuid": recorded(sitting, captions=captions(), **fields).uuid}


def recording_of_a_newcomer() -> dict[str, Any]:
    return recording_of(UserFactory())


def recording_of_my_own(knocking: Any) -> dict[str, Any]:
    return recording_of(knocking or UserFactory())


def recording_of_somebody_supervised(knocking: Any) -> dict[str, Any]:
    return recording_of(supervised(knocking))


def recording_that_supervisors_may_watch(knocking: Any) -> dict[str, Any]:
    return recording_of(supervised(knocking), supervisor=True)


def recording_that_i_rate(knocking: Any) -> dict[str, Any]:
    sitting = ObservationFactory(learner=elsewhere()).sitting
    SeatFactory(observation=sitting.observations.get(), rater=knocking or UserFactory(), watches=Watching.RECORDING)
    return {"recording_uuid": recorded(sitting, captions=captions()).uuid}


FILES = ("recording", "recording_file", "recording_captions")
LINES = [
    Line("assessments:recording_of_sitting", "of a newcomer", sitting_of_a_newcomer, roles=NEWCOMERS),
    Line("assessments:recording_of_sitting", "of somebody supervised", sitting_of_somebody_supervised, roles=ARRANGE),
    Line("assessments:recording_of_sitting", "my own", sitting_of_my_own),
    Line(
        "assessments:recording_of_sitting",
        "posted, of a newcomer",
        sitting_of_a_newcomer,
        {"go": "take-back"},
        roles=NEWCOMERS,
    ),  # fmt: skip
    Line("assessments:recording_consent", "of a newcomer", sitting_of_a_newcomer),
    Line("assessments:recording_consent", "of somebody supervised", sitting_of_somebody_supervised),
    Line("assessments:recording_consent", "my own", sitting_of_my_own, everybody=OK),
    Line("assessments:recording_consent", "posted, of a newcomer", sitting_of_a_newcomer, {"go": "agree"}),
    Line("assessments:recording_consent", "posted, my own", sitting_of_my_own, {"go": "agree"}, everybody=OK),
    *(Line(f"assessments:{name}", "of a newcomer", recording_of_a_newcomer) for name in FILES),
    *(Line(f"assessments:{name}", "my own", recording_of_my_own, everybody=OK) for name in FILES),
    *(Line(f"assessments:{name}", "that I rate", recording_that_i_rate, everybody=OK) for name in FILES),
    *(Line(f"assessments:{name}", "of somebody supervised", recording_of_somebody_supervised) for name in FILES),
    *(
        Line(f"assessments:{name}", "that supervisors may watch", recording_that_supervisors_may_watch, everybody=OK)
        for name in FILES
    ),  # fmt: skip
    Line("assessments:recording_reason", "of a newcomer", recording_of_a_newcomer, roles={"programme_manager": OK}),
    Line("assessments:recording_reason", "my own", recording_of_my_own),
    Line(
        "assessments:recording_reason",
        "posted, of a newcomer",
        recording_of_a_newcomer,
        {"reason": "A complaint."},
        roles={"programme_manager": OK},
    ),  # fmt: skip
]
