"""One trail for everything that changes a judgement, an award, a permission or published content."""

from typing import Any

from django.db import models
from wagtail.log_actions import log


def record(action: str, instance: models.Model, *, actor: Any = None, data: dict[str, Any] | None = None) -> None:
    """Write one line to the audit log.

    `action` must be registered by the app's `wagtail_hooks` (`register_log_actions`), e.g. `award.grant`.
    `data` holds codes and identifiers only, never free text about a person. `actor` is None for the system.
    The line keeps `str(instance)` for good; a model whose text names a person says what to keep in `audit_label`.
    """
    log(instance=instance, action=action, user=actor, data=data or {}, title=getattr(instance, "audit_label", None))
