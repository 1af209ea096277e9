"""Runs through a scenario, step by step, and what somebody wrote on the way."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.scenarios.choices import Quality, RunStatus, Way, WordsKind
from assessments.scenarios.models.scenario import Scenario, ScenarioVersion
from lms.common.models import BaseModel

# Played from no lesson. Not NULL, so that the database can hold "one open run".
NO_PLACEMENT = uuid.UUID(int=0)


class ScenarioAttempt(BaseModel):
    """One run through a version. `placement` is opaque, as for quizzes.

    `state` is where the run stands (`playing.State` as JSON): replaying its steps gives the same. `position` counts the
    steps; a step that is posted for another position comes too late or too early. `seed` shuffles the choices.
    `harms` and `open_harms` count different harmful choices, each once: how often one was made, its steps tell.
    """

    version = models.ForeignKey(ScenarioVersion, on_delete=models.PROTECT, related_name="attempts")
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="attempts")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="scenario_attempts")
    placement = models.UUIDField(default=NO_PLACEMENT)
    return_path = models.CharField(max_length=300, blank=True)
    cycle = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=RunStatus.choices, default=RunStatus.IN_PROGRESS)
    way = models.CharField(max_length=6, choices=Way.choices, default=Way.PLAYED)
    seed = models.PositiveIntegerField(default=0)
    state = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)
    shown_at = models.DateTimeField(null=True, blank=True, help_text=_("When what is open now was first shown."))
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    ending = models.SlugField(max_length=60, blank=True)
    quality = models.CharField(max_length=4, choices=Quality.choices, blank=True)
    harms = models.PositiveSmallIntegerField(default=0, help_text=_("Harmful choices, repaired or not."))
    open_harms = models.PositiveSmallIntegerField(default=0)
    met = models.BooleanField(null=True, blank=True)
    replay_of = models.ForeignKey("self", on_delete=models.PROTECT, related_name="replays", null=True, blank=True)
    replay_from = models.PositiveIntegerField(default=0, help_text=_("How many steps were taken over."))
    sent_at = models.DateTimeField(null=True, blank=True, help_text=_("When it was shared with one's supervisors."))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("scenario attempt")
        verbose_name_plural = _("scenario attempts")
        ordering = ["-started_at"]
        indexes = [
            models.Index(fields=["learner", "scenario", "-started_at"], name="assess_run_learner"),
            models.Index(fields=["version", "status"], name="assess_run_version"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "scenario", "placement"],
                condition=Q(status="in_progress"),
                name="assessments_run_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(status="finished") | Q(finished_at__isnull=False, met__isnull=False),
                name="assessments_run_finished_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scenario_id} #{self.number}"

    @property
    def is_met(self) -> bool:
        return bool(self.met)


class ScenarioStep(BaseModel):
    """One step: at `node` somebody took `choice` (empty: just went on), with the state after it.

    `tag` repeats the choice's for counting paths in the database; `seconds` is how long the moment was on the screen.
    """

    attempt = models.ForeignKey(ScenarioAttempt, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    node = models.SlugField(max_length=60)
    choice = models.SlugField(max_length=60, blank=True)
    tag = models.CharField(max_length=8, blank=True)
    state = models.JSONField(default=dict)
    taken_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("scenario step")
        verbose_name_plural = _("scenario steps")
        ordering = ["attempt", "number"]
        constraints = [models.UniqueConstraint(fields=["attempt", "number"], name="assessments_step_number")]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.number}"


class ScenarioWords(BaseModel):
    """What somebody wrote in a run: private until they share it. `step` is the number of the step it was written at."""

    attempt = models.ForeignKey(ScenarioAttempt, on_delete=models.CASCADE, related_name="words")
    kind = models.CharField(max_length=10, choices=WordsKind.choices)
    step = models.PositiveIntegerField(default=0)
    text = models.TextField(max_length=4000)
    sequence = models.PositiveBigIntegerField(default=0)
    saved_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("words in a scenario")
        verbose_name_plural = _("words in scenarios")
        ordering = ["attempt", "step"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "kind", "step"], name="assessments_scenario_words_once")
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.kind}"
