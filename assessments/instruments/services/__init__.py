"""Writing, reviewing and publishing observation kits."""

from assessments.instruments.services.drafts import (
    ask_for_review,
    change_kit,
    copy_instrument,
    move_in_kit,
    restore_instrument,
    retire_instrument,
    start_kit,
)
from assessments.instruments.services.publishing import check_draft, publish_draft, publish_instrument
from assessments.instruments.services.signing import forget_signed_name, sign_version

__all__ = [
    "ask_for_review",
    "change_kit",
    "check_draft",
    "copy_instrument",
    "forget_signed_name",
    "move_in_kit",
    "publish_draft",
    "publish_instrument",
    "restore_instrument",
    "retire_instrument",
    "sign_version",
    "start_kit",
]
