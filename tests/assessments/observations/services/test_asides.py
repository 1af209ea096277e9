"""Actors and peers: asked, free to say no, heard without counting; harm they see is not lost."""

import datetime as dt

import pytest

from assessments.competencies.models import CompetencyRecord
from assessments.observations import services
from assessments.observations.errors import ConcernRefused, SeatRefused, SheetClosed, SheetIncomplete
from assessments.observations.models import Concern, FollowUp, Seat
from assessments.observations.queries.asides import people_to_ask, sheets_to_show
from assessments.observations.queries.monitoring import double_ratings
from lms.common import clock
from lms.notifications.models import Notification
from tests.factories.observations import (
    HARM,
    ObservationFactory,
    SeatFactory,
    SittingFactory,
    agreed_observation,
    hand_in,
    released_observation,
    tap,
    taps_for,
)
from tests.factories.people import OrganisationFactory, SupervisionLinkFactory, UserFactory

pytestmark = pytest.mark.django_db


def group_of(many, **fields):
    sitting = SittingFactory(**fields)
    return sitting, [ObservationFactory(sitting=sitting, learner__full_name=f"Trainee {n}") for n in range(many)]


def ask(observation, person=None, role="peer", **fields):
    sitting = observation.sitting
    return services.ask_aside(
        sitting=sitting,
        observations=fields.pop("observations", [observation]),
        person=person or UserFactory(),
        role=role,
        asked_by=sitting.arranged_by,
        **fields,
    )


def seat_of(observation, role="peer", **fields):
    return ask(observation, role=role, **fields)[0]


def test_actor_is_asked_once_for_everybody_and_told():
    sitting, rows = group_of(3)
    actor = UserFactory()
    seats = ask(rows[0], actor, "actor", observations=rows, character="Lena")
    assert ask(rows[0], actor, "actor", observations=rows, character="Lena") == seats
    assert {seat.observation_id for seat in seats} == {row.pk for row in rows}
    told = Notification.objects.get(recipient=actor)
    assert "Lena" in told.title
    assert str(seats[0].uuid) in told.path


def test_trainee_in_it_is_a_peer_of_the_others_and_plays_for_nobody():
    _sitting, rows = group_of(3)
    one = rows[0].learner
    seats = ask(rows[0], one, observations=rows)
    assert {seat.observation_id for seat in seats} == {rows[1].pk, rows[2].pk}
    with pytest.raises(SeatRefused, match="is watched"):
        ask(rows[0], rows[1].learner, "actor", observations=rows)


def test_rater_is_not_asked_nor_a_character_twice_nor_one_nobody_knows():
    observation = ObservationFactory()
    with pytest.raises(SeatRefused, match="another part"):
        ask(observation, SeatFactory(observation=observation).rater)
    seat_of(observation, "actor", character="Lena")
    with pytest.raises(SeatRefused, match="plays Lena already"):
        seat_of(observation, "actor", character="Lena")
    with pytest.raises(SeatRefused, match="Nobody is called so"):
        seat_of(observation, "actor", character="Nobody")
    with pytest.raises(SeatRefused, match="Nobody is called so"):
        seat_of(observation, "peer", character="Lena")
    with pytest.raises(SeatRefused, match="can’t be asked"):
        seat_of(observation, "rater")


def test_no_is_taken_for_all_trainees_without_a_reason_and_is_not_asked_again():
    sitting, rows = group_of(2)
    peer = UserFactory(full_name="Nuru")
    seats = ask(rows[0], peer, observations=rows)
    for _n in range(2):
        services.decline_aside(seat=seats[0])
    assert set(Seat.objects.values_list("declined", flat=True)) == {True}
    assert not Seat.objects.filter(left_at=None).exists()
    told = Notification.objects.get(recipient=sitting.arranged_by)
    assert told.title.startswith("Nuru would rather not")
    with pytest.raises(SeatRefused, match="said no"):
        ask(rows[0], peer)
    assert peer not in [one.person for one in people_to_ask(sitting.arranged_by, sitting, [])]


