"""Several trainees in one role-play: arranged together, changed, one of them out of it."""

import datetime as dt
import uuid

import pytest

from assessments.observations import services
from assessments.observations.errors import ArrangementRefused, SheetClosed
from assessments.observations.models import Observation, Seat, Sitting
from assessments.observations.services import Details, Plan
from lms.common import clock
from lms.notifications.models import Notification
from tests.factories.observations import HARM, InstrumentVersionFactory, hand_in, released_observation
from tests.factories.people import SupervisionLinkFactory, UserFactory

pytestmark = pytest.mark.django_db
TOMORROW = dt.timedelta(days=1)


def trainees(many):
    return [UserFactory(roles=["trainee"], full_name=f"Trainee {n}") for n in range(many)]


def rater(**fields):
    return UserFactory(roles=["supervisor"], **fields)


def arrange(learners, raters=(), *, reasons=None, version=None, manager=None, starts=TOMORROW, **changes):
    version = version or InstrumentVersionFactory()
    plan = Plan(version.instrument, learners, clock.now() + starts, **changes)
    manager = manager or UserFactory(roles=["programme_manager"])
    return services.arrange_group(plan=plan, raters=raters, reasons=reasons or {}, arranged_by=manager)


def begin(sitting):
    Sitting.objects.filter(pk=sitting.pk).update(starts_at=clock.now() - dt.timedelta(minutes=20))
    sitting.refresh_from_db()


def one_of(sitting, learner):
    return Observation.objects.get(sitting=sitting, learner=learner)


def test_group_is_arranged_once_with_every_rater_for_every_trainee():
    people, raters, key = trainees(3), [rater(), rater()], uuid.uuid4()
    parts = {people[0].pk: "facilitator", people[1].pk: "co_facilitator"}
    sitting = arrange(people, raters, key=key, parts=parts, place="Oak Street", contact="Ada, 555")
    Seat.objects.filter(rater=raters[0]).update(left_at=clock.now())
    assert arrange(people, raters, key=key) == sitting
    assert Seat.objects.filter(left_at=None).count() == 3
    assert [one_of(sitting, one).part for one in people] == ["facilitator", "co_facilitator", ""]
    assert (sitting.place, sitting.contact) == ("Oak Street", "Ada, 555")
    assert Notification.objects.filter(kind="observed").count() == 3


@pytest.mark.parametrize("many", [1, 7])
def test_group_of_one_or_seven_is_refused(many):
    with pytest.raises(ArrangementRefused, match="Between 2 and 6"):
        arrange(trainees(many))
    assert not Sitting.objects.exists()


def test_pair_that_is_warned_of_needs_a_reason_and_a_blocked_one_is_never_asked():
    version = InstrumentVersionFactory(code="strict", conflicts={"rated_before": "block"})
    one, other, third = trainees(3)
    own = SupervisionLinkFactory(trainee=one).supervisor
    known = released_observation(learner=other, instrument_version=version).seats.first().rater
    sitting = arrange([one, other, third], [own, known], version=version)
    assert set(Seat.objects.filter(observation__sitting=sitting).values_list("observation__learner", "rater")) == {
        (other.pk, own.pk),
        (third.pk, own.pk),
        (one.pk, known.pk),
        (third.pk, known.pk),
    }
    again = arrange(
        [one, third], [own], version=version, counts=True, reasons={f"why-{one.uuid}-{own.uuid}": "Nobody else."}
    )
    seat = Seat.objects.get(observation__sitting=again, observation__learner=one)
    assert (seat.conflicts, seat.override) == (["supervises"], "Nobody else.")


def test_one_trainee_who_needs_rest_refuses_the_whole():
    stopped = released_observation(HARM)
    version = stopped.sitting.instrument_version
    with pytest.raises(ArrangementRefused, match="rest"):
        arrange([stopped.learner, *trainees(1)], version=version)
    assert Sitting.objects.count() == 1


def test_change_before_the_beginning_moves_what_is_due_and_tells_each_once():
    people, watching = trainees(2), rater()
    sitting = arrange(people, [watching])
    later = sitting.starts_at + dt.timedelta(days=2)
    details = Details(later, place="Oak Street", parts={people[0].pk: "host"}, variant=sitting.variant)
    for _n in range(2):
        services.change_sitting(sitting=sitting, details=details, actor=sitting.arranged_by)
    row = one_of(sitting, people[0])
    assert (row.part, row.due_at) == ("host", later + dt.timedelta(days=2))
    told = Notification.objects.filter(title__contains="has changed")
    assert {note.recipient for note in told} == {*people, watching}
    assert told.count() == 3
    begin(sitting)
    with pytest.raises(ArrangementRefused, match="begun"):
        services.change_sitting(sitting=sitting, details=details, actor=sitting.arranged_by)


def test_trainee_is_added_before_the_beginning_only_and_six_are_the_most():
    people = trainees(5)
    sitting, newcomer = arrange(people), UserFactory(roles=["trainee"])
    added = services.add_trainee(sitting=sitting, learner=newcomer, actor=sitting.arranged_by)
    assert services.add_trainee(sitting=sitting, learner=newcomer, actor=sitting.arranged_by) == added
    assert Notification.objects.filter(recipient=newcomer, kind="observed").count() == 1
    with pytest.raises(ArrangementRefused, match="Between 2 and 6"):
        services.add_trainee(sitting=sitting, learner=UserFactory(), actor=sitting.arranged_by)
    services.take_out(observation=added, actor=sitting.arranged_by)
    with pytest.raises(ArrangementRefused, match="Arrange another one"):
        services.add_trainee(sitting=sitting, learner=newcomer, actor=sitting.arranged_by)
    begin(sitting)
    with pytest.raises(ArrangementRefused, match="begun"):
        services.add_trainee(sitting=sitting, learner=UserFactory(), actor=sitting.arranged_by)


