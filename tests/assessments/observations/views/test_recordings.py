"""Pages about recordings: asked for, agreed to, watched, and by nobody else."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from assessments.observations import services
from assessments.observations.choices import SeatRole, ViewerKind, Watching
from assessments.observations.models import Recording, RecordingView
from lms.common import clock
from lms.people.choices import Role
from lms.privacy.models import AccessLogEntry
from tests.factories.observations import (
    SKILLED,
    ObservationFactory,
    SeatFactory,
    hand_in,
    released_observation,
    tap,
    taps_for,
)
from tests.factories.people import SupervisionLinkFactory, UserFactory
from tests.factories.recordings import FILM, agree, asked, captions, film, recorded
from tests.html import parse_page, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    return ObservationFactory(learner__acknowledged=True).sitting


@pytest.fixture
def manager():
    return UserFactory(roles=[Role.PROGRAMME_MANAGER], acknowledged=True)


def learner_of(sitting):
    return sitting.observations.get().learner


def url(name, row):
    return reverse(f"assessments:{name}", args=[row.uuid])


def body(answer):
    return b"".join(answer.streaming_content)


# Whoever arranges it


def test_from_asking_to_the_file_being_there(client_for, sitting, manager):
    client, page = client_for(manager), url("recording_of_sitting", sitting)
    assert url("recording_of_sitting", sitting) in client.get(url("sitting", sitting)).content.decode()
    client.post(page, {"go": "ask", "others": "0"})
    assert "has not answered yet" in client.get(page).content.decode()
    assert b"Add the recording" not in client.get(page).content
    agree(sitting.recording_request)
    html = client.get(page).content.decode()
    assert "Everybody in it agrees to being recorded." in html
    key = parse_page(html).find(".//*[@name='key']").get("value")
    for _ in range(2):
        client.post(page, {"go": "add", "key": key, "file": film(), "captions": captions()})
    assert Recording.objects.get().uuid == uuid.UUID(key)
    html = client.get(page).content.decode()
    assert "There is a recording." in html
    assert "You arrange it, and do not rate it: so you can’t watch it." in html


def test_what_is_wrong_with_a_file_is_said_at_its_field(client_for, sitting, manager):
    agree(asked(sitting))
    posted = {"go": "add", "key": uuid.uuid4(), "file": film(b"<html>")}
    answer = client_for(manager).post(url("recording_of_sitting", sitting), posted)
    assert answer.status_code == 422
    assert "No browser can play this" in text_of(parse_page(answer.content).find(".//*[@id='id_file_error']"))


def test_without_everybodys_yes_nothing_is_added_whatever_is_posted(client_for, sitting, manager):
    asked(sitting)
    client_for(manager).post(url("recording_of_sitting", sitting), {"go": "add", "key": uuid.uuid4(), "file": film()})
    assert not Recording.objects.exists()


def test_a_number_of_others_that_is_none_keeps_what_was_typed(client_for, sitting, manager):
    answer = client_for(manager).post(url("recording_of_sitting", sitting), {"go": "ask", "others": "many"})
    assert answer.status_code == 422
    assert parse_page(answer.content).find(".//*[@name='others']").get("value") == "many"


def test_taking_back_and_deleting(client_for, sitting, manager):
    recording, client, page = recorded(sitting), client_for(manager), url("recording_of_sitting", sitting)
    assert "Delete it first" in client.post(page, {"go": "take-back"}, follow=True).content.decode()
    client.post(page, {"go": "delete"})
    recording.refresh_from_db()
    assert recording.deleted_why == "by_hand"
    assert "A recording was deleted on" in client.get(page).content.decode()
    client.post(page, {"go": "take-back"})
    assert "Nothing is recorded." in client.get(page).content.decode()


def test_a_real_group_is_never_recorded(client_for, manager):
    sitting = ObservationFactory(sitting__occasion="field").sitting
    assert b"This is never recorded" in client_for(manager).get(url("recording_of_sitting", sitting)).content
    assert url("recording_of_sitting", sitting).encode() not in client_for(manager).get(url("sitting", sitting)).content


def test_asking_a_rater_to_watch_the_recording(client_for, sitting, manager):
    rater, observation = UserFactory(roles=[Role.SUPERVISOR]), sitting.observations.get()
    posted = {"go": "assign", "observation": observation.uuid, f"r{observation.pk}-rater": rater.uuid,
              f"r{observation.pk}-watches": "recording"}  # fmt: skip
    client_for(manager).post(url("sitting", sitting), posted)
    assert observation.seats.get().watches == Watching.RECORDING
    assert "watches the recording, has not begun" in client_for(manager).get(url("sitting", sitting)).content.decode()


# Whoever is in it


def test_trainee_reads_the_terms_agrees_and_takes_it_back(client_for, sitting):
    learner = learner_of(sitting)
    client, own = client_for(learner), url("my_observation", sitting.observations.get())
    assert "Nothing is recorded." in client.get(own).content.decode()
    asked(sitting)
    assert "Read what it means, and answer" in client.get(own).content.decode()
    page = url("recording_consent", sitting)
    html = client.get(page).content.decode()
    for words in ("90 days after the result is final, 180 days in any case", "within 7 days", "No, rather not"):
        assert words in html, words
    client.post(page, {"go": "agree", "supervisor": "yes"})
    html = client.get(page).content.decode()
    assert "You agreed. Those who supervise you may watch it, too." in html
    client.post(page, {"go": "no"})
    html = client.get(page).content.decode()
    assert "You took your consent back." in html
    assert "Yes, it may be recorded" in html
    client.post(page, {"go": "agree"})
    assert sitting.recording_request.consents.count() == 3


def test_a_no_costs_nothing_and_can_become_a_yes(client_for, sitting):
    asked(sitting)
    client, page = client_for(learner_of(sitting)), url("recording_consent", sitting)
    assert "It costs you nothing." in client.post(page, {"go": "no"}, follow=True).content.decode()
    own = client.get(url("my_observation", sitting.observations.get())).content.decode()
    assert "You would rather not be recorded, so nothing is." in own


def test_what_is_no_longer_asked_is_said(client_for, sitting):
    services.take_back_request(request=asked(sitting), actor=sitting.arranged_by)
    client, page = client_for(learner_of(sitting)), url("recording_consent", sitting)
    assert b"it is no longer asked for" in client.get(page).content
    assert b"nothing to agree to" in client.post(page, {"go": "agree"}, follow=True).content


def test_who_watched_is_told_to_whoever_is_in_it(client_for, sitting, manager):
    recording = recorded(sitting)
    services.open_in_emergency(recording=recording, actor=manager, reason="A complaint reached us.")
    html = client_for(learner_of(sitting)).get(url("recording_consent", sitting)).content.decode()
    assert manager.full_name in html
    assert "Reason: A complaint reached us." in html
    assert "It is deleted on" in html


def test_after_the_release_it_is_found_on_the_result(client_for):
    observation = released_observation(learner=UserFactory(roles=["trainee"], acknowledged=True))
    services.rate_oneself(observation=observation, wants=False)
    recorded(observation.sitting)
    html = client_for(observation.learner).get(url("my_observation", observation)).content.decode()
    assert "Watch it, or take your consent back" in html


# Watching


def test_in_parts_as_players_ask_for_it(client_for, sitting):
    recording = recorded(sitting, captions=captions())
    client = client_for(learner_of(sitting))
    whole = client.get(url("recording_file", recording))
    assert body(whole) == FILM
    assert whole["Cache-Control"] == "private, no-store"
    assert whole["Content-Type"] == "video/mp4"
    part = client.get(url("recording_file", recording), headers={"range": "bytes=4-11"})
    assert (part.status_code, body(part)) == (206, b"ftypisom")
    text = client.get(url("recording_captions", recording))
    assert body(text).startswith(b"WEBVTT")
    assert text["Content-Type"] == "text/vtt; charset=utf-8"


def test_page_shows_whose_copy_it_would_be_and_notes_who_looked(client_for, sitting):
    recording, learner = recorded(sitting), learner_of(sitting)
    html = client_for(learner).get(url("recording", recording)).content.decode()
    page = parse_page(html)
    assert learner.email in text_of(page.find(".//*[@class='recording-mark']"))
    assert "nodownload" in page.find(".//video").get("controlslist")
    assert RecordingView.objects.get().kind == ViewerKind.IN_IT


def test_sound_alone_has_a_player_of_its_own(client_for, sitting):
    recording = recorded(sitting, file=film(b"ID3" + b"\0" * 100), captions=captions())
    html = client_for(learner_of(sitting)).get(url("recording", recording)).content.decode()
    assert "<audio" in html
    assert "Read what is said" in html


def test_no_captions_no_page_for_them(client_for, sitting):
    recording = recorded(sitting)
    assert client_for(learner_of(sitting)).get(url("recording_captions", recording)).status_code == 404


def test_a_rater_watches_until_the_result_is_out_and_jumps_to_own_notes(client_for):
    observation = ObservationFactory()
    seat = SeatFactory(observation=observation, rater__acknowledged=True, watches=Watching.RECORDING)
    second = SeatFactory(observation=observation)
    client = client_for(seat.rater)
    assert "It is not there yet." in client.get(url("seat", seat)).content.decode()
    recording = recorded(observation.sitting)
    assert url("recording", recording) in client.get(url("seat", seat)).content.decode()
    note = {"note": "n1", "seconds": 95, "behaviour": "SAFE-1.B1", "seen": "Says who may read it.",
            "meant": ""}  # fmt: skip
    services.keep_taps(seat=seat, taps=[tap(1, "note", **note)])
    html = client.get(url("recording", recording)).content.decode()
    assert parse_page(html).find(".//*[@data-seek='95']").text == "1:35"
    for each in (seat, second):
        services.submit_sheet(seat=each, taps=taps_for(SKILLED, first=5))
    observation.refresh_from_db()
    services.release_result(observation=observation, actor=UserFactory(roles=["lead_supervisor"]))
    assert client.get(url("recording", recording)).status_code == 404
    assert client.get(url("recording_file", recording)).status_code == 404


def test_someone_who_supervises_needs_a_yes_of_everybody(client_for, sitting):
    link = SupervisionLinkFactory(trainee=learner_of(sitting), supervisor__acknowledged=True)
    recording = recorded(sitting)
    client = client_for(link.supervisor)
    assert client.get(url("recording", recording)).status_code == 404
    services.answer_recording(
        request=sitting.recording_request, person=learner_of(sitting), agrees=True, supervisor=True
    )
    assert client.get(url("recording", recording)).status_code == 200
    assert AccessLogEntry.objects.filter(subject=learner_of(sitting), what="recording").exists()


def test_who_runs_the_programme_gives_a_reason_and_has_an_hour(client_for, sitting, manager, time_machine):
    recording, client = recorded(sitting), client_for(manager)
    assert client.get(url("recording", recording)).status_code == 404
    page = url("recording_reason", recording)
    assert client.post(page, {"reason": "why"}).status_code == 422
    assert client.post(page, {"reason": ""}).status_code == 422
    assert client.post(page, {"reason": "A complaint reached us."})["Location"] == url("recording", recording)
    assert client.get(url("recording", recording)).status_code == 200
    time_machine.move_to(clock.now() + dt.timedelta(minutes=61), tick=False)
    assert client.get(url("recording", recording)).status_code == 404


@pytest.mark.parametrize("role", [Role.LEAD_SUPERVISOR, Role.SUPERVISOR, Role.AUDITOR, Role.CONTENT_EDITOR])
def test_nobody_else_watches_or_gives_a_reason(client_for, sitting, role):
    recording, client = recorded(sitting), client_for(UserFactory(roles=[role], acknowledged=True))
    for name in ("recording", "recording_file", "recording_captions", "recording_reason"):
        assert client.get(url(name, recording)).status_code == 404, name


def test_withdrawn_during_an_appeal_its_rater_alone_watches(client_for):
    observation = released_observation(learner=UserFactory(roles=["trainee"], acknowledged=True))
    recording = recorded(observation.sitting)
    services.respond_to_result(observation=observation, kind="appealed", words="Please look again.")
    seat = SeatFactory(observation=observation, role=SeatRole.APPEAL, rater__acknowledged=True)
    services.answer_recording(request=observation.sitting.recording_request, person=observation.learner, agrees=False)
    assert client_for(seat.rater).get(url("recording", recording)).status_code == 200
    learner = client_for(observation.learner)
    assert learner.get(url("recording", recording)).status_code == 404
    page = learner.get(url("recording_consent", observation.sitting)).content.decode()
    assert "An appeal is open and rests on it" in page
    hand_in(seat)
    assert client_for(seat.rater).get(url("recording", recording)).status_code == 404


def test_gone_it_is_gone_for_everybody(client_for, sitting):
    recording = recorded(sitting)
    services.remove_recording(recording=recording, actor=recording.added_by)
    assert client_for(learner_of(sitting)).get(url("recording_file", recording)).status_code == 404


def test_a_rater_whose_recording_was_withdrawn_reads_why(client_for, sitting):
    seat = SeatFactory(observation=sitting.observations.get(), rater__acknowledged=True, watches=Watching.RECORDING)
    recorded(sitting)
    services.open_sheet(seat=seat)
    services.answer_recording(request=sitting.recording_request, person=learner_of(sitting), agrees=False)
    client = client_for(seat.rater)
    assert "Consent to the recording was withdrawn" in client.get(url("seat", seat)).content.decode()
    packet = {"taps": [tap(1, behaviour="SAFE-1.B1", mark="obs")]}
    sent = client.post(url("sheet_taps", seat), packet, content_type="application/json")
    assert sent.status_code == 409
    assert sent.json()["code"] == "sheet_consent"
