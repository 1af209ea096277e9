"""Recordings: only with everybody's consent, only for a while."""

import datetime as dt
import uuid

import pytest

from assessments.observations import services
from assessments.observations.choices import ConsentKind, RecordingEnd, SeatRole, ViewerKind, Watching
from assessments.observations.errors import RaterNotReady, RecordingRefused, SeatRefused, SheetClosed
from assessments.observations.models import Recording, RecordingConsent, RecordingView
from assessments.observations.queries import recording_standing
from assessments.observations.services import recordings
from lms.common import clock
from lms.notifications.models import Notification
from lms.privacy.services import erase_person
from tests.factories.observations import (
    SKILLED,
    InstrumentVersionFactory,
    ObservationFactory,
    SeatFactory,
    SittingFactory,
    hand_in,
    released_observation,
    taps_for,
    two_seats,
)
from tests.factories.people import UserFactory
from tests.factories.recordings import agree, asked, captions, film, recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    return ObservationFactory().sitting


def learner_of(sitting):
    return sitting.observations.get().learner


def files_of(recording):
    """What is stored under the names that the recording had."""
    names = filter(None, (recording.file.name, recording.captions.name))
    return [name for name in names if recording.file.storage.exists(name)]


def titles(person):
    return list(Notification.objects.filter(recipient=person).values_list("title", flat=True))


# Asking and answering


def test_everybody_in_it_is_asked_once(sitting):
    other = ObservationFactory(sitting=sitting).learner
    request = asked(sitting)
    assert asked(sitting, others=2, others_agreed=True).pk == request.pk
    for person in (learner_of_first(sitting, other), other):
        assert titles(person) == ["May it be recorded? Opening online"]
    request.refresh_from_db()
    assert (request.others, request.others_agreed_at is not None) == (2, True)


def learner_of_first(sitting, other):
    return sitting.observations.exclude(learner=other).get().learner


@pytest.mark.parametrize("fields", [{"occasion": "field"}, {"status": "cancelled"}, {"status": "stopped"}])
def test_a_real_group_and_what_is_over_are_never_recorded(fields):
    with pytest.raises(RecordingRefused):
        asked(ObservationFactory(**{f"sitting__{key}": value for key, value in fields.items()}).sitting)


def test_a_kit_that_says_nothing_allows_no_recording():
    version = InstrumentVersionFactory(recording={})
    with pytest.raises(RecordingRefused):
        asked(ObservationFactory(sitting__instrument_version=version).sitting)


def test_nothing_is_complete_before_all_agreed(sitting):
    other = ObservationFactory(sitting=sitting).learner
    request = asked(sitting)
    first = learner_of_first(sitting, other)
    services.answer_recording(request=request, person=first, agrees=True)
    standing = recording_standing(sitting)
    assert (standing.complete, standing.missing) == (False, [other])
    services.answer_recording(request=request, person=other, agrees=True)
    assert recording_standing(sitting).complete


def test_people_without_an_account_have_to_agree_too(sitting):
    agree(asked(sitting, others=1))
    assert not recording_standing(sitting).complete
    asked(sitting, others=1, others_agreed=True)
    assert recording_standing(sitting).complete


def test_an_actor_with_an_account_is_asked_like_everybody(sitting):
    actor = SeatFactory(observation=sitting.observations.get(), role=SeatRole.ACTOR).rater
    request = asked(sitting)
    services.answer_recording(request=request, person=learner_of(sitting), agrees=True)
    assert recording_standing(sitting).missing == [actor]
    services.answer_recording(request=request, person=actor, agrees=True)
    assert recording_standing(sitting).complete


def test_what_was_said_is_kept_with_its_terms_and_the_same_again_is_no_news(sitting):
    request, person = asked(sitting), learner_of(sitting)
    first = services.answer_recording(request=request, person=person, agrees=True, supervisor=True)
    assert services.answer_recording(request=request, person=person, agrees=True, supervisor=True).pk == first.pk
    assert first.terms == {"keep_days": 90, "longest_days": 180, "supervisor": True}
    services.answer_recording(request=request, person=person, agrees=False)
    services.answer_recording(request=request, person=person, agrees=False)
    kinds = list(RecordingConsent.objects.values_list("kind", flat=True))
    assert kinds == [ConsentKind.GIVEN, ConsentKind.WITHDRAWN]