def test_rater_of_the_others_is_not_added_as_a_trainee():
    watching = rater()
    sitting = arrange(trainees(2), [watching])
    with pytest.raises(ArrangementRefused, match="another part"):
        services.add_trainee(sitting=sitting, learner=watching, actor=sitting.arranged_by)


def test_one_is_absent_or_stopped_while_the_others_are_rated():
    gone, unwell, there = people = trainees(3)
    raters = [rater(), rater()]
    sitting = arrange(people, raters)
    manager = sitting.arranged_by
    with pytest.raises(ArrangementRefused, match="take them out"):
        services.note_absent(observation=one_of(sitting, gone), actor=manager)
    begin(sitting)
    for _n in range(2):
        services.note_absent(observation=one_of(sitting, gone), actor=manager)
    services.stop_for_one(observation=one_of(sitting, unwell), actor=manager)
    with pytest.raises(SheetClosed, match="not there"):
        hand_in(Seat.objects.filter(observation=one_of(sitting, gone)).first())
    for seat in Seat.objects.filter(observation=one_of(sitting, there)):
        hand_in(seat)
    assert [one_of(sitting, one).status for one in people] == ["absent", "stopped", "agreed"]
    services.release_result(observation=one_of(sitting, there), actor=UserFactory(roles=["lead_supervisor"]))
    assert one_of(sitting, there).status == "released"
    with pytest.raises(ArrangementRefused, match="handed in"):
        services.stop_for_one(observation=one_of(sitting, there), actor=manager)
    services.bring_back(observation=one_of(sitting, gone), actor=manager)
    assert one_of(sitting, gone).status == "planned"
    assert services.bring_back(observation=one_of(sitting, unwell), actor=manager).status == "stopped"


def test_absence_uses_up_no_try_and_the_last_one_is_called_off_instead():
    one, other = trainees(2)
    sitting = arrange([one, other])
    begin(sitting)
    services.note_absent(observation=one_of(sitting, one), actor=sitting.arranged_by)
    with pytest.raises(ArrangementRefused, match="Nobody else"):
        services.note_absent(observation=one_of(sitting, other), actor=sitting.arranged_by)
    again = arrange([one, other], version=sitting.instrument_version)
    assert [one_of(again, person).number for person in (one, other)] == [1, 2]


def test_rater_is_swapped_for_all_whose_sheets_are_still_owed():
    people, first, second = trainees(3), rater(), rater()
    sitting = arrange(people, [first])
    rows = list(sitting.observations.order_by("pk"))
    hand_in(Seat.objects.get(observation=rows[0]))
    made = services.ask_together(
        sitting=sitting,
        observations=rows,
        raters=[second],
        reasons={},
        asked_by=sitting.arranged_by,
        instead_of=first,
    )
    current = Seat.objects.filter(left_at=None)
    assert made == 2
    assert set(current.values_list("observation", "rater")) == {
        (rows[0].pk, first.pk),
        (rows[1].pk, second.pk),
        (rows[2].pk, second.pk),
    }


def test_call_off_says_why_and_leaves_who_was_absent_as_they_are():
    people = trainees(3)
    sitting = arrange(people)
    begin(sitting)
    services.note_absent(observation=one_of(sitting, people[0]), actor=sitting.arranged_by)
    services.cancel_sitting(sitting=sitting, actor=sitting.arranged_by, reason="  The house has  no power. ")
    sitting.refresh_from_db()
    assert sitting.cancel_reason == "The house has no power."
    assert [one_of(sitting, one).status for one in people] == ["absent", "cancelled", "cancelled"]
    body = Notification.objects.filter(recipient=people[1], title__contains="called off").get().body
    assert "The house has no power." in body


def test_rater_of_several_is_told_once():
    watching = rater()
    arrange(trainees(3), [watching])
    note = Notification.objects.get(recipient=watching)
    assert note.title.endswith("Trainee 0 and 2 more")


def test_rater_whom_nobody_may_replace_keeps_the_seat():
    version = InstrumentVersionFactory(code="strict", conflicts={"supervises": "block"})
    people, first = trainees(2), rater()
    second = SupervisionLinkFactory(trainee=people[0]).supervisor
    second.groups.add(*first.groups.all())
    sitting = arrange(people, [first], version=version)
    services.ask_together(
        sitting=sitting,
        observations=list(sitting.observations.all()),
        raters=[second],
        reasons={},
        asked_by=sitting.arranged_by,
        instead_of=first,
    )
    current = Seat.objects.filter(left_at=None).values_list("observation__learner", "rater")
    assert set(current) == {(people[0].pk, first.pk), (people[1].pk, second.pk)}


def test_actor_of_the_others_is_asked_about_who_comes_later():
    people, actor = trainees(2), UserFactory()
    sitting = arrange(people)
    services.ask_aside(
        sitting=sitting,
        observations=list(sitting.observations.all()),
        person=actor,
        role="actor",
        asked_by=sitting.arranged_by,
        character="Lena",
    )
    added = services.add_trainee(sitting=sitting, learner=UserFactory(), actor=sitting.arranged_by)
    seat = Seat.objects.get(observation=added)
    assert (seat.rater, seat.role, seat.character) == (actor, "actor", "Lena")
