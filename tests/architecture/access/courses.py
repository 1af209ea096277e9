from typing import Any

from courses.enrolment.models import Cohort, Enrolment
from tests.architecture.access import HIDDEN, OK, Line
from tests.factories.courses import (
    CohortFactory,
    CohortInviteFactory,
    CourseTree,
    EnrolmentFactory,
    make_course,
    make_index,
    make_lesson,
    scenario_block,
)
from tests.factories.people import MembershipFactory, UserFactory
from tests.factories.scenarios import ScenarioFactory
from tests.factories.sessions import LabSessionFactory

MANAGER, SUPERVISOR, LEAD = "programme_manager", "supervisor", "lead_supervisor"
WORDS = {"value": "Words", "sequence": 1}


def index() -> dict[str, Any]:
    make_index()
    return {}


def course() -> dict[str, Any]:
    return {"code": make_course().course.code}


def _taken(learner: Any) -> tuple[CourseTree, Enrolment]:
    tree = make_course(lessons=1, quiz=True, reflections=True)
    return tree, EnrolmentFactory(course=tree.course, learner=learner or UserFactory())


def own_lesson(knocking: Any) -> dict[str, Any]:
    return {"pk": _taken(knocking)[0].lessons[0].pk}


def own_box(knocking: Any) -> dict[str, Any]:
    tree, _enrolment = _taken(knocking)
    return {"activity_uuid": tree.activity(tree.lessons[0], "reflection").uuid}


def own_quiz(knocking: Any) -> dict[str, Any]:
    tree, _enrolment = _taken(knocking)
    return {"activity_uuid": tree.activity(tree.lessons[1], "quiz").uuid}


def lesson_of_another() -> dict[str, Any]:
    return own_lesson(None)


def box_of_another() -> dict[str, Any]:
    return own_box(None)


def quiz_of_another() -> dict[str, Any]:
    return own_quiz(None)


def own_role_play(knocking: Any) -> dict[str, Any]:
    tree = make_course(lessons=0)
    lesson = make_lesson(tree.modules[0], body=[scenario_block(ScenarioFactory())])
    EnrolmentFactory(course=tree.course, learner=knocking or UserFactory())
    return {"activity_uuid": tree.activity(lesson, "scenario").uuid}


def role_play_of_another() -> dict[str, Any]:
    return own_role_play(None)


def own_enrolment(knocking: Any) -> dict[str, Any]:
    return {"enrolment_uuid": _taken(knocking)[1].uuid}


def enrolment_of_another() -> dict[str, Any]:
    return own_enrolment(None)


def link() -> dict[str, Any]:
    return {"token": CohortInviteFactory().token}


def _cohort(knocking: Any, *, member: bool = False, listed: bool = False) -> Cohort:
    cohort = CohortFactory()
    if knocking is not None and member:
        MembershipFactory(user=knocking, organisation=cohort.organisation)
    if knocking is not None and listed:
        cohort.supervisors.add(knocking)
    return cohort


def cohort_elsewhere() -> dict[str, Any]:
    return {"cohort_uuid": _cohort(None).uuid}


def cohort_of_mine(knocking: Any) -> dict[str, Any]:
    return {"cohort_uuid": _cohort(knocking, member=True).uuid}


def cohort_that_lists_me(knocking: Any) -> dict[str, Any]:
    return {"cohort_uuid": _cohort(knocking, listed=True).uuid}


def _with_somebody(cohort: Cohort) -> dict[str, Any]:
    enrolment = EnrolmentFactory(course=cohort.course, cohort=cohort)
    return {"cohort_uuid": cohort.uuid, "enrolment_uuid": enrolment.uuid}


def somebody_elsewhere() -> dict[str, Any]:
    return _with_somebody(_cohort(None))


def somebody_of_mine(knocking: Any) -> dict[str, Any]:
    return _with_somebody(_cohort(knocking, member=True))


def somebody_who_lists_me(knocking: Any) -> dict[str, Any]:
    return _with_somebody(_cohort(knocking, listed=True))


def link_elsewhere() -> dict[str, Any]:
    return {"invite_uuid": CohortInviteFactory().uuid}


def link_of_mine(knocking: Any) -> dict[str, Any]:
    return {"invite_uuid": CohortInviteFactory(cohort=_cohort(knocking, member=True)).uuid}


def _lab_date(cohort: Cohort, host: Any = None) -> dict[str, Any]:
    session = LabSessionFactory(cohort=cohort, **({"hosts": [host]} if host else {}))
    return {"session_uuid": session.uuid}


def lab_of_my_group(knocking: Any) -> dict[str, Any]:
    cohort = CohortFactory()
    EnrolmentFactory(course=cohort.course, cohort=cohort, learner=knocking or UserFactory())
    return _lab_date(cohort)


def lab_elsewhere() -> dict[str, Any]:
    return _lab_date(_cohort(None))


def lab_of_mine(knocking: Any) -> dict[str, Any]:
    return _lab_date(_cohort(knocking, member=True))


def lab_that_lists_me(knocking: Any) -> dict[str, Any]:
    return _lab_date(_cohort(knocking, listed=True))


def lab_i_host(knocking: Any) -> dict[str, Any]:
    return _lab_date(_cohort(None), knocking)


SEES = {MANAGER: OK, LEAD: OK}
LISTED = {SUPERVISOR: OK, LEAD: OK}
CHANGES = {MANAGER: OK}

