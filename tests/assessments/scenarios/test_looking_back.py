"""The debrief: one's path beside the other, words shared or kept, replays, and what those who look after one see."""

import pytest
from django.urls import reverse

from assessments.scenarios import services
from assessments.scenarios.models import ScenarioAttempt, ScenarioSignature, ScenarioWords
from assessments.scenarios.playing import begin
from assessments.scenarios.presenting.paths import pairs
from assessments.scenarios.presenting.room import Taken
from assessments.scenarios.reading import read_graph
from lms.common import clock
from lms.common.signals import person_viewed
from tests.assessments.pages import whole_page
from tests.assessments.scenarios.nights import night
from tests.factories.people import OrganisationFactory, SupervisionLinkFactory, UserFactory
from tests.factories.scenarios import POOR, REPAIRED, RunFactory, ScenarioFactory, choice, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor(learner):
    user = UserFactory(full_name="Ada Berg", roles=["supervisor"], organisation=OrganisationFactory())
    SupervisionLinkFactory(supervisor=user, trainee=learner)
    return user


def url(run, name="role_play_debrief"):
    return reverse(f"assessments:{name}", args=[run.uuid])


def debrief(client, run):
    return whole_page(client.get(url(run)))


def test_a_repaired_harm_is_shown_with_behaviour_reason_and_what_became_of_it(client_for, learner):
    run = RunFactory(learner=learner, path=REPAIRED)
    html = debrief(client_for(learner), run)
    for words in ("Complete", "A good ending, 1 harm, made good.", "Why sharp is harmful.", "SAFE-2.H1"):
        assert words in html
    for words in (
        "Made good later in this run",
        "1 × harmful",
        "Lines worth trying",
        "I hear you.",
        "The authors’ path",
    ):
        assert words in html


def test_a_harm_done_twice_is_one_harm_and_two_harmful_choices(client_for, learner):
    graph = story()
    repair = graph["nodes"][4]["choices"]
    repair[0]["repairs"].append("repair:blame")
    repair.append(choice("blame", "harmful", "again", behaviours=["SAFE-2.H1"]))
    scenario = ScenarioFactory(graph=graph)
    run = RunFactory(learner=learner, scenario=scenario, path=("sharp", "blame", "blame", "sorry"))
    html = debrief(client_for(learner), run)
    assert "A good ending, 2 different harms, made good." in html
    assert "3 × harmful" in html
    assert html.count("Made good later in this run") == 3


def test_a_run_that_is_not_complete_says_what_is_missing(client_for, learner):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=story(poor=True)), path=POOR)
    html = debrief(client_for(learner), run)
    for words in ("Not yet complete", "It takes a good or a fair ending.", "1 harm was not made good."):
        assert words in html
    assert "Not made good in this run" in html


def test_the_path_is_the_authors_until_two_reviewers_signed_it(client_for, learner):
    run = RunFactory(learner=learner)
    client = client_for(learner)
    for place in range(2):
        assert "The authors’ path" in debrief(client, run)
        reviewer = UserFactory(full_name=f"Reviewer {place}")
        facts = {"reviewer": reviewer, "name": reviewer.full_name, "signed_at": clock.now()}
        ScenarioSignature.objects.create(version=run.version, kind="reference", **facts)
    assert "The reviewed path" in debrief(client, run)


def test_a_run_under_way_has_no_debrief_yet(client_for, learner):
    run = RunFactory(learner=learner, path=())
    assert client_for(learner).get(url(run)).url == url(run, "role_play")


def test_replaying_begins_a_new_run_there_and_keeps_the_old_one(client_for, learner):
    run = RunFactory(learner=learner, path=REPAIRED)
    client = client_for(learner)
    answer = client.post(url(run, "role_play_replay"), {"step": 1})
    fresh = ScenarioAttempt.objects.exclude(pk=run.pk).get()
    assert (answer.url, fresh.position) == (f"{url(fresh, 'role_play')}?in=1", 1)
    assert "What do you do now?" in whole_page(client.get(answer.url))
    run.refresh_from_db()
    assert run.is_met


@pytest.mark.parametrize("step", ["99", "-1", "x", ""])
def test_replaying_from_nowhere_is_told(client_for, learner, step):
    run = RunFactory(learner=learner)
    page = client_for(learner).post(url(run, "role_play_replay"), {"step": step}, follow=True)
    assert "You can’t go on from there." in whole_page(page)