def test_who_never_agreed_declines_and_whoever_arranged_it_hears_that_somebody_did(sitting):
    consent = services.answer_recording(request=asked(sitting), person=learner_of(sitting), agrees=False)
    assert consent.kind == ConsentKind.DECLINED
    assert titles(sitting.arranged_by) == ["Not recorded: Opening online"]
    assert learner_of(sitting).full_name not in Notification.objects.get(recipient=sitting.arranged_by).body


def test_nobody_else_answers(sitting):
    with pytest.raises(RecordingRefused):
        services.answer_recording(request=asked(sitting), person=UserFactory(roles=["trainee"]), agrees=True)


def test_taken_back_there_is_nothing_to_agree_to_until_it_is_asked_afresh(sitting):
    request, person = asked(sitting), learner_of(sitting)
    services.take_back_request(request=request, actor=sitting.arranged_by)
    with pytest.raises(RecordingRefused):
        services.answer_recording(request=request, person=person, agrees=True)
    asked(sitting)
    services.answer_recording(request=request, person=person, agrees=True)
    assert recording_standing(sitting).complete
    assert titles(person).count("May it be recorded? Opening online") == 2


def test_request_stays_while_there_is_a_recording(sitting):
    recording = recorded(sitting)
    with pytest.raises(RecordingRefused):
        services.take_back_request(request=sitting.recording_request, actor=recording.added_by)


# Adding


def test_added_once_and_told(sitting):
    key, manager = uuid.uuid4(), UserFactory()
    seat = SeatFactory(observation=sitting.observations.get(), watches=Watching.RECORDING)
    agree(asked(sitting))
    add = {"sitting": sitting, "added_by": manager, "key": key}
    recording = services.add_recording(file=film(), captions=captions(), **add)
    assert services.add_recording(file=film(), captions=captions(), **add).pk == recording.pk
    assert recording.media_type == "video/mp4"
    assert recording.file.name == f"recordings/{key}.mp4"
    assert len(files_of(recording)) == 2
    assert "The recording is there: Opening online" in titles(learner_of(sitting))
    assert titles(seat.rater) == ["You can watch and rate now: Opening online"]


def test_nothing_is_added_before_all_agreed(sitting):
    asked(sitting)
    with pytest.raises(RecordingRefused, match="Not everybody"):
        services.add_recording(sitting=sitting, file=film(), added_by=UserFactory(), key=uuid.uuid4())
    assert not Recording.objects.exists()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"file": film(b"<html>")}, "No browser can play this"),
        ({"file": film(), "captions": captions(b"1\n00:01")}, "WebVTT"),
        ({"file": film(), "captions": captions(b"WEBVTT\n" + b"x" * 1_000_001)}, "WebVTT"),
    ],
)
def test_only_what_can_be_played(sitting, files, words):
    with pytest.raises(RecordingRefused, match=words):
        recorded(sitting, **files)
    assert not Recording.objects.exists()


def test_a_file_may_be_so_large_and_no_larger(sitting, settings):
    settings.RECORDING_MAX_BYTES = 100
    with pytest.raises(RecordingRefused, match="larger than 100"):
        recorded(sitting)


def test_a_second_one_asks_to_delete_the_first(sitting):
    recorded(sitting)
    with pytest.raises(RecordingRefused, match="already"):
        recorded(sitting)


# Rating from it


def test_who_rates_from_it_has_more_time(sitting):
    observation = sitting.observations.get()
    rater, manager = UserFactory(roles=["supervisor"]), UserFactory(roles=["programme_manager"])
    services.assign_rater(observation=observation, rater=rater, assigned_by=manager, watches=Watching.RECORDING)
    observation.refresh_from_db()
    assert observation.due_at == sitting.starts_at + dt.timedelta(days=7)