LINES = [
    Line("courses:list", kwargs=index, public=True),
    Line("courses:continue", kwargs=course, everybody=OK),
    Line("courses:enrol", kwargs=course, post={}, everybody=OK),
    Line("courses:lesson_done", "my own", own_lesson, {}, everybody=OK),
    Line("courses:lesson_done", "of another", lesson_of_another, {}),
    Line("courses:activity", "my own", own_box, everybody=OK),
    Line("courses:activity", "of another", box_of_another),
    Line("courses:activity_start", "my own", own_quiz, {}, everybody=OK),
    Line("courses:activity_start", "of another", quiz_of_another, {}),
    Line("courses:activity_start", "my own role-play", own_role_play, {}, everybody=OK),
    Line("courses:activity_start", "role-play of another", role_play_of_another, {}),
    Line("courses:reflection_share", "my own", own_box, {}, everybody=OK),
    Line("courses:reflection_share", "of another", box_of_another, {}),
    # Signed out, the box answers with what was written (401) instead of leading away from it.
    Line("courses:reflection", "my own", own_box, WORDS, everybody=OK, anonymous="status 401"),
    Line("courses:reflection", "of another", box_of_another, WORDS, anonymous="status 401"),
    Line("courses:pause", "my own", own_enrolment, {}, everybody=OK),
    Line("courses:pause", "of another", enrolment_of_another, {}),
    Line("courses:resume", "my own", own_enrolment, {}, everybody=OK),
    Line("courses:resume", "of another", enrolment_of_another, {}),
    Line("courses:withdraw", "my own", own_enrolment, {}, everybody=OK),
    Line("courses:withdraw", "of another", enrolment_of_another),
    Line("courses:again", "my own", own_enrolment, {}, everybody=OK),
    Line("courses:again", "of another", enrolment_of_another, {}),
    # The token is the key: whoever holds it may read what it leads to.
    Line("courses:join", kwargs=link, public=True),
    Line("courses:cohorts", roles={MANAGER: OK, SUPERVISOR: OK, LEAD: OK}),
    Line("courses:cohort_new", roles=CHANGES),
    Line("courses:cohort", "of my organisation", cohort_of_mine, roles=SEES),
    Line("courses:cohort", "that lists me", cohort_that_lists_me, roles=LISTED),
    Line("courses:cohort", "elsewhere", cohort_elsewhere),
    Line("courses:cohort_member", "of my organisation", somebody_of_mine, roles=SEES),
    Line("courses:cohort_member", "that lists me", somebody_who_lists_me, roles=LISTED),
    Line("courses:cohort_member", "elsewhere", somebody_elsewhere),
    Line("courses:cohort_edit", "of my organisation", cohort_of_mine, roles=CHANGES),
    Line("courses:cohort_edit", "that lists me", cohort_that_lists_me),
    Line("courses:cohort_import", "of my organisation", cohort_of_mine, roles=CHANGES),
    Line("courses:cohort_import", "that lists me", cohort_that_lists_me),
    Line("courses:cohort_invite", "of my organisation", cohort_of_mine, {}, roles=CHANGES),
    Line("courses:cohort_invite", "that lists me", cohort_that_lists_me, {}),
    Line("courses:invite_revoke", "of my organisation", link_of_mine, {}, roles=CHANGES),
    Line("courses:invite_revoke", "elsewhere", link_elsewhere, {}, everybody=HIDDEN),
    Line("courses:labs", everybody=OK),
    Line("courses:lab_session", "of my group", lab_of_my_group, everybody=OK),
    Line("courses:lab_session", "of my organisation", lab_of_mine, roles=SEES),
    Line("courses:lab_session", "that lists me", lab_that_lists_me, roles=LISTED),
    Line("courses:lab_session", "elsewhere", lab_elsewhere),
    Line("courses:lab_calendar", "of my group", lab_of_my_group, everybody=OK),
    Line("courses:lab_calendar", "elsewhere", lab_elsewhere),
    Line("courses:lab_book", "of my group", lab_of_my_group, {}, everybody=OK),
    Line("courses:lab_book", "of my organisation", lab_of_mine, {}),
    Line("courses:lab_give_back", "of my group", lab_of_my_group, {}, everybody=OK),
    Line("courses:lab_give_back", "elsewhere", lab_elsewhere, {}),
    Line("courses:lab_register", "of my group", lab_of_my_group),
    Line("courses:lab_register", "of my organisation", lab_of_mine, roles=SEES),
    Line("courses:lab_register", "that lists me", lab_that_lists_me, roles=LISTED),
    Line("courses:lab_register", "that I host", lab_i_host, roles={MANAGER: OK, **LISTED}),
    Line("courses:lab_edit", "of my group", lab_of_my_group),
    Line("courses:lab_edit", "of my organisation", lab_of_mine, roles=SEES),
    Line("courses:lab_edit", "elsewhere", lab_elsewhere),
    Line("courses:lab_cancel", "of my group", lab_of_my_group, {}),
    Line("courses:lab_cancel", "that lists me", lab_that_lists_me, {}, roles=LISTED),
    Line("courses:cohort_labs", "of my organisation", cohort_of_mine, roles=SEES),
    Line("courses:cohort_labs", "elsewhere", cohort_elsewhere),
    Line("courses:lab_new", "of my organisation", cohort_of_mine, roles=SEES),
    Line("courses:lab_new", "that lists me", cohort_that_lists_me, roles=LISTED),
    Line("courses:lab_new", "elsewhere", cohort_elsewhere),
]
