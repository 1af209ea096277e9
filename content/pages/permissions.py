"""Who may publish what touches safety."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.models import Page, PagePermissionTester

from lms.people.choices import Role


def may_publish_safety(user: Any) -> bool:
    """Clinical reviewers, and administrators."""
    return bool(user.is_active and (user.is_superuser or user.has_role(Role.CLINICAL_REVIEWER)))


def touches_safety(page: Page) -> bool:
    """Whether a page touches safety now, or did when it was last published: unticking the box is no way round."""
    specific = page.specific
    if not hasattr(specific, "safety"):
        return False
    if specific.safety:
        return True
    return bool(specific.pk and type(specific).objects.filter(pk=specific.pk, live=True, safety=True).exists())


class SafetyPermissionTester(PagePermissionTester):
    """Leaves publishing of safety content to clinical reviewers; others see *Submit* and no *Publish*."""

    @cached_property
    def _is_for_reviewers(self) -> bool:
        return touches_safety(self.page)

    def can_publish(self) -> bool:
        if not super().can_publish():
            return False
        return may_publish_safety(self.user) or not self._is_for_reviewers


class SafetyPermissionsMixin:
    """For page types with a `safety` field. Stands before `Page` among the bases."""

    def permissions_for_user(self, user: Any) -> SafetyPermissionTester:
        """What `user` may do with this page."""
        return SafetyPermissionTester(user, self)
