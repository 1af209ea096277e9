from datetime import timedelta
from typing import Any

from assessments.observations import services
from assessments.observations.models import Concern, FollowUp
from lms.common import clock
from tests.architecture.access import OK, Line
from tests.factories.observations import (
    HARM,
    ObservationFactory,
    SeatFactory,
    agreed_observation,
    differing_observation,
    hand_in,
    released_observation,
)
from tests.factories.people import OrganisationFactory, SupervisionLinkFactory, UserFactory

# Who arranges role-plays; auditors read what they arrange.
ARRANGE = {"supervisor": OK, "lead_supervisor": OK, "programme_manager": OK}
READ = ARRANGE | {"auditor": OK}
# Who looks after people of no organisation.
OVERSEE = {"lead_supervisor": OK, "programme_manager": OK, "auditor": OK}
MANAGE = {"lead_supervisor": OK, "programme_manager": OK}


def supervised(knocking: Any) -> Any:
    trainee = UserFactory(organisation=OrganisationFactory(), roles=["trainee"])
    if knocking is not None:
        SupervisionLinkFactory(supervisor=knocking, trainee=trainee)
    return trainee


def sitting_of_a_newcomer() -> dict[str, Any]:
    return {"sitting_uuid": ObservationFactory().sitting.uuid}


def sitting_to_come() -> dict[str, Any]:
    starts = clock.now() + timedelta(days=2)
    return {"sitting_uuid": ObservationFactory(sitting__starts_at=starts).sitting.uuid}


def sitting_of_somebody_supervised(knocking: Any) -> dict[str, Any]:
    return {"sitting_uuid": ObservationFactory(learner=supervised(knocking)).sitting.uuid}


def my_own_sitting(knocking: Any) -> dict[str, Any]:
    return {"sitting_uuid": ObservationFactory(learner=knocking or UserFactory()).sitting.uuid}


def sitting_that_i_rate(knocking: Any) -> dict[str, Any]:
    seat = SeatFactory(observation__learner=elsewhere(), rater=knocking or UserFactory())
    return {"sitting_uuid": seat.observation.sitting.uuid}


def elsewhere() -> Any:
    return UserFactory(organisation=OrganisationFactory())


def result_of_a_newcomer() -> dict[str, Any]:
    return {"observation_uuid": released_observation().uuid}


def result_of_somebody_elsewhere() -> dict[str, Any]:
    return {"observation_uuid": released_observation(learner=elsewhere()).uuid}


def result_of_somebody_supervised(knocking: Any) -> dict[str, Any]:
    return {"observation_uuid": released_observation(learner=supervised(knocking)).uuid}


def agreed_of_a_newcomer() -> dict[str, Any]:
    return {"observation_uuid": agreed_observation().uuid}


def agreed_of_somebody_supervised(knocking: Any) -> dict[str, Any]:
    return {"observation_uuid": agreed_observation(learner=supervised(knocking)).uuid}


def my_own_result(knocking: Any) -> dict[str, Any]:
    return {"observation_uuid": released_observation(learner=knocking or UserFactory()).uuid}


def result_that_i_rate(knocking: Any) -> dict[str, Any]:
    seat = SeatFactory(observation__learner=elsewhere(), rater=knocking or UserFactory())
    return {"observation_uuid": seat.observation.uuid}


def result_that_i_rated(knocking: Any) -> dict[str, Any]:
    seat = SeatFactory(observation__learner=elsewhere(), rater=knocking or UserFactory())
    hand_in(seat)
    hand_in(SeatFactory(observation=seat.observation))
    return {"observation_uuid": seat.observation.uuid}


def decision(knocking: Any) -> dict[str, Any]:
    seat = SeatFactory(observation=differing_observation(), rater=knocking or UserFactory(), role="adjudicator")
    return {"seat_uuid": seat.uuid}


def decision_of_another() -> dict[str, Any]:
    return {"seat_uuid": SeatFactory(observation=differing_observation(), role="adjudicator").uuid}


def seat_that_only_rates(knocking: Any) -> dict[str, Any]:
    return {"seat_uuid": SeatFactory(rater=knocking or UserFactory()).uuid}


def follow_up(learner: Any) -> dict[str, Any]:
    seat = SeatFactory(observation__learner=learner)
    hand_in(seat, HARM)
    return {"follow_up_uuid": FollowUp.objects.get(observation=seat.observation).uuid}


def follow_up_of_a_newcomer() -> dict[str, Any]:
    return follow_up(UserFactory())


def follow_up_of_somebody_supervised(knocking: Any) -> dict[str, Any]:
    return follow_up(supervised(knocking))


def follow_up_of_myself(knocking: Any) -> dict[str, Any]:
    return follow_up(knocking or UserFactory())


def asked_to_play(knocking: Any) -> dict[str, Any]:
    return {"seat_uuid": SeatFactory(rater=knocking or UserFactory(), role="actor").uuid}


def asked_of_another() -> dict[str, Any]:
    return {"seat_uuid": SeatFactory(role="actor").uuid}


def concern(learner: Any) -> dict[str, Any]:
    hand_in(SeatFactory(observation__learner=learner, role="peer"), HARM)
    return {"concern_uuid": Concern.objects.get(observation__learner=learner).uuid}


