"""The pages of a role-play: before it, in the room, and what never gets in."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.scenarios import services
from assessments.scenarios.choices import RunStatus
from assessments.scenarios.models import ScenarioAttempt, ScenarioWords
from assessments.scenarios.playing import begin
from assessments.scenarios.presenting.asking import ask_of
from assessments.scenarios.reading import read_graph
from lms.common import clock
from tests.assessments.pages import whole_page
from tests.assessments.scenarios.nights import night
from tests.factories.people import AccommodationFactory
from tests.factories.scenarios import RunFactory, ScenarioFactory, choice, play, story

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}
SCRIPT = "<script>alert(1)</script>"
WAY_ROUND = {"content_note": "Somebody cries.", "way_round": "<p>Teo cries, and Noor waits.</p>"}


@pytest.fixture
def browser(client_for, learner):
    client = client_for(learner)
    client.get("/competencies/")  # what the session keeps once is there from now on
    return client


@pytest.fixture
def run(learner):
    return RunFactory(learner=learner, scenario=ScenarioFactory(graph=night()), path=())


def url(run, name="role_play", *args):
    return reverse(f"assessments:{name}", args=[run.uuid, *args])


def step(browser, run, **sent):
    run.refresh_from_db()
    return browser.post(url(run), {"position": run.position, **sent})


def room(browser, run):
    return whole_page(browser.get(url(run), {"in": 1}))


# --- before one goes in


def test_library_says_how_one_stands_with_each(browser, learner):
    scenarios = [ScenarioFactory(title=f"Night {n}") for n in range(3)]
    RunFactory(learner=learner, scenario=scenarios[1], path=())
    RunFactory(learner=learner, scenario=scenarios[2])
    html = whole_page(browser.get("/scenarios/"))
    places = [html.index(words) for words in ("Night 0", "Not begun", "Night 1", "Under way", "Night 2", "Complete")]
    assert places == sorted(places)
    assert "Best run: a good ending, nothing harmful" in html


@pytest.mark.parametrize("n", [1, 3])
def test_library_costs_the_same_for_one_and_for_three(browser, learner, n, django_assert_num_queries):
    for _n in range(n):
        RunFactory(learner=learner, scenario=ScenarioFactory())
    with django_assert_num_queries(8):
        browser.get("/scenarios/")


def test_retired_and_unpublished_ones_are_not_to_be_found(browser):
    gone, draft = ScenarioFactory(), ScenarioFactory(publish=False)
    services.retire_scenario(scenario=gone)
    assert "No role-play is open yet" in whole_page(browser.get("/scenarios/"))
    for one in (gone, draft):
        assert browser.get(reverse("assessments:scenario", args=[one.code])).status_code == 404


def test_the_card_of_a_scenario_tells_what_to_know(browser):
    found = ScenarioFactory(graph=night(), safety_critical=True, **WAY_ROUND)
    html = whole_page(browser.get(reverse("assessments:scenario", args=[found.code])))
    for words in (
        "Wren",
        "camera off",
        "wary",
        "Somebody cries.",
        "Not yet reviewed by a named person",
        "Go in and begin",
    ):
        assert words in html


def test_beginning_leads_into_the_room_and_twice_into_the_same(browser, learner):
    found = ScenarioFactory(graph=night(), **WAY_ROUND)
    begin = reverse("assessments:scenario_begin", args=[found.code])
    first, second = browser.post(begin), browser.post(begin)
    run = ScenarioAttempt.objects.get(learner=learner)
    assert first.url == second.url == f"{url(run)}?in=1"
    assert "Can I just start?" in room(browser, run)


def test_a_content_note_stands_before_a_run_that_a_lesson_began(browser, learner):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(**WAY_ROUND), path=())
    html = whole_page(browser.get(url(run)))
    assert ("Somebody cries." in html, "Can I start?" in html) == (True, False)


# --- in the room


def test_a_room_shows_who_is_there_and_what_is_said(browser, run):
    html = room(browser, run)
    for words in (
        "Teo",
        "Can I just start?",
        "“Go ahead, we’ll do the rules after.”",
        "Three lines, in no particular order",
    ):
        assert words in html
    assert not {"Helpful", "Works partly", "Harmful"} & {
        word for word in ("Helpful", "Works partly", "Harmful") if word in html
    }


def test_choices_stand_in_the_same_order_after_a_reload(browser, run):
    def order():
        html = room(browser, run)
        return sorted(("two-minutes", "later", "sharp"), key=lambda key: html.index(f'value="{key}"'))

    assert order() == order()


def test_runs_order_their_choices_differently(learner):
    moment = begin(read_graph(night()))
    orders = {ask_of(moment, seed=seed, position=0).options for seed in range(30)}
    assert len(orders) == 6


def test_a_step_shows_what_happened_then_why_then_the_next_moment(browser, run):
    assert step(browser, run, choice="sharp").url == f"{url(run)}#now"
    html = room(browser, run).partition('id="after"')[2]
    order = ["After your line", "Rules first.", "Teo turns his camera off.", "Why this can do harm", "GRP-1.H1"]
    order += [
        "Not yet:",
        "SAFE-2.B1",
        "It stays marked in this run",
        "Somebody clears their throat",
        "Teo’s camera is off.",
    ]
    places = [html.index(words) for words in order]
    assert places == sorted(places)


def test_the_page_does_not_grow_with_the_path(browser, run):
    step(browser, run, choice="sharp")
    sizes = []
    for _turn in range(12):
        step(browser, run, choice="read-on")
        sizes.append(len(room(browser, run)))
    assert max(sizes[4:]) - min(sizes[4:]) < 200
    html = whole_page(browser.get(url(run), {"whole": 1}))
    assert "Can I just start?" in html
    assert "Can I just start?" not in room(browser, run)


def test_a_whole_evening_to_its_ending(browser, run, learner):
    step(browser, run, choice="two-minutes")
    step(browser, run, value="It stays here.\nUnless somebody may be hurt.")
    html = room(browser, run)
    assert "Your line beside a model line" in html
    assert "It names the one exception." in html
    step(browser, run, choice="none")
    assert "Why it doesn’t fit yet" in room(browser, run)
    step(browser, run, choice="hurt")
    step(browser, run, value="")
    html = room(browser, run)
    assert ("A good ending" in html, "Look back: the debrief" in html, 'id="ask"' in html) == (True, True, False)
    run.refresh_from_db()
    assert (run.status, run.is_met) == (RunStatus.FINISHED, True)
    assert ScenarioWords.objects.get().text.startswith("It stays here.")


def test_nothing_an_author_writes_becomes_markup(browser, learner):
    found = ScenarioFactory(graph=night(script=SCRIPT), title=f"T{SCRIPT}", summary=f"S{SCRIPT}", setting=f"X{SCRIPT}")
    run = RunFactory(learner=learner, scenario=found, path=("two-minutes",))
    step(browser, run, value=SCRIPT)
    pages = [room(browser, run), whole_page(browser.get(reverse("assessments:scenario", args=[found.code])))]
    play(services.start_run(scenario=found, learner=learner), "hurt", "")
    pages += [
        room(browser, run),
        whole_page(browser.get(url(run, "role_play_debrief"))),
        whole_page(browser.get("/scenarios/")),
    ]
    for html in pages:
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html


# --- what never gets in


def test_a_step_posted_twice_is_taken_once(browser, run):
    sent = {"position": 0, "choice": "two-minutes"}
    browser.post(url(run), sent)
    page = browser.post(url(run), sent, follow=True)
    run.refresh_from_db()
    assert (run.position, "gone on from there" in page.content.decode()) == (1, False)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"position": 0, "choice": "later"}, "You have gone on from there already."),
        ({"position": 7, "choice": "hurt"}, "That moment is still to come."),
        ({"position": 1, "choice": "forged"}, "There is nothing to choose here."),
        ({"position": "x" * 50}, "gone on from there already"),
        ({}, "gone on from there already"),
    ],
)
def test_a_step_out_of_order_or_forged_is_told_on_the_open_moment(browser, run, sent, words):
    step(browser, run, choice="two-minutes")
    page = browser.post(url(run), sent, follow=True)
    html = whole_page(page)
    assert words in html
    assert "What would you write back" in html
    run.refresh_from_db()
    assert run.position == 1


def test_a_step_after_the_ending_changes_nothing(browser, learner):
    run = RunFactory(learner=learner)
    page = browser.post(url(run), {"position": 1, "choice": "sharp"}, follow=True)
    run.refresh_from_db()
    assert (run.position, run.is_met, "A good ending" in page.content.decode()) == (1, True, True)


def test_nobody_else_opens_or_plays_a_run(client_for, stranger, run):
    client = client_for(stranger)
    for name in ("role_play", "role_play_debrief"):
        assert client.get(url(run, name)).status_code == 404
    for name, args in (
        ("role_play", ()),
        ("role_play_words", ("line", 1)),
        ("role_play_replay", ()),
        ("role_play_send", ()),
        ("role_play_share", ()),
    ):
        assert client.post(url(run, name, *args), {"position": 0, "choice": "sharp", "value": "x"}).status_code == 404
    run.refresh_from_db()
    assert (run.position, run.words.count()) == (0, 0)
    assert client.get(reverse("assessments:role_play", args=[uuid.uuid4()])).status_code == 404


# --- words, clock, way round


def test_words_save_themselves_and_the_newest_stay(browser, run):
    step(browser, run, choice="two-minutes")
    place = url(run, "role_play_words", "line", 2)
    assert browser.post(place, {"value": "new", "sequence": 2}, headers=JSON).status_code == 200
    assert browser.post(place, {"value": "old", "sequence": 1}, headers=JSON).status_code == 409
    assert browser.post(place, {"value": "x" * 4001, "sequence": 3}, headers=JSON).status_code == 400
    assert (
        browser.post(url(run, "role_play_words", "line", 9), {"value": "x", "sequence": 1}, headers=JSON).status_code
        == 400
    )
    assert ">new</textarea>" in room(browser, run)


def test_words_too_long_for_a_step_are_refused_and_the_step_is_not_taken(browser, run):
    step(browser, run, choice="two-minutes")
    page = browser.post(url(run), {"position": 1, "value": "x" * 4001}, follow=True)
    run.refresh_from_db()
    assert (run.position, "This is too long" in page.content.decode()) == (1, True)


def test_a_clock_runs_with_what_was_granted_and_late_is_late(browser, learner, monkeypatch):
    AccommodationFactory(user=learner, value="2")
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=story(seconds=40)), path=())
    html = room(browser, run)
    assert ("80 seconds left" in html or "79 seconds left" in html, "No clock is running" in html) == (True, False)
    ScenarioAttempt.objects.filter(pk=run.pk).update(shown_at=clock.now() - timedelta(seconds=100))
    step(browser, run, choice="two-minutes")
    html = room(browser, run)
    assert ("The time was over before you said anything." in html, "You try two-minutes." in html) == (True, False)


def test_reading_instead_counts_and_leaves_no_run_before_it_was_read(browser, learner):
    found = ScenarioFactory(**WAY_ROUND)
    place = reverse("assessments:scenario_text", args=[found.code])
    assert "Teo cries, and Noor waits." in whole_page(browser.get(place))
    assert not ScenarioAttempt.objects.exists()
    page = browser.post(place, follow=True)
    run = ScenarioAttempt.objects.get()
    assert (run.way, run.is_met) == ("read", True)
    assert "Read as a text." in whole_page(page)


def test_reading_instead_twice_is_one_run_until_the_words_change(browser, learner):
    found = ScenarioFactory(**WAY_ROUND)
    place = reverse("assessments:scenario_text", args=[found.code])
    first = browser.post(place)
    again = browser.post(place)
    assert again.url == first.url == url(ScenarioAttempt.objects.get(), "role_play_debrief")
    services.publish_version(scenario=found)
    browser.post(place)
    assert ScenarioAttempt.objects.count() == 1
    found.way_round = "<p>Teo laughs.</p>"
    found.save()
    services.publish_version(scenario=found)
    browser.post(place)
    assert list(ScenarioAttempt.objects.order_by("number").values_list("number", "way")) == [(1, "read"), (2, "read")]


def test_reading_after_playing_is_a_run_of_its_own_and_an_open_one_ends_by_it(browser, learner):
    found = ScenarioFactory(**WAY_ROUND)
    place = reverse("assessments:scenario_text", args=[found.code])
    RunFactory(scenario=found, learner=learner)
    browser.post(place)
    RunFactory(scenario=found, learner=learner, path=("sharp",))
    browser.post(place)
    rows = ScenarioAttempt.objects.order_by("number").values_list("number", "way", "status")
    assert list(rows) == [(1, "played", "finished"), (2, "read", "finished"), (3, "read", "finished")]


def test_reading_the_rest_of_a_run_ends_it(browser, learner):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(**WAY_ROUND), path=("sharp",))
    whole_page(browser.get(url(run, "role_play_text")))
    assert browser.post(url(run, "role_play_text")).url == url(run, "role_play_debrief")
    assert browser.get(url(run, "role_play_text")).status_code == 302
    plain = RunFactory(learner=learner, path=())
    assert browser.get(url(plain, "role_play_text")).status_code == 404


def test_a_story_without_words_to_write_has_no_box(browser, learner):
    run = RunFactory(learner=learner, path=("sharp",))
    assert "<textarea" not in room(browser, run)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("path", "sent"), [((), {"choice": "sharp"}), (("two-minutes",), {"value": "mine", "sequence": 2})]
)
def test_a_step_costs_eight_queries_at_most(browser, learner, path, sent, django_assert_max_num_queries):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=night()), path=path)
    with django_assert_max_num_queries(8):
        browser.post(url(run), {"position": run.position, **sent})


@pytest.mark.parametrize("turns", [0, 6])
def test_a_room_costs_the_same_for_a_long_path(browser, learner, turns, django_assert_num_queries):
    path = ["sharp", *["read-on"] * turns]
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=night()), path=path)
    with django_assert_num_queries(7):
        browser.get(url(run))


def test_a_choice_that_is_done_rather_than_said(browser, learner):
    graph = story()
    graph["nodes"][1]["choices"][0] |= {"spoken": False, "text": "Mute all."}
    assert choice("a", "helpful", "b")["text"]  # the factory's own ones are said
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=graph), path=())
    html = room(browser, run)
    assert ("Do this" in html, "“Mute all.”" in html) == (True, False)


def test_words_are_kept_as_their_box_counts_them(browser, learner):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=story(line=True)), path=["two-minutes"])
    written = "\n".join(["x" * 99] * 40)
    sent = written.replace("\n", "\r\n") + "\x00"
    kept = browser.post(url(run, "role_play_words", "line", 2), {"value": sent, "sequence": 1}, headers=JSON)
    assert kept.status_code == 200
    assert ScenarioWords.objects.get().text == written
    step(browser, run, value=sent, sequence=2)
    run.refresh_from_db()
    assert (run.position, ScenarioWords.objects.get().text) == (2, written)