def test_runs_are_listed_with_the_first_and_the_best(client_for, learner):
    scenario = ScenarioFactory()
    RunFactory(learner=learner, scenario=scenario, path=REPAIRED)
    run = RunFactory(learner=learner, scenario=scenario)
    html = debrief(client_for(learner), run)
    assert html.index("Run 2,") < html.index("best run") < html.index("Run 1,") < html.index("first run")


def test_the_reflection_is_private_until_it_is_shared(client_for, learner, supervisor):
    run = RunFactory(learner=learner)
    client, other = client_for(learner), client_for(supervisor)
    client.post(
        reverse("assessments:role_play_words", args=[run.uuid, "debrief", 0]), {"value": "My own.", "sequence": 1}
    )
    assert ("My own." in debrief(client, run), "My own." in debrief(other, run)) == (True, False)
    client.post(url(run, "role_play_share"), {"value": "My own words.", "sequence": 2, "share": "yes"})
    assert "My own words." in debrief(other, run)
    assert "Make it private again" in debrief(client, run)
    client.post(url(run, "role_play_share"), {"value": "My own words.", "sequence": 3, "share": "no"})
    assert "My own words." not in debrief(other, run)


def test_a_line_of_the_way_is_shared_by_itself(client_for, learner, supervisor):
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=night()), path=("two-minutes",))
    run = services.take_step(attempt=run, position=1, words="It stays here.")
    for sent in ({"choice": "hurt"}, {"words": "Hard to say."}):
        run = services.take_step(attempt=run, position=run.position, **sent)
    client, other = client_for(learner), client_for(supervisor)
    words = ScenarioWords.objects.get(kind="line")
    client.post(url(run, "role_play_share"), {"words": words.uuid, "share": "yes"})
    seen = debrief(other, run)
    assert ("It stays here." in seen, "Hard to say." in seen) == (True, False)
    # Who reads it also reads what was asked.
    assert f"A line of one’s own: {read_graph(run.version.graph).nodes[run.steps.get(number=2).node].text}" in seen


def test_words_of_another_run_or_person_are_not_shared(client_for, learner, stranger):
    run, theirs = RunFactory(learner=learner), RunFactory(learner=stranger)
    words = services.save_words(attempt=theirs, kind="debrief", text="Theirs.", sequence=1)
    client = client_for(learner)
    for sent in (str(words.uuid), "nothing", ""):
        assert client.post(url(run, "role_play_share"), {"words": sent, "share": "yes"}).status_code == 404
    words.refresh_from_db()
    assert words.shared_at is None


def test_shared_words_are_for_supervisors_not_for_leads(client_for, learner, supervisor):
    run = RunFactory(learner=learner)
    words = services.save_words(attempt=run, kind="debrief", text="My own.", sequence=1)
    services.share_words(words=words)
    lead = UserFactory(roles=["lead_supervisor"])
    html = debrief(client_for(lead), run)
    assert ("My own." in html, "for their own supervisors where they share it" in html) == (False, True)


@pytest.mark.parametrize("role", ["programme_manager", "auditor"])
def test_a_run_is_nothing_for_those_who_oversee_a_programme(client_for, learner, role):
    run, client = RunFactory(learner=learner), client_for(UserFactory(roles=[role]))
    assert client.get(url(run, "role_play_debrief")).status_code == 404
    assert client.get(f"/people/{learner.uuid}/role-plays/").status_code == 404
    page = client.get(f"/people/{learner.uuid}/").content.decode()
    assert "/role-plays/" not in page
    assert "for those who supervise them" in page


def test_others_see_harm_alone_until_a_run_is_sent(client_for, learner, supervisor):
    run = RunFactory(learner=learner, path=("sharp", "wait", "sorry"))
    client = client_for(supervisor)
    kept = debrief(client, run)
    assert ("You try sharp." in kept, "You try wait." in kept, "You try sorry." in kept) == (True, False, False)
    assert "has not sent you this run" in kept
    services.send_run(attempt=run)
    sent = debrief(client, run)
    assert ("You try wait." in sent, "has not sent you this run" in sent) == (True, False)


def test_sending_says_so_once(client_for, learner, supervisor):
    run = RunFactory(learner=learner)
    client = client_for(learner)
    assert "Send to Ada" in debrief(client, run)
    page = client.post(url(run, "role_play_send"), follow=True)
    assert "Sent to Ada" in whole_page(page)