def concern_of_a_newcomer() -> dict[str, Any]:
    return concern(UserFactory())


def concern_of_somebody_supervised(knocking: Any) -> dict[str, Any]:
    return concern(supervised(knocking))


def concern_of_myself(knocking: Any) -> dict[str, Any]:
    return concern(knocking or UserFactory())


def my_own_to_rate(knocking: Any) -> dict[str, Any]:
    found = released_observation(learner=knocking or UserFactory())
    services.rate_oneself(observation=found, wants=False)
    return {"observation_uuid": found.uuid}


ASK = {"go": "hold"}
LINES = [
    Line("assessments:sittings", roles=READ),
    Line("assessments:sitting_new", roles=ARRANGE),
    Line("assessments:sitting", "of a newcomer", sitting_of_a_newcomer, roles=OVERSEE),
    Line("assessments:sitting", "of somebody I supervise", sitting_of_somebody_supervised, roles=READ),
    Line("assessments:sitting", "my own", my_own_sitting),
    Line("assessments:sitting", "where I rate", sitting_that_i_rate),
    Line("assessments:sitting", "changed", sitting_of_a_newcomer, ASK, roles=MANAGE),
    Line("assessments:group_new", roles=ARRANGE),
    Line("assessments:sitting_change", "of a newcomer", sitting_to_come, roles=MANAGE),
    Line("assessments:sitting_change", "of somebody I supervise", sitting_of_somebody_supervised, roles=ARRANGE),
    Line("assessments:sitting_change", "my own", my_own_sitting),
    Line("assessments:sitting_raters", "of a newcomer", sitting_to_come, roles=MANAGE),
    Line("assessments:sitting_raters", "of somebody I supervise", sitting_of_somebody_supervised, roles=ARRANGE),
    Line("assessments:sitting_raters", "where I rate", sitting_that_i_rate),
    Line("assessments:sitting_asides", "of a newcomer", sitting_to_come, roles=MANAGE),
    Line("assessments:sitting_asides", "of somebody I supervise", sitting_of_somebody_supervised, roles=ARRANGE),
    Line("assessments:sitting_asides", "my own", my_own_sitting),
    Line("assessments:asked_of_me", everybody=OK),
    Line("assessments:asked", "of me", asked_to_play, everybody=OK),
    Line("assessments:asked", "of another", asked_of_another),
    Line("assessments:asked", "where I rate", seat_that_only_rates),
    Line("assessments:concern", "of a newcomer", concern_of_a_newcomer, roles=OVERSEE),
    Line("assessments:concern", "of somebody I supervise", concern_of_somebody_supervised, roles=READ),
    Line("assessments:concern", "my own", concern_of_myself),
    Line("assessments:concern", "decided", concern_of_a_newcomer, {"go": "follow_up"}, roles=MANAGE),
    Line("assessments:results_to_release", roles={"supervisor": OK, "lead_supervisor": OK}),
    Line("assessments:observation", "of a newcomer", result_of_a_newcomer, roles=OVERSEE),
    Line("assessments:observation", "of somebody elsewhere", result_of_somebody_elsewhere),
    Line("assessments:observation", "of somebody I supervise", result_of_somebody_supervised, roles=READ),
    Line("assessments:observation", "my own", my_own_result),
    Line("assessments:observation", "where I rate", result_that_i_rate, everybody=OK),
    Line("assessments:observation", "released by me", agreed_of_a_newcomer, {"go": "release"},
         roles={"lead_supervisor": OK}),
    Line("assessments:observation", "released by who supervises", agreed_of_somebody_supervised, {"go": "release"},
         roles={"supervisor": OK, "lead_supervisor": OK}),
    Line("assessments:observation_feedback", "of a newcomer", agreed_of_a_newcomer, roles=MANAGE),
    Line("assessments:observation_feedback", "where I rated", result_that_i_rated, everybody=OK),
    Line("assessments:observation_feedback", "where I rate", result_that_i_rate),
    Line("assessments:observation_feedback", "my own", my_own_result),
    Line("assessments:decide", "asked", decision, everybody=OK),
    Line("assessments:decide", "asked to rate", seat_that_only_rates),
    Line("assessments:decide", "another is asked", decision_of_another),
    Line("assessments:follow_ups", roles=READ),
    Line("assessments:follow_up", "of a newcomer", follow_up_of_a_newcomer, roles=OVERSEE),
    Line("assessments:follow_up", "of somebody I supervise", follow_up_of_somebody_supervised, roles=READ),
    Line("assessments:follow_up", "my own", follow_up_of_myself),
    Line("assessments:follow_up", "acknowledged", follow_up_of_a_newcomer, {"go": "acknowledge"}, roles=MANAGE),
    Line("assessments:my_observations", everybody=OK),
    Line("assessments:my_observation", "my own", my_own_result, everybody=OK),
    Line("assessments:my_observation", "of another", result_of_a_newcomer),
    Line("assessments:my_observation", "of somebody I supervise", result_of_somebody_supervised),
    Line("assessments:my_self_rating", "my own", my_own_to_rate, {"go": "decline"}, everybody=OK),
    Line("assessments:my_self_rating", "of another", result_of_a_newcomer, {"go": "decline"}),
]  # fmt: skip
