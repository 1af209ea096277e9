from django.db import models
from django.utils.translation import gettext_lazy as _


class AttemptStatus(models.TextChoices):
    IN_PROGRESS = "in_progress", _("Under way")
    AWAITING = "awaiting", _("Handed in, awaiting marking")
    FINISHED = "finished", _("Handed in")


class Layout(models.TextChoices):
    ONE = "one", _("One question at a time")
    SOME = "some", _("Several questions on a page")
    ALL = "all", _("All on one page")


class Certainty(models.TextChoices):
    """How sure somebody says to be of an answer."""

    LOW = "low", _("Not sure")
    MIDDLE = "middle", _("Fairly sure")
    HIGH = "high", _("Very sure")


class Behaviour(models.TextChoices):
    """When somebody sees what is right."""

    DEFERRED = "deferred", _("After handing in")
    IMMEDIATE = "immediate", _("After each question, as soon as they ask")
    INTERACTIVE = "interactive", _("After several tries at each question, with hints")


class Navigation(models.TextChoices):
    """How somebody moves through a check."""

    FREE = "free", _("Freely, back and forth")
    FORWARD = "forward", _("Forward only: a page once left can't be opened again")


class ExportForm(models.TextChoices):
    """What a row of an export is."""

    ATTEMPTS = "attempts", _("One row per attempt")
    ANSWERS = "answers", _("Answers, counted")


class Grading(models.TextChoices):
    """Which of several tries at a quiz counts."""

    HIGHEST = "highest", _("The best try")
    LAST = "last", _("The last try")
    FIRST = "first", _("The first try")
    AVERAGE = "average", _("The average of all tries")


class Moment(models.TextChoices):
    """When somebody looks at a question of their attempt."""

    DURING = "during", _("During the attempt")
    RIGHT_AFTER = "right_after", _("Right after, for two minutes")
    WHILE_OPEN = "while_open", _("Later, while it is open")
    AFTER_CLOSE = "after_close", _("After it has closed")


class Aspect(models.TextChoices):
    """What there is to see of it."""

    RESPONSE = "response", _("What they answered")
    CORRECTNESS = "correctness", _("Whether it was right")
    MARKS = "marks", _("Marks, and how many were right")
    FEEDBACK = "feedback", _("Feedback")
    RIGHT_ANSWER = "right_answer", _("The right answer")


class MarkingRule(models.TextChoices):
    """What counts where two readers of a long answer are close to each other."""

    MEAN = "mean", _("The mean of both")
    LOWER = "lower", _("The lower of both")


class Release(models.TextChoices):
    """When learners see what was marked."""

    AT_ONCE = "at_once", _("As soon as all of it is marked")
    BATCH = "batch", _("When somebody in charge releases it, together with others")
