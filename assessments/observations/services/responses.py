"""What a trainee says to a released result: read it, answers it, asks for another rater."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.observations.choices import ObservationStatus, ResponseKind
from assessments.observations.errors import ResponseRefused
from assessments.observations.models import Observation, Response
from assessments.observations.terms import appeal_within
from assessments.signals import result_answered
from lms.common import audit, clock

LONGEST_WORDS = 2000


@transaction.atomic
def respond_to_result(*, observation: Observation, kind: str, words: str = "") -> Response:
    """Keep what the trainee says: *acknowledged*, *answered* or *appealed*, each once. Again, the first one stays.

    An appeal is possible for as long as the kit says after the release. Raises `ResponseRefused`.
    """
    rows = Observation.objects.select_for_update(of=("self",))
    observation = rows.select_related("learner", "sitting__instrument_version").get(pk=observation.pk)
    stored = observation.responses.filter(kind=kind).first()
    if stored is not None:
        return stored
    words = words.strip()[:LONGEST_WORDS]
    _refuse(observation, ResponseKind(kind), words)
    response = Response.objects.create(observation=observation, kind=kind, words=words, said_at=clock.now())
    audit.record("result.respond", observation, actor=observation.learner, data={"kind": str(kind)})
    if kind != ResponseKind.ACKNOWLEDGED:
        result_answered.send(sender=Response, response=response, observation=observation)
    return response


def _refuse(observation: Observation, kind: ResponseKind, words: str) -> None:
    if observation.status != ObservationStatus.RELEASED or observation.released_at is None:
        raise ResponseRefused(_("This result is not out yet."))
    if kind != ResponseKind.ACKNOWLEDGED and not words:
        raise ResponseRefused(_("Please write a sentence, so that whoever reads it knows what you mean."))
    within = appeal_within(observation.sitting.instrument_version.kit)
    if kind == ResponseKind.APPEALED and clock.now() > observation.released_at + within:
        text = _("An appeal is possible for %(days)s days after a result is out. You can still write an answer.")
        raise ResponseRefused(text % {"days": within.days})
