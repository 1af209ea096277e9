from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    ONE_BEST = "one_best", _("One best answer")
    SEVERAL_RIGHT = "several_right", _("Several right answers")
    TRUE_FALSE = "true_false", _("True or false")
    MATCHING = "matching", _("Matching")
    ORDERING = "ordering", _("Ordering")
    SHORT_ANSWER = "short_answer", _("Short answer")
    NUMBER = "number", _("Number")
    JUDGEMENT = "judgement", _("Situational judgement")
    RANKING = "judgement_rank", _("Situational judgement, ranked")
    GAPS = "gap_select", _("Gaps in a text")
    SPOT = "spot", _("Spot the behaviour")
    LIKERT = "likert", _("Scale, not marked")
    LONG_ANSWER = "long_answer", _("Long answer, marked by a person")


class Difficulty(models.IntegerChoices):
    EASY = 1, _("Easy")
    MIDDLE = 2, _("Middle")
    HARD = 3, _("Hard")


class ChangeWeight(models.TextChoices):
    """What publishing a question anew means for those who were asked it before."""

    MINOR = "minor", _("Minor: a typo, or clearer words. Results stay.")
    MATERIAL = "material", _("Material: what is right has changed. Results can be looked at again.")
