from typing import Any

from django.utils.functional import Promise

from lms.common.errors import DomainError


class VersionTaken(DomainError):
    """This version of the framework is published with other words: raise the version number."""

    code = "framework_version_taken"


class RecordInvalid(DomainError):
    """A record that says nothing, or that gives a level without anybody having watched."""

    code = "record_invalid"


class ImportRefused(DomainError):
    """A file that can't be published as it is, or something else is in force than when somebody looked."""

    code = "framework_import_refused"


class GoalRefused(DomainError):
    """The goal has no words, or its day has passed."""

    code = "goal_refused"


class DraftRefused(DomainError):
    """The draft is not in a state for that, or what was written has no place in it."""

    code = "framework_draft_refused"


class PartStale(DomainError):
    """Somebody else changed this part since it was shown. `now` is what it says now, None where it is gone."""

    code = "framework_part_stale"

    def __init__(self, message: "str | Promise" = "", *, now: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.now = now