def test_practice_with_a_real_group_is_watched_live():
    observation = ObservationFactory(sitting__occasion="field")
    rater, manager = UserFactory(roles=["supervisor"]), UserFactory(roles=["programme_manager"])
    with pytest.raises(SeatRefused, match="watched live"):
        services.assign_rater(observation=observation, rater=rater, assigned_by=manager, watches=Watching.RECORDING)


def test_a_sheet_from_a_recording_waits_for_it(sitting):
    seat = SeatFactory(observation=sitting.observations.get(), watches=Watching.RECORDING)
    with pytest.raises(RaterNotReady, match="not there yet"):
        hand_in(seat)
    recorded(sitting)
    assert hand_in(seat).levels["GRP-1"]["level"] == 3


# Withdrawn


def test_withdrawn_it_is_deleted_at_once_and_nobody_rates_from_it(on_commit):
    observation, live, later = two_seats()
    type(later).objects.filter(pk=later.pk).update(watches=Watching.RECORDING)
    later.refresh_from_db()
    recording = recorded(observation.sitting, captions=captions())
    services.keep_taps(seat=later, taps=taps_for(SKILLED))
    hand_in(live)
    with on_commit():
        services.answer_recording(
            request=observation.sitting.recording_request, person=observation.learner, agrees=False
        )
    assert files_of(recording) == []
    recording.refresh_from_db()
    assert (recording.deleted_why, recording.file.name) == (RecordingEnd.WITHDRAWN, "")
    later.refresh_from_db()
    assert (later.left_why, later.rating.status) == ("consent", "withdrawn")
    with pytest.raises(SheetClosed, match="Consent to the recording was withdrawn") as refusal:
        services.keep_taps(seat=later, taps=taps_for(SKILLED))
    assert refusal.value.code == SheetClosed.CONSENT
    live.refresh_from_db()
    assert live.rating.status == "submitted"
    observation.refresh_from_db()
    assert observation.status == "rating"


def test_who_has_handed_in_from_it_keeps_the_sheet():
    observation, first, second = two_seats()
    type(first).objects.all().update(watches=Watching.RECORDING)
    first.refresh_from_db()
    recorded(observation.sitting)
    hand_in(first)
    services.answer_recording(request=observation.sitting.recording_request, person=observation.learner, agrees=False)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.left_at, second.left_why) == (None, "consent")


def test_a_result_that_is_out_stays():
    observation = released_observation()
    recorded(observation.sitting)
    services.answer_recording(request=observation.sitting.recording_request, person=observation.learner, agrees=False)
    observation.refresh_from_db()
    assert observation.status == "released"
    assert not observation.seats.exclude(left_at=None).exists()


def test_while_an_appeal_rests_on_it_it_waits_for_the_decision():
    observation = released_observation()
    recording = recorded(observation.sitting)
    services.respond_to_result(observation=observation, kind="appealed", words="Please look again.")
    services.answer_recording(request=observation.sitting.recording_request, person=observation.learner, agrees=False)
    recording.refresh_from_db()
    assert recording.deleted_at is None
    assert recording_standing(observation.sitting).kept_for_appeal
    with pytest.raises(RecordingRefused, match="appeal"):
        services.remove_recording(recording=recording, actor=recording.added_by)
    hand_in(SeatFactory(observation=observation, role=SeatRole.APPEAL))
    recording.refresh_from_db()
    assert recording.deleted_why == RecordingEnd.WITHDRAWN


# The end


def test_deleted_by_itself_when_its_time_is_over(time_machine, on_commit):
    observation = released_observation()
    recording = recorded(observation.sitting)
    time_machine.move_to(clock.now() + dt.timedelta(days=89), tick=False)
    assert services.delete_due_recordings() == 0
    time_machine.move_to(clock.now() + dt.timedelta(days=2), tick=False)
    with on_commit():
        assert services.delete_due_recordings() == 1
    assert files_of(recording) == []
    recording.refresh_from_db()
    assert recording.deleted_why == RecordingEnd.DUE
    assert services.delete_due_recordings() == 0
    assert "A recording was deleted: Opening online" in titles(observation.learner)


