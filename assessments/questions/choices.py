from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    ONE_BEST = "one_best", _("One best answer")
    SEVERAL_RIGHT = "several_right", _("Several right answers")


class Difficulty(models.IntegerChoices):
    EASY = 1, _("Easy")
    MIDDLE = 2, _("Middle")
    HARD = 3, _("Hard")
