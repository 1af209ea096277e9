"""Who sees whose levels, and how far somebody is."""

from typing import Any

from assessments.competencies.services import set_goal
from tests.architecture.access import OK, Line
from tests.architecture.access.courses import cohort_elsewhere, cohort_of_mine, cohort_that_lists_me
from tests.architecture.access.people import newcomer, oneself, stranger, supervised
from tests.factories.people import SupervisionLinkFactory, UserFactory

OVERSEE = {"programme_manager": OK, "lead_supervisor": OK, "auditor": OK}


def _person(found: dict[str, Any]) -> dict[str, Any]:
    return {"person_uuid": found["uuid"]}


def newcomers() -> dict[str, Any]:
    return _person(newcomer())


def strangers() -> dict[str, Any]:
    return _person(stranger())


def whom_i_supervise(knocking: Any) -> dict[str, Any]:
    return _person(supervised(knocking))


def my_own(knocking: Any) -> dict[str, Any]:
    return _person(oneself(knocking))


def goal_of_a_stranger() -> dict[str, Any]:
    learner = UserFactory(roles=["trainee"])
    return {"goal_uuid": set_goal(learner=learner, text="I ask.", actor=learner).uuid}


def goal_of_whom_i_supervise(knocking: Any) -> dict[str, Any]:
    link = SupervisionLinkFactory(**({"supervisor": knocking} if knocking else {}))
    return {"goal_uuid": set_goal(learner=link.trainee, text="I ask.", actor=link.supervisor).uuid}


LINES = [
    Line("cohort_levels", "elsewhere", cohort_elsewhere),
    Line("cohort_levels", "of my organisation", cohort_of_mine, roles=OVERSEE),
    Line("cohort_levels", "that lists me", cohort_that_lists_me, roles={"supervisor": OK, "lead_supervisor": OK}),
    Line("own_profile", everybody=OK),
    Line("profile", "who belongs to no organisation", newcomers, roles=OVERSEE),
    Line("profile", "of another organisation", strangers),
    Line("profile", "whom I supervise", whom_i_supervise, everybody=OK),
    Line("profile", "myself", my_own, everybody=OK),
    Line("courses:person_progress", "who belongs to no organisation", newcomers, roles=OVERSEE),
    Line("courses:person_progress", "of another organisation", strangers),
    Line("courses:person_progress", "whom I supervise", whom_i_supervise, everybody=OK),
    Line("courses:person_progress", "myself", my_own),
    Line("goal_reached", "of somebody without an organisation", goal_of_a_stranger, {}, roles={"lead_supervisor": OK}),
    Line("goal_reached", "of whom I supervise", goal_of_whom_i_supervise, {}, everybody=OK),
]
