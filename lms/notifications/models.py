from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.common.models import BaseModel
from lms.notifications.choices import NotificationKind


class Notification(BaseModel):
    """One thing somebody should know. `key` makes sure that each event tells each person once.

    `about` is whom it names, where that is somebody else than the recipient.
    """

    wagtail_reference_index_ignore = True
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    kind = models.CharField(max_length=40, choices=NotificationKind.choices)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    path = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    by_email = models.BooleanField(default=False)
    emailed_at = models.DateTimeField(null=True, blank=True)
    email_tries = models.PositiveSmallIntegerField(default=0)
    email_trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-created", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "read_at"], name="notifications_unread"),
            models.Index(
                fields=["created"], condition=Q(by_email=True, emailed_at=None), name="notifications_to_email"
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="notifications_once")]

    def __str__(self) -> str:
        return self.title


class Preference(BaseModel):
    """Whether somebody wants e-mail for a kind of notification. No row means yes."""

    wagtail_reference_index_ignore = True
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notification_preferences"
    )
    kind = models.CharField(max_length=40, choices=NotificationKind.choices)
    email = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("notification preference")
        verbose_name_plural = _("notification preferences")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notifications_preference_kind")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"
