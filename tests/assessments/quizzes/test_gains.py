"""Then and now: one learner's comparison, and a group's report that names nobody."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessments.quizzes import queries, services
from assessments.quizzes.gains import FEW, FEWEST_SHOWN, Gain, Tally, compare, compare_group, tallies
from lms.people.queries import people_of
from tests.assessments.pages import whole_page
from tests.factories.assessments import (
    CompetencyFactory,
    QuestionBankFactory,
    QuestionFactory,
    QuizFactory,
    answer,
    make_attempt,
)
from tests.factories.people import OrganisationFactory, UserFactory

ROWS = st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=20)


@given(ROWS, ROWS)
def test_only_what_both_asked_about_is_compared_and_nothing_is_lost(before, after):
    then, now = tallies(before), tallies(after)
    assert sum(one.asked for one in then.values()) == len(before)
    gains = compare(then, now)
    assert {one.competency for one in gains} == {key for key, _right in before} & {key for key, _right in after}
    for one in gains:
        assert one.change == (one.after.share > one.before.share) - (one.after.share < one.before.share)
        assert 0 <= one.before.share <= 1


def gain(before, after):
    return Gain("SAFE-1", Tally(before, 4), Tally(after, 4))


def test_a_small_group_is_not_shown_and_a_larger_one_with_caution():
    few = compare_group([[gain(1, 3)]] * (FEWEST_SHOWN - 1))[0]
    assert (few.n, few.shown, few.before, few.more) == (FEWEST_SHOWN - 1, False, None, None)
    shown = compare_group([[gain(1, 3)]] * 3 + [[gain(2, 2)], [gain(3, 2)]])[0]
    assert (shown.shown, shown.is_small, shown.more, shown.same, shown.fewer) == (True, True, 3, 1, 1)
    assert (shown.before, shown.after) == (pytest.approx(8 / 20), pytest.approx(13 / 20))
    assert not compare_group([[gain(1, 3)]] * FEW)[0].is_small


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=FEWEST_SHOWN, max_size=30))
def test_everybody_moved_one_way_or_stayed(pairs):
    one = compare_group([[gain(before, after)] for before, after in pairs])[0]
    assert one.more + one.same + one.fewer == one.n == len(pairs)


# --- one learner


@pytest.fixture
def forms(db):
    """A form before and one after, each two questions on SAFE-1 and one on SAFE-2."""
    made = []
    for name in ("before", "after"):
        bank = QuestionBankFactory(code=name)
        for place in range(3):
            competency = CompetencyFactory(code=f"SAFE-{1 + place // 2}", title=["Role", "Consent"][place // 2])
            QuestionFactory(code=f"{name}-{place}", bank=bank, competency=competency)
        blueprint = [{"question": f"{name}-{place}"} for place in range(3)]
        more = {"pre_form": made[0]} if made else {}
        made.append(QuizFactory(code=name, title=name, bank=bank, blueprint=blueprint, shuffle_questions=False, **more))
    return made


def take(quiz, learner, *right):
    """Hand in a form with these positions right and the others wrong."""
    attempt = make_attempt(quiz, learner)
    for position in (1, 2, 3):
        answer(attempt, position, right=position in right)
    return services.finish_attempt(attempt=attempt)


def review(client_for, learner, attempt):
    return whole_page(client_for(learner).get(reverse("assessments:review", args=[attempt.uuid])))


def test_the_result_says_what_was_gained_in_words(client_for, learner, forms):
    before, after = forms
    take(before, learner, 1, 3)
    html = review(client_for, learner, take(after, learner, 1, 2))
    assert "Then and now" in html
    assert "<strong>Role</strong>: more than before" in html
    assert "Before: One of two right. Now: Two of two right." in html
    assert "<strong>Consent</strong>: less than before" in html
    assert "%" not in html


def test_the_first_try_before_is_what_counts(client_for, learner, forms):
    before, after = forms
    take(before, learner)
    take(before, learner, 1, 2)
    assert "Before: None of two right. Now: One of two right." in review(client_for, learner, take(after, learner, 1))


def test_nothing_is_compared_without_a_form_handed_in_before(client_for, learner, stranger, forms):
    before, after = forms
    take(before, stranger, 1)
    begun = make_attempt(after, learner)
    take(before, learner, 1, 2, 3)  # handed in after the other one began: no baseline
    html = review(client_for, learner, services.finish_attempt(attempt=begun))
    assert "Then and now" not in html


# --- a group


@pytest.fixture
def manager(db):
    return UserFactory(roles=["programme_manager"])


def report(client_for, user, quiz):
    return client_for(user).get(reverse("wagtailsnippets_assessments_quiz:gain", args=[quiz.pk]))


def test_a_report_is_by_competency_over_the_people_one_looks_after(client_for, manager, forms):
    before, after = forms
    for _person in range(5):
        person = UserFactory(roles=["trainee"])
        take(before, person, 1)
        take(after, person, 1, 2)
    elsewhere = UserFactory(roles=["trainee"])
    OrganisationFactory().memberships.create(user=elsewhere)
    take(before, elsewhere, 1, 2, 3)
    take(after, elsewhere)
    only_after = UserFactory(roles=["trainee"])
    take(after, only_after, 1)
    html = report(client_for, manager, after).content.decode()
    assert "5 people have handed in both." in html
    assert "SAFE-1 Role" in html
    assert "5.0 of ten right" in html
    assert "10.0 of ten right" in html
    assert "5 with more right than before, 0 as before, 0 with less. Only 5 people: read with caution." in html


def test_a_report_on_too_few_shows_no_numbers(client_for, manager, forms):
    before, after = forms
    for _person in range(4):
        person = UserFactory(roles=["trainee"])
        take(before, person, 1)
        take(after, person, 1, 2)
    html = report(client_for, manager, after).content.decode()
    assert "4 people have handed in both." in html
    assert "not shown, so that nobody can be picked out" in html
    assert "of ten right" not in html


def test_a_quiz_without_a_form_before_says_how_to_name_one(client_for, manager, forms):
    assert "names no form before" in report(client_for, manager, forms[0]).content.decode()


def test_the_report_is_reached_from_the_list_and_closed_to_others(client_for, manager, forms):
    listing = client_for(manager).get(reverse("wagtailsnippets_assessments_quiz:list")).content.decode()
    assert reverse("wagtailsnippets_assessments_quiz:gain", args=[forms[1].pk]) in listing
    assert reverse("wagtailsnippets_assessments_quiz:gain", args=[forms[0].pk]) not in listing
    assert report(client_for, UserFactory(roles=["content_editor"]), forms[1]).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_a_report_costs_the_same_with_more_people(manager, forms, people, django_assert_num_queries):
    before, after = forms
    for _person in range(people):
        person = UserFactory(roles=["trainee"])
        take(before, person, 1)
        take(after, person, 1)
    manager.has_role("programme_manager")
    with django_assert_num_queries(2):
        assert len(queries.gains_of_people(after, before, people_of(manager))) == people
