from django.db import models
from django.utils.translation import gettext_lazy as _


class NodeKind(models.TextChoices):
    NARRATION = "narration", _("What happens")
    SAY = "say", _("Somebody says")
    CHAT = "chat", _("Somebody writes in the chat")
    CHOICE = "choice", _("Choice")
    LINE = "line", _("A line of one’s own")
    CHECK = "check", _("Check")
    REFLECTION = "reflection", _("Reflection")
    ENDING = "ending", _("Ending")


# A run goes through these by itself; at all others it waits for somebody.
PASSIVE = frozenset({NodeKind.NARRATION, NodeKind.SAY, NodeKind.CHAT})


class Tag(models.TextChoices):
    HELPFUL = "helpful", _("Helpful")
    NEUTRAL = "neutral", _("Works partly")
    HARMFUL = "harmful", _("Harmful")


class Quality(models.TextChoices):
    GOOD = "good", _("Good")
    FAIR = "fair", _("Fair")
    POOR = "poor", _("Poor")


class VariableKind(models.TextChoices):
    NUMBER = "number", _("Number")
    FLAG = "flag", _("Yes or no")
    CHOICE = "choice", _("One of several words")


class Test(models.TextChoices):
    IS = "is", _("is")
    IS_NOT = "is_not", _("is not")
    AT_LEAST = "at_least", _("is at least")
    AT_MOST = "at_most", _("is at most")


class Operation(models.TextChoices):
    ADD = "add", _("changes by")
    SET = "set", _("becomes")


class RunStatus(models.TextChoices):
    IN_PROGRESS = "in_progress", _("Under way")
    FINISHED = "finished", _("Finished")
    LEFT = "left", _("Left for another try")


class Way(models.TextChoices):
    PLAYED = "played", _("Played")
    READ = "read", _("Read as a text")


class WordsKind(models.TextChoices):
    LINE = "line", _("A line of one’s own")
    REFLECTION = "reflection", _("Reflection in the story")
    DEBRIEF = "debrief", _("Reflection after it")


class SignatureKind(models.TextChoices):
    SAFETY = "safety", _("Safety content")
    REFERENCE = "reference", _("Reference path")
