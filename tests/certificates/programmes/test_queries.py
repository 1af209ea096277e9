from datetime import timedelta

import pytest
import time_machine

from certificates.programmes.queries import (
    closest_version,
    current_versions,
    facts_for,
    requirement_labels,
    requirement_states,
    rules_of,
    versions_for,
)
from certificates.programmes.rules import is_met
from courses.enrolment.services import enrol, withdraw_enrolment
from courses.progress.services import press_done
from lms.common import clock
from tests.factories.certificates import ProgrammeVersionFactory, know, observe
from tests.factories.courses import make_course
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return UserFactory(roles=["trainee"])


def words(learner, version) -> list[tuple[bool, str]]:
    return [(state.met, str(state.sentence)) for state in requirement_states(learner, version)]


def test_course_says_how_many_lessons_are_done(learner) -> None:
    tree = make_course(modules=2, lessons=3)
    version = ProgrammeVersionFactory(requirements=[{"course": tree.course.code}])
    assert words(learner, version) == [(False, "Not started yet")]
    enrolment = enrol(learner=learner, course=tree.course)
    press_done(enrolment=enrolment, lesson=tree.lessons[0])
    press_done(enrolment=enrolment, lesson=tree.lessons[3])
    state = requirement_states(learner, version)[0]
    assert str(state.label) == "Complete the course “Course 1”"
    assert state.sentence == "2 of 6 lessons done"
    assert state.url.endswith("/course-1/")


@time_machine.travel("2026-11-22 12:00", tick=False)
def test_completed_course_says_when(learner) -> None:
    tree = make_course(lessons=1)
    version = ProgrammeVersionFactory(requirements=[{"course": tree.course.code}])
    press_done(enrolment=enrol(learner=learner, course=tree.course), lesson=tree.lessons[0])
    assert words(learner, version) == [(True, "Met · 22 November 2026")]


def test_course_that_was_left_says_so(learner) -> None:
    tree = make_course(lessons=1)
    version = ProgrammeVersionFactory(requirements=[{"course": tree.course.code}])
    withdraw_enrolment(enrolment=enrol(learner=learner, course=tree.course))
    assert words(learner, version) == [(False, "You left this course; you can begin it again")]


@time_machine.travel("2026-11-22 12:00", tick=False)
def test_knowledge_is_met_or_not_yet(learner) -> None:
    version = ProgrammeVersionFactory(requirements=[{"knowledge": "SAFE-1"}])
    assert words(learner, version) == [(False, "Not yet: a check in the course asks about it")]
    know(learner, met=False)
    assert words(learner, version) == [(False, "Not yet: the check may be taken again")]
    know(learner)
    assert words(learner, version) == [(True, "Met · 22 November 2026")]


@time_machine.travel("2026-11-22 12:00", tick=False)
def test_observed_level_stands_beside_the_level_asked_for(learner) -> None:
    version = ProgrammeVersionFactory(requirements=[{"observed": "SAFE-1", "level": 3}])
    assert words(learner, version) == [(False, "Not seen yet: somebody has to watch you do it")]
    know(learner)
    assert not requirement_states(learner, version)[0].met
    observe(learner, level=2)
    assert words(learner, version) == [(False, "Not yet: seen at level 2 · Developing")]
    observe(learner, level=4)
    assert words(learner, version) == [(True, "Met · seen at level 4 · Advanced, 22 November 2026")]


def test_programme_may_ask_for_more_than_one_observation(learner) -> None:
    rule = {"method": "n_of_last", "n": 2, "k": 3, "ratings": 2, "raters": 2, "vignettes": 2, "stale_months": 12}
    version = ProgrammeVersionFactory(requirements=[{"observed": "SAFE-1", "level": 3, "evidence": rule}])
    observe(learner, level=3, rater=UserFactory(), vignette="orp-1:A")
    asked = "Not yet: the level is there, asked for are 1 more rating, 1 other rater and 1 other role-play"
    assert words(learner, version) == [(False, asked)]
    observe(learner, level=3, rater=UserFactory(), vignette="orp-3:A")
    assert words(learner, version)[0][0]
    assert is_met(rules_of([version])[version.pk], facts_for(learner))
    with time_machine.travel(clock.now() + timedelta(days=400)):
        assert words(learner, version) == [(False, "Not yet: seen too long ago, to be seen again")]


def test_newest_observation_counts_by_when_it_was_seen(learner) -> None:
    version = ProgrammeVersionFactory(requirements=[{"observed": "SAFE-1", "level": 3}])
    observe(learner, level=3, at=clock.now() - timedelta(days=2))
    observe(learner, level=2, at=clock.now() - timedelta(days=9))
    assert is_met(rules_of([version])[version.pk], facts_for(learner))


def test_harm_in_the_newest_observation_counts_against_any_level(learner) -> None:
    version = ProgrammeVersionFactory(requirements=[{"observed": "SAFE-1", "level": 1}])
    observe(learner, level=1, harm=True)
    assert words(learner, version)[0] == (
        False,
        "Not yet: asked to repeat, after talking it through with your supervisor",
    )
    observe(learner, level=3)
    assert requirement_states(learner, version)[0].met


def test_fork_says_what_is_enough_and_shows_its_branches(learner) -> None:
    know(learner, "SAFE-1")
    know(learner, "SAFE-2", met=False)
    pair = [{"knowledge": "SAFE-1"}, {"knowledge": "SAFE-2"}]
    version = ProgrammeVersionFactory(requirements=[{"any": pair}, {"all": pair}])
    either, both = requirement_states(learner, version)
    assert (either.met, str(either.sentence)) == (True, "Met")
    assert (both.met, str(both.sentence)) == (False, "1 of 2 met")
    assert [child.met for child in both.children] == [True, False]


def test_labels_for_a_stranger_carry_no_state() -> None:
    labels = requirement_labels(ProgrammeVersionFactory())
    assert [(str(item.label), item.sentence) for item in labels] == [("Show that you know: Role and scope", "")]


@pytest.mark.parametrize("leaves", [1, 3])
def test_states_cost_the_same_however_many(learner, leaves: int, django_assert_num_queries) -> None:
    version = ProgrammeVersionFactory(requirements=[{"knowledge": f"SAFE-{n + 1}"} for n in range(leaves)])
    requirement_states(learner, version)
    with django_assert_num_queries(2):
        requirement_states(learner, version)


def test_retired_version_counts_only_for_who_began_before(learner) -> None:
    tree = make_course(lessons=1)
    rules = [{"course": tree.course.code}]
    with time_machine.travel("2026-01-10"):
        old = ProgrammeVersionFactory(code="p", requirements=rules)
    with time_machine.travel("2026-02-10"):
        enrol(learner=learner, course=tree.course)
    with time_machine.travel("2026-03-10"):
        new = ProgrammeVersionFactory(code="p", version="2.0", requirements=[*rules, {"knowledge": "SAFE-1"}])
    late = UserFactory()
    enrol(learner=late, course=tree.course)
    assert list(versions_for(learner)) == [new, old]
    assert list(versions_for(late)) == [new]
    assert list(current_versions()) == [new]
    assert closest_version(learner, new) == old
    assert closest_version(late, new) == new
