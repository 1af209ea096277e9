"""Who stands where in a cohort, who may see it, and what it costs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lms.dashboards.access import access_levels
from lms.dashboards.heatmap import heatmap_of
from lms.dashboards.heatmap_page import growth, lead, others_words
from lms.people.models import User
from tests.factories.levels import cohort_of, crowd, observed
from tests.factories.people import MembershipFactory, SupervisionLinkFactory, UserFactory
from tests.html import parse_page, text_of

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
NAMES = ("Ada", "Ben", "Cleo", "Dara", "Eli", "Fay", "Gus")


def manager_of(cohort: Any) -> User:
    manager = UserFactory(roles=["programme_manager"])
    MembershipFactory(user=manager, organisation=cohort.organisation)
    return manager


def supervisor_of(cohort: Any, *people: Any) -> User:
    supervisor = UserFactory(roles=["supervisor"])
    cohort.supervisors.add(supervisor)
    for person in people:
        SupervisionLinkFactory(supervisor=supervisor, trainee=person)
    return supervisor


def test_harm_leads_and_the_skill_most_needed_follows() -> None:
    levels = {"Ada": {"SAFE-1": 1, "GRP-1": 2}, "Ben": {"SAFE-1": 3, "GRP-1": 2}, "Cleo": {"SAFE-1": 4}}
    cohort, _people = cohort_of(*NAMES[:3], levels=levels)
    page = heatmap_of(access_levels(manager_of(cohort), cohort.uuid))
    assert [person.levels for person in page.people] == [(1, 2), (3, 2), (4, 0)]
    assert lead(page).startswith("One person needs a talk before anything else.")
    assert page.skill.code == "GRP-1"
    assert page.counts["end"] == [0, 2, 0, 0]


def test_newest_level_of_an_occasion_counts_by_when_it_was_seen() -> None:
    cohort, (ada,) = cohort_of("Ada")
    observed(ada, {"GRP-1": 3}, days=1)
    observed(ada, {"GRP-1": 2}, days=9)
    observed(ada, {"GRP-1": 4}, occasion="field", days=30)
    page = heatmap_of(access_levels(manager_of(cohort), cohort.uuid), "end", "GRP-1")
    assert page.people[0].levels == (0, 3)
    assert heatmap_of(page.cohort).occasion == "field"
    assert (page.counts["end"], page.counts["field"]) == ([0, 0, 1, 0], [0, 0, 0, 1])
    assert growth(page) == "At level 3 or above: 1/1 at the end, 1/1 in the field."


@pytest.mark.parametrize(("people", "counted"), [(5, 1), (7, 7)])
def test_supervisor_sees_own_people_by_name_and_counts_only_of_enough(people: int, counted: int) -> None:
    """Four others could be made out from the numbers, six can't."""
    cohort, members = cohort_of(*NAMES[:people], levels={name: {"GRP-1": 2} for name in NAMES})
    page = heatmap_of(access_levels(supervisor_of(cohort, members[0]), cohort.uuid), "end", "GRP-1")
    assert [person.member.name for person in page.people] == ["Ada"]
    assert page.counted == counted
    assert page.counts["end"] == [0, counted, 0, 0]
    assert ("too few" in others_words(page)) is (counted == 1)


def test_page_is_a_table_that_says_everything_in_words(client_for: ClientFor) -> None:
    cohort, people = cohort_of("Ada <b>", "Ben", levels={"Ada <b>": {"SAFE-1": 1}})
    answer = client_for(manager_of(cohort)).get(reverse("cohort_levels", args=[cohort.uuid]))
    page = parse_page(answer.content)
    text = text_of(page)
    assert "SAFE-1: harm seen, talk first" in text
    assert "Ada <b>" in text
    assert "not rated" in text
    cells = [cell for cell in page.iter() if "data-code" in cell.attrib]
    assert [cell.attrib["class"] for cell in cells] == ["heat heat-1", "heat heat-0", "heat heat-0", "heat heat-0"]
    assert cells[0].attrib["title"] == "SAFE-1: 1, Potential harm"
    assert reverse("profile", args=[people[0].uuid]) in answer.content.decode()


def test_cohort_without_anybody_says_so(client_for: ClientFor) -> None:
    cohort, _people = cohort_of()
    assert (
        b"Nobody takes part yet."
        in client_for(manager_of(cohort)).get(reverse("cohort_levels", args=[cohort.uuid])).content
    )


def test_file_has_a_line_for_each_person_and_is_noted(client_for: ClientFor) -> None:
    cohort, (ada,) = cohort_of("Ada", levels={"Ada": {"GRP-1": 3}})
    manager = manager_of(cohort)
    answer = client_for(manager).get(reverse("cohort_levels", args=[cohort.uuid]), {"format": "csv", "occasion": "end"})
    assert answer.content.decode("utf-8-sig").split() == ["Name,SAFE-1,GRP-1", "Ada,,3"]
    assert ada.access_log.get().viewer == manager


@pytest.mark.parametrize("people", [1, 3])
def test_heatmap_costs_eight_queries_however_many_people(
    client_for: ClientFor, django_assert_num_queries: Callable, people: int
) -> None:
    cohort, _people = cohort_of()
    crowd(cohort, people, occasions=("baseline", "end"))
    client, url = client_for(manager_of(cohort)), reverse("cohort_levels", args=[cohort.uuid])
    chosen = {"occasion": "end", "skill": "GRP-1"}
    client.get(url, chosen)
    with django_assert_num_queries(8):
        answer = client.get(url, chosen)
    assert answer.content.count(b'class="heat heat-') == people * 2
