"""Kits as those read them who rate by them, and on paper."""

import pytest
from django.urls import reverse

from assessments.instruments.services import publish_instrument
from tests.factories.observations import InstrumentVersionFactory, kit_data
from tests.factories.people import UserFactory
from tests.html import parse_page


def two_actors():
    kit = kit_data(content_note="Somebody is loud.")
    kit["actors"].append({"name": "Mo", "about": "Late.", "wants": "In.", "limits": "Never shouts."})
    kit["items"][0] |= {"scripted_out": ["SAFE-1.A1"], "short": {"SAFE-1.B1": "Names the role"}}
    for variant in kit["variants"]:
        cue = f"Comes late to {variant['code']}."
        variant["prompts"].append({"minute": 8, "actor": "Mo", "cue": cue, "elicits": ["GRP-1.B2"]})
    return kit


@pytest.fixture
def version(db):
    InstrumentVersionFactory()
    return publish_instrument(kit=two_actors())


@pytest.fixture
def rater(client_for):
    return client_for(UserFactory(roles=["supervisor"]))


def page(client, name, *args, query=""):
    answer = client.get(reverse(f"assessments:{name}", args=args) + query)
    assert answer.status_code == 200
    html = answer.content.decode()
    parse_page(html)
    return html


def test_raters_read_the_kit_in_force_and_the_one_they_rated_by(rater, version):
    assert "Opening online" in page(rater, "kits")
    html = page(rater, "kit", version.uuid)
    for words in ("Comes late to A.", "Comes late to B.", "Does harm at role and scope", "no room here", "amber"):
        assert words in html
    assert "Not reviewed by a named reviewer" in html
    older = version.instrument.versions.get(number=1)
    assert "This is not the version in force." in page(rater, "kit", older.uuid)


@pytest.mark.parametrize("role", ["trainee", None])
def test_trainees_never_see_a_prompt(client_for, version, role):
    client = client_for(UserFactory(roles=[role] if role else []))
    for name, args in (("kits", ()), ("kit", (version.uuid,)), ("kit_on_paper", (version.uuid,))):
        assert client.get(reverse(f"assessments:{name}", args=args)).status_code == 404
    assert client.get(reverse("assessments:kit_actor", args=(version.uuid, "A", 2))).status_code == 404


def test_an_actor_reads_only_their_own_prompts(rater, version):
    html = page(rater, "kit_actor", version.uuid, "B", 2)
    for words in ("You play Mo", "Comes late to B.", "Never shouts.", "amber", "Say your own name."):
        assert words in html
    assert "Talks at once." not in html
    assert "Comes late to A." not in html
    for variant, number in (("A", 3), ("Z", 1)):
        assert rater.get(reverse("assessments:kit_actor", args=(version.uuid, variant, number))).status_code == 404


def test_on_paper_there_is_a_sheet_for_each(rater, version):
    whole = page(rater, "kit_on_paper", version.uuid)
    assert whole.count('class="kit-page') == 4
    assert "Comes late to B." not in whole
    observers = page(rater, "kit_on_paper", version.uuid, query="?variant=B&sheets=observers")
    for words in ("Names the role", "no room in this script", "Harm: tick whatever was seen", "8′", "Comes late to B."):
        assert words in observers
    trainee = page(rater, "kit_on_paper", version.uuid, query="?sheets=trainee")
    for words in ("You will be watched by two people.", "Somebody is loud.", "amber"):
        assert words in trainee
    for words in ("Talks at once.", "Comes late", "GRP-1.B2", "Lena"):
        assert words not in trainee
    assert page(rater, "kit_on_paper", version.uuid, query="?variant=Z&sheets=x").count('class="kit-page') == 4


@pytest.mark.parametrize("count", [1, 3])
def test_more_kits_cost_no_more_queries(rater, count, django_assert_num_queries):
    for number in range(count):
        InstrumentVersionFactory(code=f"orp-{number}")
    page(rater, "kits")
    with django_assert_num_queries(8):
        page(rater, "kits")
