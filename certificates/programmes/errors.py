"""What programmes refuse, in words for whoever publishes them."""

from django.utils.translation import gettext_lazy as _

from lms.common.errors import DomainError


class ProgrammeError(DomainError):
    """Base of what programmes refuse."""


class VersionTaken(ProgrammeError):
    """This version number is published with other rules or words."""

    code = "version_taken"

    def __init__(self, title: str, version: str) -> None:
        super().__init__(
            _(
                "Version %(version)s of “%(title)s” is published already and says something else. "
                "People are on their way under those rules: give the changed programme a new version number."
            )
            % {"title": title, "version": version}
        )


class ProgrammeInvalid(ProgrammeError):
    """The data of a programme cannot be used; the message says where."""

    code = "programme_invalid"
