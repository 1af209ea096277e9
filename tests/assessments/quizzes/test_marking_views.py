"""The pages of a reader, of whoever releases, and of the learner who waits."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from assessments.quizzes import services
from assessments.quizzes.models import Mark, MarkingDraft, QuizAttempt
from assessments.quizzes.services.marking import HOLD
from lms.common import clock
from tests.assessments.pages import whole_page
from tests.factories.marking import TEXT, give_marks, hand_in_long, long_quiz, paper_of, reader_for
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(learner) -> QuizAttempt:
    return hand_in_long(long_quiz(choices=1), learner)


@pytest.fixture
def reader(learner):
    return reader_for(learner)


@pytest.fixture
def reading(client_for, reader, attempt):
    """A client who holds the answer, and the address of its page."""
    client = client_for(reader)
    address = client.post(reverse("assessments:marking_next")).url
    return client, address


def fields(**changes):
    draft = MarkingDraft.objects.get()
    return {
        "token": str(draft.token),
        "sequence": "1",
        "criterion-0": "2",
        "criterion-1": "0",
        "words": "Kind.",
        **changes,
    }


def test_the_queue_names_nobody(client_for, reader, attempt, learner):
    html = whole_page(client_for(reader).get(reverse("assessments:marking")))
    assert "1 answer waits" in html
    assert learner.full_name not in html
    assert learner.email not in html


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_asks_the_same_however_long(client_for, django_assert_num_queries, rows):
    learners = [UserFactory(roles=["trainee"]) for _row in range(rows)]
    quiz = long_quiz()
    for one in learners:
        hand_in_long(quiz, one)
    client = client_for(reader_for(*learners))
    client.get(reverse("assessments:marking"))
    with django_assert_num_queries(8):
        client.get(reverse("assessments:marking"))


def test_a_reader_sees_answer_rubric_and_model_but_no_name(reading, learner):
    client, address = reading
    html = whole_page(client.get(address))
    assert "Then I ask about safety" in html
    assert "Asks in plain words" in html
    assert "A model answer." in html
    assert learner.full_name not in html


def test_what_was_written_is_shown_and_not_run(client_for, reader, learner):
    hand_in_long(long_quiz(), learner, text="<script>alert(1)</script>")
    client = client_for(reader)
    html = whole_page(client.get(client.post(reverse("assessments:marking_next")).url))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_typing_is_kept_as_a_draft(reading):
    client, address = reading
    answer = client.post(address, fields(), headers={"accept": "application/json"})
    assert answer.status_code == 200
    assert "saved_at" in answer.json()
    html = whole_page(client.get(address))
    assert "Kind." in html
    assert 'name="criterion-0" value="2" checked' in html
    assert not Mark.objects.exists()


def test_levels_that_are_not_offered_and_odd_numbers_are_left_out(reading):
    client, address = reading
    client.post(address, fields(**{"criterion-0": "9", "criterion-1": "x", "criterion-7": "1", "sequence": "many"}))
    assert MarkingDraft.objects.get().picks == {}


def test_an_older_window_is_told(reading):
    client, address = reading
    client.post(address, fields(sequence="5", go="stay"))
    answer = client.post(address, fields(sequence="4", words="old"), headers={"accept": "application/json"})
    assert answer.status_code == 409
    assert "newer" in whole_page(client.post(address, fields(sequence="4", words="old"), follow=True))
    assert MarkingDraft.objects.get().words == "Kind."


def test_handing_in_asks_for_every_level_at_its_place(reading):
    client, address = reading
    answer = client.post(address, fields(**{"criterion-1": "", "go": "hand-in"}))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="missing-2"' in html
    assert 'id="missing-1"' not in html
    assert "Kind." in html
    done = client.post(address, fields(sequence="2", go="hand-in"), follow=True)
    assert "Thank you" in whole_page(done)
    assert Mark.objects.get().picks == {"0": 2, "1": 0}


def test_a_lost_claim_shows_what_was_typed(reading, client_for, learner):
    client, address = reading
    sent = fields(words="Nearly done with this.")
    with time_machine.travel(clock.now() + HOLD + timedelta(minutes=1), tick=False):
        client_for(reader_for(learner)).post(reverse("assessments:marking_next"))
        quiet = client.post(address, sent, headers={"accept": "application/json"})
        assert quiet.status_code == 410
        assert "kept" in quiet.json()["detail"]
        for answer in (client.post(address, sent | {"sequence": "2", "go": "hand-in"}), client.get(address)):
            assert answer.status_code == 409
            html = answer.content.decode()
            assert "Somebody else reads this answer now" in html
            assert "Nearly done with this." in html
            assert "Asks in plain words" in html


def test_leaving_it_to_somebody_else_leads_back(reading):
    client, address = reading
    html = whole_page(client.post(address, fields(go="back"), follow=True))
    assert "Somebody else can read it now" in html


def test_a_page_without_a_claim_leads_to_the_list(client_for, reader, attempt):
    address = reverse("assessments:marking_paper", args=[paper_of(attempt).uuid])
    assert "do not hold" in whole_page(client_for(reader).get(address, follow=True))
    assert client_for(reader).post(address, {"words": "x"}, headers={"accept": "application/json"}).status_code == 410
    assert "do not hold" in whole_page(client_for(reader).post(address, {"words": "x"}, follow=True))


def test_next_says_when_nothing_is_left(client_for, reader):
    answer = client_for(reader).post(reverse("assessments:marking_next"), follow=True)
    assert "Nothing waits for you" in whole_page(answer)


def test_the_learner_waits_and_then_reads_points_and_words(client_for, attempt, learner, reader):
    client, address = client_for(learner), reverse("assessments:review", args=[attempt.uuid])
    waiting = whole_page(client.get(address))
    assert "Handed in, being read" in waiting
    assert "A person reads this answer" in waiting
    assert "A model answer." not in waiting
    assert TEXT.split("\n", maxsplit=1)[0] in waiting
    give_marks(reader, (1, 1), words="Ask it <b>straight</b>.")
    done = whole_page(client.get(address))
    assert "2 points of 4" in done
    assert "Part of what was looked for" in done
    assert "Ask it &lt;b&gt;straight&lt;/b&gt;." in done
    assert "A model answer." in done
    assert reader.full_name not in done


def test_what_is_marked_but_not_released_is_not_shown(client_for, learner, reader):
    attempt = hand_in_long(long_quiz(marking={"release": "batch"}), learner)
    give_marks(reader, (1, 1), words="Soon.")
    address = reverse("assessments:review", args=[attempt.uuid])
    assert "Soon." not in whole_page(client_for(learner).get(address))
    lead = UserFactory(roles=["lead_supervisor"])
    page = client_for(lead).get(reverse("assessments:marking_release"))
    assert "1 result is ready" in whole_page(page)
    sent = {"quiz": str(attempt.quiz.uuid)}
    assert "1 result is released" in whole_page(
        client_for(lead).post(reverse("assessments:marking_release"), sent, follow=True)
    )
    assert "Soon." in whole_page(client_for(learner).get(address))
    assert client_for(lead).post(reverse("assessments:marking_release"), {"quiz": "x"}).status_code == 404


def test_every_address_of_an_attempt_leads_to_where_it_waits(client_for, attempt, learner):
    client = client_for(learner)
    review = reverse("assessments:review", args=[attempt.uuid])
    for name, more in (("attempt", []), ("item", [1]), ("attempt_finish", [])):
        assert client.get(reverse(f"assessments:{name}", args=[attempt.uuid, *more])).url == review


def test_a_long_answer_is_typed_into_a_box_and_kept(client_for, learner):
    attempt = services.start_attempt(quiz=long_quiz(), learner=learner)
    address = reverse("assessments:item", args=[attempt.uuid, 1])
    client = client_for(learner)
    client.post(address, {"text": "one " * 61, "sequence": "1", "go": "stay"})
    html = whole_page(client.get(address))
    assert "<textarea" in html
    assert "This is 61 words; 60 are read at the most." in html


def test_the_desk_says_how_many_wait_and_how_long(client_for, reader, learner):
    with time_machine.travel(clock.now() - timedelta(days=3, hours=1), tick=False):
        hand_in_long(long_quiz(), learner)
    html = whole_page(client_for(reader).get(reverse("desk")))
    assert "1 long answer waits for a reader" in html
    assert "That is 3 days." in html
    assert reverse("assessments:marking") in html
