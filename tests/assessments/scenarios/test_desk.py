"""The authors' desk: pages, saves, refusals."""

import pytest
from django.urls import reverse

from assessments.scenarios.models import ScenarioDraft
from tests.factories.people import UserFactory
from tests.factories.scenarios import ScenarioFactory, story
from tests.html import parse_strict

pytestmark = pytest.mark.django_db
NAMES = "wagtailsnippets_assessments_scenario"


@pytest.fixture
def editor(client_for):
    return client_for(UserFactory(roles=["content_editor"]))


def at(name, scenario):
    return reverse(f"{NAMES}:{name}", args=[scenario.pk])


def test_desk_shows_the_story_and_the_form_of_its_first_moment(editor):
    html = editor.get(at("desk", ScenarioFactory())).content.decode()
    assert "Can I start?" in html
    assert html.count('<li><a href="?node=') == 7


def test_list(editor):
    s = ScenarioFactory()
    for name in ("desk","edit", "compare", "desk_play", "duplicate"):
        r = editor.get(at(name, s))
        assert r.status_code == 200, name
    assert editor.get(reverse(f"{NAMES}:list")).status_code == 200
    for n in ("first", "repair", "good", "hurt"):
        r = editor.get(at("desk", s), {"node": n})
        assert r.status_code == 200, n
    for n in ("members", "variables", "variants"):
        r = editor.get(at("desk", s), {"part": n})
        assert r.status_code == 200, n
