"""Two raters, two leads, two clicks: real threads on real connections."""

import uuid

import pytest

from assessments.competencies.models import CompetencyRecord
from assessments.observations import services
from assessments.observations.errors import ArrangementRefused, SeatRefused
from assessments.observations.models import (
    FollowUp,
    Observation,
    ObservationResult,
    Rating,
    RatingSheet,
    Recording,
    Seat,
    Sitting,
)
from assessments.observations.services import Plan
from lms.common import clock
from tests.assessments.quizzes.test_concurrency import at_once
from tests.factories.observations import (
    HARM,
    InstrumentVersionFactory,
    SeatFactory,
    agreed_observation,
    hand_in,
    two_seats,
)
from tests.factories.people import UserFactory
from tests.factories.recordings import agree, asked, film, recorded

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def fresh(seat):
    return Seat.objects.select_related(
        "observation__sitting__instrument_version__framework_version", "observation__learner", "rater"
    ).get(pk=seat.pk)


def test_last_two_sheets_at_once_make_one_result_and_one_follow_up():
    observation, first, second = two_seats()
    mine = [fresh(seat) for seat in (first, second)]
    at_once(*[lambda seat=seat: hand_in(seat, HARM) for seat in mine])
    observation.refresh_from_db()
    assert (observation.status, ObservationResult.objects.count(), FollowUp.objects.count()) == ("agreed", 1, 1)


def test_two_releases_at_once_write_evidence_once():
    observation, lead = agreed_observation(), UserFactory(roles=["lead_supervisor"])
    at_once(*[lambda: services.release_result(observation=observation, actor=lead)] * 3)
    assert CompetencyRecord.objects.filter(source_uuid=observation.uuid).count() == 2


def test_calling_off_and_handing_in_at_once_leaves_one_of_them():
    seat = SeatFactory()
    mine, sitting = fresh(seat), seat.observation.sitting
    results = at_once(
        lambda: hand_in(mine), lambda: services.cancel_sitting(sitting=sitting, actor=sitting.arranged_by)
    )
    status = Observation.objects.get().status
    refused = any(isinstance(one, ArrangementRefused) for one in results)
    assert (status, refused) in {("rating", True), ("cancelled", False)}


def test_arranging_twice_at_once_is_one_sitting():
    version, learner = InstrumentVersionFactory(), UserFactory(roles=["trainee"])
    plan = Plan(version.instrument, [learner], clock.now(), key=uuid.uuid4())
    manager = UserFactory(roles=["programme_manager"])
    at_once(*[lambda: services.arrange_sitting(plan=plan, arranged_by=manager)] * 3)
    assert Sitting.objects.count() == 1


def test_group_that_is_arranged_twice_at_once_asks_each_rater_once():
    version, rater = InstrumentVersionFactory(), UserFactory(roles=["supervisor"])
    learners = [UserFactory(roles=["trainee"]) for _n in range(3)]
    plan = Plan(version.instrument, learners, clock.now(), key=uuid.uuid4())
    manager = UserFactory(roles=["programme_manager"])
    at_once(*[lambda: services.arrange_group(plan=plan, raters=[rater], reasons={}, arranged_by=manager)] * 2)
    assert (Sitting.objects.count(), Seat.objects.count()) == (1, 3)


def test_no_and_a_sheet_at_once_leave_one_of_them():
    seat = SeatFactory(role="peer", rater=UserFactory())
    mine, again = fresh(seat), fresh(seat)
    results = at_once(lambda: hand_in(mine), lambda: services.decline_aside(seat=again))
    seat.refresh_from_db()
    assert seat.declined != any(isinstance(one, SeatRefused) for one in results)
    assert RatingSheet.objects.filter(rating__seat__left_at=None).count() == (0 if seat.declined else 1)


def test_two_who_are_asked_to_play_the_same_at_once_are_one():
    observation = fresh(SeatFactory()).observation
    people = [UserFactory(), UserFactory()]
    at_once(
        *[
            lambda person=person: services.ask_aside(
                sitting=observation.sitting,
                observations=[observation],
                person=person,
                role="actor",
                asked_by=people[0],
                character="Lena",
            )
            for person in people
        ]
    )
    assert Seat.objects.filter(character="Lena").count() == 1


def test_taking_a_yes_back_while_a_sheet_is_handed_in_keeps_the_sheet_or_frees_the_seat():
    seat = SeatFactory(watches="recording")
    mine, sitting = fresh(seat), seat.observation.sitting
    request = recorded(sitting).sitting.recording_request
    learner = seat.observation.learner
    at_once(lambda: hand_in(mine), lambda: services.answer_recording(request=request, person=learner, agrees=False))
    seat.refresh_from_db()
    status = Rating.objects.filter(seat=seat).values_list("status", flat=True).first()
    # None: the sheet came after, and was refused before it was begun.
    assert (status, seat.left_why) in {("submitted", ""), ("withdrawn", "consent"), (None, "consent")}
    assert not Recording.objects.filter(deleted_at=None).exists()


def test_nothing_is_added_on_a_yes_that_is_gone():
    sitting = SeatFactory().observation.sitting
    request = agree(asked(sitting))
    learner = sitting.observations.get().learner
    at_once(
        lambda: services.add_recording(sitting=sitting, file=film(), added_by=sitting.arranged_by, key=uuid.uuid4()),
        lambda: services.answer_recording(request=request, person=learner, agrees=False),
    )
    assert not Recording.objects.filter(deleted_at=None).exists()
