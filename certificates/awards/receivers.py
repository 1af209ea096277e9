"""Outer ring: awards are evaluated after the commit, so that no mistake here can cost anybody an answer.

What goes wrong is logged and repaired by `manage.py evaluate_awards`.
"""

import logging
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from assessments.competencies.models import CompetencyRecord
from assessments.observations.models import FollowUp
from assessments.signals import competency_recorded, follow_up_closed
from certificates.awards import services
from courses.enrolment.models import Enrolment
from courses.signals import course_completed
from lms.people.models import User

log = logging.getLogger(__name__)


@receiver(course_completed)
def evaluate_after_course(sender: type[Enrolment], enrolment: Enrolment, **kwargs: Any) -> None:
    _evaluate_on_commit(enrolment.learner_id)


@receiver(competency_recorded)
def evaluate_after_record(sender: type[CompetencyRecord], record: CompetencyRecord, **kwargs: Any) -> None:
    _evaluate_on_commit(record.learner_id)


@receiver(follow_up_closed)
def evaluate_after_follow_up(sender: type[FollowUp], follow_up: FollowUp, **kwargs: Any) -> None:
    """Awards waited for it."""
    _evaluate_on_commit(follow_up.observation.learner_id)


def _evaluate_on_commit(learner_id: int) -> None:
    """One evaluation per person and commit: a finished check records several competencies and maybe a course."""
    waiting = transaction.get_connection().run_on_commit
    if not any(getattr(entry[1], "args", None) == (learner_id,) and entry[1].func is _evaluate for entry in waiting):
        transaction.on_commit(partial(_evaluate, learner_id), robust=True)


def _evaluate(learner_id: int) -> None:
    try:
        services.evaluate(learner=User.objects.get(pk=learner_id))
    except Exception:
        log.exception("Awards of person %s could not be evaluated; repair with: manage.py evaluate_awards", learner_id)