def test_taken_back_is_no_no_and_both_end_with_a_sheet():
    observation = ObservationFactory()
    seat = seat_of(observation)
    services.take_back_aside(seat=seat, actor=observation.sitting.arranged_by)
    seat.refresh_from_db()
    assert (seat.declined, seat.left_at is not None) == (False, True)
    again = seat_of(observation, person=seat.rater)
    hand_in(again)
    for end in (
        lambda: services.decline_aside(seat=again),
        lambda: services.take_back_aside(seat=again, actor=observation.sitting.arranged_by),
    ):
        with pytest.raises(SeatRefused, match="handed"):
            end()


def test_sheet_opens_with_the_role_play_and_may_be_left_open_in_part():
    observation = ObservationFactory(sitting__starts_at=clock.now() + dt.timedelta(hours=1))
    seat = seat_of(observation)
    with pytest.raises(SheetClosed) as refused:
        services.open_sheet(seat=seat)
    assert refused.value.code == SheetClosed.EARLY
    observation.sitting.starts_at = clock.now()
    observation.sitting.save()
    seat.refresh_from_db()
    with pytest.raises(SheetIncomplete):
        services.submit_sheet(seat=seat)
    sheet = services.submit_sheet(seat=seat, taps=[tap(1, behaviour="GRP-1.B1", mark="obs")])
    assert set(sheet.levels) == {"GRP-1"}
    assert not any(code.startswith("SAFE-1") for code in sheet.marks)


def test_actor_and_peer_change_neither_result_nor_evidence_nor_agreement():
    observation = ObservationFactory()
    first, second = SeatFactory(observation=observation), SeatFactory(observation=observation)
    seats = [seat_of(observation, "actor", character="Lena"), seat_of(observation)]
    for seat in seats:
        hand_in(seat, HARM)
    hand_in(first)
    hand_in(second)
    observation.refresh_from_db()
    assert observation.status == "agreed"
    result = observation.results.get()
    assert (set(result.levels.values()), result.harms, len(result.sheets)) == ({3}, [], 2)
    services.release_result(observation=observation, actor=UserFactory(roles=["lead_supervisor"]))
    assert not CompetencyRecord.objects.filter(harm=True).exists()
    assert not FollowUp.objects.exists()
    assert [len(double_ratings(seat.rater)) for seat in (first, seats[0])] == [1, 0]


def test_nobody_waits_for_those_who_were_asked():
    observation = agreed_observation()
    seat_of(observation)
    services.release_result(observation=observation, actor=UserFactory(roles=["lead_supervisor"]))
    observation.refresh_from_db()
    assert observation.status == "released"


def test_what_comes_after_the_release_is_kept_for_two_weeks(time_machine):
    observation = agreed_observation()
    late, too_late = seat_of(observation), seat_of(observation)
    services.release_result(observation=observation, actor=UserFactory(roles=["lead_supervisor"]))
    with pytest.raises(SeatRefused, match="results are out"):
        seat_of(observation)
    for seat in (late, too_late):
        seat.refresh_from_db()
    hand_in(late)
    assert Notification.objects.filter(recipient=observation.learner, title__startswith="More feedback").count() == 1
    assert len(sheets_to_show(observation)) == 1
    time_machine.move_to(clock.now() + dt.timedelta(days=15))
    with pytest.raises(SheetClosed, match="too long"):
        hand_in(Seat.objects.get(pk=too_late.pk))


