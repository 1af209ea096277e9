"""What somebody writes in a run: theirs alone until they share it."""

from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.utils.translation import gettext as _

from assessments.scenarios.choices import WordsKind
from assessments.scenarios.errors import StepRefused
from assessments.scenarios.models import ScenarioAttempt, ScenarioWords
from lms.common import clock

LONGEST_WORDS = 4000


@transaction.atomic
def save_words(*, attempt: ScenarioAttempt, kind: str, text: str, sequence: int, step: int = 0) -> ScenarioWords:
    """Keep what somebody wrote. `step` is the number of the step it belongs to; 0 for the reflection after the story.

    `sequence` counts up in the page that writes: what comes with a lower or the same one is late and changes nothing;
    the stored words are given back. Raises `StepRefused` for a step that is still to come, ValidationError (too long).
    """
    last = 0 if kind == WordsKind.DEBRIEF else attempt.position + 1
    if kind not in WordsKind or not 0 <= step <= last:
        raise StepRefused(_("There is nothing to write here."), code=StepRefused.UNKNOWN)
    MaxLengthValidator(LONGEST_WORDS)(text)
    row, made = ScenarioWords.objects.select_for_update().get_or_create(
        attempt=attempt, kind=kind, step=step, defaults={"saved_at": clock.now(), "text": "", "sequence": 0}
    )
    if sequence <= row.sequence and not made:
        return row
    row.text, row.sequence, row.saved_at = text, sequence, clock.now()
    row.full_clean(
        validate_unique=False, validate_constraints=False, exclude=["attempt"] if text else ["attempt", "text"]
    )
    row.save(update_fields=["text", "sequence", "saved_at", "updated"])
    return row


@transaction.atomic
def share_words(*, words: ScenarioWords) -> ScenarioWords:
    """Let the writer's supervisors read it. Idempotent; an empty box is not shared."""
    row = ScenarioWords.objects.select_for_update().get(pk=words.pk)
    if row.shared_at is None and row.text.strip():
        row.shared_at = clock.now()
        row.save(update_fields=["shared_at", "updated"])
    return row


@transaction.atomic
def unshare_words(*, words: ScenarioWords) -> ScenarioWords:
    """Make it private again. Idempotent."""
    row = ScenarioWords.objects.select_for_update().get(pk=words.pk)
    if row.shared_at is not None:
        row.shared_at = None
        row.save(update_fields=["shared_at", "updated"])
    return row
