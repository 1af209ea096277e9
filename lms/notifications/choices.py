from django.db import models
from django.utils.translation import gettext_lazy as _


class NotificationKind(models.TextChoices):
    """What we tell people about. Each can be had by e-mail or in the inbox alone."""

    WELCOME = "welcome", _("You were enrolled in a course")
    FEEDBACK = "feedback", _("A check asks you to read something again")
    MARKED = "marked", _("An answer of yours was read and marked")
    REGRADED = "regraded", _("A result of yours changed, because a question had a mistake")
    REFLECTION = "reflection", _("Somebody you supervise shared a reflection with you")
    ROLE_PLAY = "role_play", _("Somebody you supervise sent you a role-play")
    OBSERVED = "observed", _("There is news about a role-play in which you are watched")
    RATING = "rating", _("You are asked to rate a role-play, to decide, or to release a result")
    HARM = "harm", _("Something harmful was seen with somebody you look after")
    STUDY_NEED = "study_need", _("Somebody you supervise was very sure of a wrong answer on safety")
    REVIEW = "review", _("Content waits for your review, or what you sent to review was answered")
    AWARD = "award", _("You met a programme")
    CERTIFICATE = "certificate", _("A certificate is ready")
    AWARD_CHANGED = "award_changed", _("Something about a certificate of yours changed")
    LAB_NEW = "lab_new", _("A date of a live lab was planned for your group")
    LAB_HOST = "lab_host", _("You were named host of a live lab")
    LAB_PLACE = "lab_place", _("You moved up from the waiting list of a live lab")
    LAB_CHANGED = "lab_changed", _("A live lab you have a place in or host was changed or called off")
    LAB_REMINDER = "lab_reminder", _("A live lab you have a place in is a day away")
