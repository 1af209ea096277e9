"""Transcripts that raters learn on, and the rules for raters, through the services of their app."""

from typing import Any

from assessments.calibration.models import Performance, RaterRules
from assessments.calibration.services import publish_performance, set_rater_rules
from lms.packs.loading.context import Context
from lms.packs.reading.pack import Entry


def find_performance(entry: Entry, context: Context) -> Performance | None:
    return Performance.objects.filter(code=entry.data["code"]).first()


def save_performance(entry: Entry, performance: Performance | None, context: Context) -> Performance:
    """Publish the transcript: a new version where it says something new."""
    return publish_performance(data=entry.data, actor=context.actor).performance


def find_rules(entry: Entry, context: Context) -> RaterRules | None:
    return RaterRules.objects.order_by("-pk").first()


def save_rules(entry: Entry, rules: Any, context: Context) -> RaterRules:
    return set_rater_rules(rule=dict(entry.data), actor=context.actor)