def test_an_open_appeal_keeps_it_beyond_its_time(time_machine):
    observation = released_observation()
    recorded(observation.sitting)
    services.respond_to_result(observation=observation, kind="appealed", words="Please look again.")
    time_machine.move_to(clock.now() + dt.timedelta(days=200), tick=False)
    assert services.delete_due_recordings() == 0


@pytest.mark.parametrize("end", [services.stop_sitting, services.cancel_sitting])
def test_deleted_where_nothing_is_rated(sitting, end):
    recording = recorded(sitting)
    end(sitting=sitting, actor=sitting.arranged_by)
    recording.refresh_from_db()
    assert recording.deleted_why == RecordingEnd.NOT_RATED


def test_a_file_that_could_not_be_deleted_is_tried_again(sitting):
    recording = recorded(sitting)
    services.remove_recording(recording=recording, actor=recording.added_by)
    assert len(files_of(recording)) == 1
    services.delete_due_recordings()
    assert files_of(recording) == []
    assert not Recording.objects.exclude(file="").exists()


def test_a_file_that_no_row_knows_is_deleted_a_day_later(sitting, time_machine):
    recording = recorded(sitting)
    storage = recording.file.storage
    storage.save("recordings/stray.mp4", film())
    services.delete_due_recordings()
    assert storage.exists("recordings/stray.mp4")
    time_machine.move_to(clock.now() + dt.timedelta(days=2), tick=False)
    services.delete_due_recordings()
    assert not storage.exists("recordings/stray.mp4")
    assert len(files_of(recording)) == 1


def test_erasing_somebody_deletes_what_they_are_in(sitting):
    recording, person = recorded(sitting), learner_of(sitting)
    erase_person(user=person, actor=person)
    recording.refresh_from_db()
    assert recording.deleted_why == RecordingEnd.ERASED


def test_a_new_one_may_be_added_after_the_first_was_deleted(sitting):
    first = recorded(sitting)
    services.remove_recording(recording=first, actor=first.added_by)
    assert recorded(sitting).pk != first.pk


# Looking


def test_to_and_fro_within_the_hour_is_one_look(sitting, time_machine):
    recording, viewer = recorded(sitting), learner_of(sitting)
    look = {"recording": recording, "viewer": viewer, "kind": ViewerKind.IN_IT}
    services.note_view(**look)
    services.note_view(**look)
    assert RecordingView.objects.count() == 1
    time_machine.move_to(clock.now() + dt.timedelta(minutes=61), tick=False)
    services.note_view(**look)
    assert RecordingView.objects.count() == 2


def test_a_reason_is_asked_and_told(sitting):
    recording, manager = recorded(sitting), UserFactory(roles=["programme_manager"], full_name="Ola Berg")
    with pytest.raises(RecordingRefused):
        services.open_in_emergency(recording=recording, actor=manager, reason="  ")
    services.open_in_emergency(recording=recording, actor=manager, reason="A complaint reached us.")
    assert "Ola Berg opened a recording with you in it" in titles(learner_of(sitting))


def test_wiping_twice_is_no_trouble(sitting):
    recording = recorded(sitting)
    recordings.wipe_files(recording=recording)
    recordings.wipe_files(recording=recording)
    assert files_of(recording) == []


@pytest.mark.parametrize("status", ["cancelled", "absent"])
def test_whoever_left_it_out_or_was_not_there_is_not_asked(sitting, status):
    there = learner_of(sitting)
    ObservationFactory(sitting=sitting, status=status)
    assert [answer.person for answer in recording_standing(sitting).answers] == [there]


def test_standing_costs_the_same_for_one_and_for_three(django_assert_num_queries):
    version = InstrumentVersionFactory()
    for many in (1, 3):
        sitting = SittingFactory(instrument_version=version)
        for _ in range(many):
            ObservationFactory(sitting=sitting)
        recorded(sitting)
        with django_assert_num_queries(6):
            recording_standing(sitting)