def test_a_supervisor_sees_path_and_harm_and_is_seen(client_for, learner, supervisor):
    seen = []

    def note(sender, viewer, subject, what, **kwargs):
        seen.append((viewer, subject, what))

    person_viewed.connect(note)
    try:
        run = RunFactory(learner=learner, path=REPAIRED)
        html = debrief(client_for(supervisor), run)
        people = whole_page(client_for(supervisor).get(reverse("assessments:person_role_plays", args=[learner.uuid])))
    finally:
        person_viewed.disconnect(note)
    assert seen == [(supervisor, learner, "role-play"), (supervisor, learner, "role-plays")]
    assert ("SAFE-2.H1" in html, "Replay from here" in html, "For yourself" in html) == (True, False, False)
    for words in ("Harmful moments", "“You try sharp.”", "Made good later in that run", "Complete", url(run)):
        assert words in people


def test_replays_are_listed_with_where_they_began(client_for, learner, supervisor):
    run = RunFactory(learner=learner, path=REPAIRED)
    services.replay_run(attempt=run, step=1)
    html = whole_page(client_for(supervisor).get(reverse("assessments:person_role_plays", args=[learner.uuid])))
    assert "Replayed from moment 2" in html
    assert html.count("“You try sharp.”") == 1


@pytest.mark.parametrize("n", [1, 3])
def test_a_persons_runs_cost_the_same_for_one_and_for_three(client_for, learner, n, django_assert_num_queries):
    for _n in range(n):
        RunFactory(learner=learner, path=REPAIRED)
    client = client_for(learner)
    place = reverse("assessments:person_role_plays", args=[learner.uuid])
    client.get(place)
    with django_assert_num_queries(7):
        client.get(place)


@pytest.mark.parametrize("path", [("two-minutes",), ("sharp", "wait", "wait", "sorry")])
def test_a_debrief_costs_the_same_for_a_long_path(client_for, learner, path, django_assert_num_queries):
    run = RunFactory(learner=learner, path=path)
    client = client_for(learner)
    client.get(url(run))
    with django_assert_num_queries(12):
        client.get(url(run))


# --- both paths side by side


def side_by_side(*steps, reference=None):
    graph = read_graph(night())
    taken = [Taken(number, node, key) for number, (node, key) in enumerate(steps, 1)]
    found = reference or [("n1c", "two-minutes"), ("own", ""), ("quick", "hurt"), ("think", "")]
    return pairs(graph, taken, found, {"n1c:sharp": "repaired"}, {})


def test_the_same_choice_stands_once():
    first, second = side_by_side(("n1c", "two-minutes"), ("own", ""), ("quick", "hurt"))
    assert (first.same, first.state, first.advanced, first.before) == (True, "helpful", True, 0)
    assert (second.same, second.before) == (True, 2)


def test_a_detour_stands_alone_and_the_paths_meet_again():
    first, detour, last = side_by_side(("n1c", "sharp"), ("mend", "sorry"), ("own", ""), ("quick", "hurt"))
    assert (first.same, first.theirs.startswith("“I want to hear it."), first.mine.repaired) == (False, True, True)
    assert (detour.theirs, detour.mine.tag) == ("", "helpful")
    assert last.same


def test_several_tries_at_a_moment_are_all_shown():
    tries = [
        pair.mine.tag for pair in side_by_side(("quick", "none"), ("quick", "none"), ("quick", "hurt")) if pair.mine
    ]
    assert tries == ["neutral", "neutral", "helpful"]


def test_what_only_the_reference_path_has_stands_where_it_would_come():
    states = [pair.state for pair in side_by_side(("quick", "hurt"))]
    assert states == ["beside", "helpful"]
    assert [pair.state for pair in side_by_side(("n1c", "later"))] == ["neutral", "beside"]


def test_a_moment_whose_clock_ran_out_is_shown_as_late():
    pair, _rest = side_by_side(("n1c", ""))
    assert (pair.mine, pair.state, pair.theirs != "") == (None, "late", True)


def test_the_story_of_the_tests_can_be_begun():
    assert begin(read_graph(night())).node.key == "n1c"


def test_a_harm_in_a_run_under_way_is_not_yet_called_left(client_for, learner, supervisor):
    RunFactory(learner=learner, path=REPAIRED[:1])
    html = whole_page(client_for(supervisor).get(reverse("assessments:person_role_plays", args=[learner.uuid])))
    assert ("1 stands in a run that goes on." in html, "Not made good yet; the run goes on" in html) == (True, True)
    assert ("were not made good" in html, "All of them were made good." in html) == (False, False)
