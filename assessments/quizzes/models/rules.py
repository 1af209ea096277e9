"""How a quiz behaves: tries at a question, dates, what is shown when, and which try counts."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField

from assessments.quizzes.bands import problem_with_bands
from assessments.quizzes.choices import Aspect, Behaviour, Grading, Moment
from assessments.quizzes.reviewing import stranger


class BandBlock(blocks.StructBlock):
    """Words for everybody whose score reaches a mark, up to the next band."""

    mark = blocks.IntegerBlock(min_value=0, max_value=100, label=_("From this mark on, in hundredths"))
    text = blocks.RichTextBlock(features=["bold", "italic", "ol", "ul", "link"], label=_("What to say"))

    class Meta:
        icon = "comment"
        label = _("Band")


class QuizRules(models.Model):
    """A part of `Quiz`. Everything here is versioned: see `queries.rules_of`."""

    question_tries = models.PositiveSmallIntegerField(
        _("tries at each question"),
        default=3,
        validators=[MinValueValidator(2), MaxValueValidator(10)],
        help_text=_("With hints only. After each try that is not right the next hint of the question is shown."),
    )
    try_penalty = models.PositiveSmallIntegerField(
        _("penalty of each further try, in hundredths"),
        default=33,
        validators=[MaxValueValidator(100)],
        help_text=_("With hints only. 33 of a hundred: right at the second try earns two thirds of the question."),
    )
    grade_by_certainty = models.BooleanField(
        _("certainty marks are the score"),
        default=False,
        help_text=_(
            "Only where it is asked how sure somebody is. The pass mark then counts certainty marks: three for each "
            "question at most, and never below nothing in all."
        ),
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(
        _("closes"),
        null=True,
        blank=True,
        help_text=_("Attempts under way are handed in then. Who was granted later dates gets them by themselves."),
    )
    review = models.JSONField(
        _("what may be seen, and when"),
        default=dict,
        blank=True,
        help_text=_(
            "Whether the check is met is always said. Without a closing date it never comes to the last column."
        ),
    )
    bands = StreamField(
        [("band", BandBlock())],
        verbose_name=_("words for a score"),
        blank=True,
        help_text=_("Shown with the result. Each band ends where the next begins; the lowest begins at 0."),
    )
    grading = models.CharField(
        _("which try counts"),
        max_length=8,
        choices=Grading.choices,
        default=Grading.HIGHEST,
        help_text=_("A check that is met stays met, and opens no further try, whatever is chosen here."),
    )
    reread_first = models.BooleanField(
        _("read again before the next try"),
        default=False,
        help_text=_("After a “not yet” the lessons named with the questions have to be opened again first."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Raises ValidationError with a sentence at each field whose setting does not go with the others."""
        super().clean()
        problems = self.rule_problems()
        if problems:
            raise ValidationError(problems)

    def rule_problems(self) -> dict[str, Any]:
        """Field → sentence."""
        found: dict[str, Any] = {}
        asks, behaviour = getattr(self, "certainty", False), getattr(self, "behaviour", "")
        if asks and behaviour == Behaviour.INTERACTIVE:
            found["certainty"] = _("How sure somebody is can't be asked together with several tries at a question.")
        if self.grade_by_certainty and not asks:
            found["grade_by_certainty"] = _("Certainty marks need the question how sure somebody is: tick it as well.")
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            found["closes_at"] = _("It closes before it opens.")
        problem = problem_with_bands([band.value["mark"] for band in self.bands if band.value["mark"] is not None])
        if problem:
            found["bands"] = problem
        if self.review and (unknown := stranger(self.review)):
            found["review"] = _("“%(name)s” is not known here.") % {"name": unknown}
        elif self.review and behaviour != Behaviour.DEFERRED and not self._shows_right_during():
            found["review"] = _(
                "What is right is shown after each question: then whether it was right has to be seen during the "
                "attempt."
            )
        return found

    def _shows_right_during(self) -> bool:
        return Aspect.CORRECTNESS in self.review.get(Moment.DURING, ())
