"""Who is told what about kits and frameworks that wait for clinical review. Each event tells each person once."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.competencies.drafts import FrameworkDraft
from assessments.instruments.models import Instrument
from assessments.signals import review_answered, review_asked
from lms.common import clock
from lms.notifications.choices import NotificationKind
from lms.notifications.receivers import tell
from lms.people.choices import Role
from lms.people.models import User

Content = Instrument | FrameworkDraft


def _title(content: Content) -> str:
    if isinstance(content, Instrument):
        return content.title
    return _("the next version of the competency framework")


def _page(content: Content) -> str:
    if isinstance(content, Instrument):
        return reverse("wagtailsnippets_assessments_instrument:desk", args=[content.pk])
    return reverse("frameworkversion:draft", args=[content.uuid])


@receiver(review_asked)
def tell_reviewers(sender: Any, content: Content, actor: User | None, **kwargs: Any) -> None:
    """Everybody who may answer, but whoever sent it."""

    def words() -> tuple[str, str]:
        title = _("Waits for your review: %(what)s") % {"what": _title(content)}
        who = actor.get_full_name() if actor else ""
        return title, _("%(name)s sent it. Publish it, or send it back with a word.") % {"name": who} if who else ""

    reviewers = User.objects.filter(is_active=True, groups__name=Role.CLINICAL_REVIEWER).distinct()
    # Sent again after it was answered, it is told again.
    key = f"review-asked:{content.uuid}:{clock.now().isoformat()}"
    for reviewer in reviewers.exclude(pk=actor.pk) if actor else reviewers:
        tell(reviewer, NotificationKind.REVIEW, key, words, _page(content))


@receiver(review_answered)
def tell_author(
    sender: Any, content: Content, published: bool, asked_by: User | None, actor: User, **kwargs: Any
) -> None:
    """Whoever had sent it, unless they answer themselves."""
    if asked_by is None or asked_by.pk == actor.pk or not asked_by.is_active:
        return

    def words() -> tuple[str, str]:
        facts = {"what": _title(content), "name": actor.get_full_name()}
        if published:
            return _("Published: %(what)s") % facts, _("%(name)s reviewed and published what you sent.") % facts
        text = _("%(name)s says what is to be changed; the page has their words.")
        return _("Sent back: %(what)s") % facts, text % facts

    key = f"review-answered:{content.uuid}:{clock.now().isoformat()}"
    tell(asked_by, NotificationKind.REVIEW, key, words, _page(content))
