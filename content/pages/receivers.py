from typing import Any

from django.apps import apps
from django.db.models.signals import m2m_changed
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import post_page_move

from content.media.models import Recording
from content.pages.services import sync_review
from content.site.edition import note_change, watch


def lay_review(**kwargs: Any) -> None:
    """After migrations, when Wagtail's own workflow is there."""
    sync_review()


def watch_pages() -> None:
    """Let whatever a walk to a page and its body rest on begin another edition. Called once all apps are loaded."""
    watch(*(model for model in apps.get_models() if issubclass(model, Page)))
    watch(Site, Locale, PageViewRestriction, get_image_model(), get_document_model(), Recording)
    # A move rewrites the paths of everything below in one statement; groups are set after the restriction is saved.
    post_page_move.connect(note_change, dispatch_uid="content.edition.move")
    m2m_changed.connect(note_change, PageViewRestriction.groups.through, dispatch_uid="content.edition.groups")