def test_harm_waits_for_a_decision_and_is_held_back_until_then():
    observation = released_observation()
    link = SupervisionLinkFactory(trainee=observation.learner)
    seat = SeatFactory(observation=observation, role="peer", rater=UserFactory())
    hand_in(seat, HARM)
    concern = Concern.objects.get()
    assert (concern.behaviours, concern.status) == (["SAFE-1.H1"], "open")
    assert Notification.objects.filter(recipient=link.supervisor, kind="harm").count() == 1
    assert not FollowUp.objects.exists()
    assert sheets_to_show(observation) == []
    with pytest.raises(ConcernRefused, match="in a sentence"):
        services.decide_concern(concern=concern, actor=link.supervisor, follow_up=False)
    with pytest.raises(ConcernRefused, match="Somebody else"):
        services.decide_concern(concern=concern, actor=observation.learner, follow_up=True)
    for reason in ("It was part of the script.", "Another."):
        services.decide_concern(concern=concern, actor=link.supervisor, follow_up=False, reason=reason)
    concern.refresh_from_db()
    assert (concern.status, concern.reason) == ("noted", "It was part of the script.")
    assert len(sheets_to_show(observation)) == 1


def test_harm_that_is_followed_up_is_as_if_a_rater_had_seen_it():
    observation = ObservationFactory()
    hand_in(seat_of(observation), HARM)
    lead = UserFactory(roles=["lead_supervisor"])
    services.decide_concern(concern=Concern.objects.get(), actor=lead, follow_up=True)
    follow_up = FollowUp.objects.get()
    assert (follow_up.behaviours, follow_up.status) == (["SAFE-1.H1"], "open")
    hand_in(seat_of(observation), {"GRP-1.H1": "obs"})
    FollowUp.objects.update(status="closed", closed_at=clock.now(), agreed="Talked.")
    services.decide_concern(concern=Concern.objects.get(status="open"), actor=lead, follow_up=True)
    follow_up.refresh_from_db()
    assert (follow_up.behaviours, follow_up.status) == (["GRP-1.H1", "SAFE-1.H1"], "open")


def test_changed_sheet_with_more_harm_is_decided_about_again():
    observation = ObservationFactory()
    seat = seat_of(observation)
    hand_in(seat, HARM)
    lead = UserFactory(roles=["lead_supervisor"])
    services.decide_concern(concern=Concern.objects.get(), actor=lead, follow_up=False, reason="In the script.")
    taps = taps_for({"GRP-1.H1": "obs"}, first=50)
    services.change_sheet(seat=seat, taps=taps, reason="I forgot one.")
    concern = Concern.objects.get()
    assert (concern.status, concern.behaviours) == ("open", ["GRP-1.H1", "SAFE-1.H1"])


def test_concern_reaches_somebody_but_not_raters_who_still_owe_a_sheet():
    house = OrganisationFactory()
    learner = UserFactory(roles=["trainee"], organisation=house)
    observation = ObservationFactory(learner=learner)
    owing = SupervisionLinkFactory(trainee=learner).supervisor
    SeatFactory(observation=observation, rater=owing)
    hand_in(seat_of(observation), HARM)
    assert {note.recipient for note in Notification.objects.filter(kind="harm")} == {observation.sitting.arranged_by}


def test_trainee_may_still_leave_out_what_only_actors_spoke_about():
    observation = ObservationFactory()
    hand_in(seat_of(observation))
    assert services.opt_out(observation=observation).status == "cancelled"


def test_people_to_ask_are_around_and_say_what_to_think_of():
    house = OrganisationFactory()
    learner = UserFactory(roles=["trainee"], organisation=house)
    observation = ObservationFactory(learner=learner)
    supervisor = SupervisionLinkFactory(trainee=learner).supervisor
    other = SupervisionLinkFactory(supervisor=supervisor).trainee
    other.groups.add(*learner.groups.all())
    volunteer = UserFactory(organisation=house)
    stranger = UserFactory(roles=["trainee"], organisation=OrganisationFactory())
    elsewhere = UserFactory(organisation=OrganisationFactory())
    found = {one.person: one for one in people_to_ask(supervisor, observation.sitting, [learner])}
    assert {learner, other, volunteer} <= set(found)
    assert not {stranger, elsewhere, supervisor} & set(found)
    assert (found[other].ahead, found[learner].watched, found[volunteer].trainee) == (True, True, False)
