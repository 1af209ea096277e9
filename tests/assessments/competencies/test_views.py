import copy

import pytest
from django.urls import reverse

from assessments.competencies.services import publish_framework
from tests.assessments.competencies.test_services import FRAMEWORK
from tests.assessments.pages import whole_page


def framework(count):
    data = copy.deepcopy(FRAMEWORK)
    (first,) = data["domains"][0]["competencies"]
    for place in range(2, count + 1):
        data["domains"][0]["competencies"].append({**first, "code": f"SAFE-{place}", "title": f"Skill {place}"})
    return data


@pytest.mark.parametrize("count", [1, 3])
def test_frameworks_are_public_and_cost_the_same_whatever_their_size(client, db, count, django_assert_num_queries):
    publish_framework(data=framework(count))
    client.get("/competencies/")
    with django_assert_num_queries(4):  # version, competencies, behaviours, levels
        page = client.get(reverse("assessments:frameworks"))
    html = whole_page(page)
    assert html.count('class="row-title"') == count
    assert "1 · Potential harm" in html


def test_frameworks_before_any_is_published_say_so(client, db):
    assert "No framework is published yet" in whole_page(client.get(reverse("assessments:frameworks")))


@pytest.mark.parametrize("code", ["safe-1", "SAFE-1"])
def test_a_competency_shows_its_behaviours_by_kind(client, db, code):
    publish_framework(data=FRAMEWORK)
    html = whole_page(client.get(reverse("assessments:competency", args=[code])))
    assert html.index("Says what the group is") < html.index("Names a diagnosis")
    assert "Safety-critical" in html


@pytest.mark.parametrize("code", ["safe-2", "nonsense"])
def test_a_competency_that_the_version_in_force_lacks_is_a_404(client, db, code):
    publish_framework(data=framework(2))
    data = framework(1) | {"version": "2.0"}
    publish_framework(data=data)
    assert client.get(reverse("assessments:competency", args=[code])).status_code == 404
