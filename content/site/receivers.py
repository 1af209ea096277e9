"""Whoever changes what every page shows makes the next page read it again."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from content.site.caching import forget
from content.site.models import CrisisLine, CrisisRegion, SiteSettings


@receiver([post_save, post_delete], sender=SiteSettings)
@receiver([post_save, post_delete], sender=CrisisRegion)
@receiver([post_save, post_delete], sender=CrisisLine)
@receiver([post_save, post_delete], sender=Site)
@receiver([page_published, page_unpublished, page_slug_changed, post_page_move])
def forget_what_is_kept(**kwargs: Any) -> None:
    """Now, and again after the commit: until then another reader may keep what is still in the database."""
    forget()
    transaction.on_commit(forget)
