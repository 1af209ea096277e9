from typing import Any

from content.pages.services import sync_review


def lay_review(**kwargs: Any) -> None:
    """After migrations, when Wagtail's own workflow is there."""
    sync_review()
