"""What a service raises when it refuses. Views turn it into words on the page; it never becomes a 500."""

from django.utils.functional import Promise


class DomainError(Exception):
    """A refusal with a sentence for the person who asked.

    `message` may be lazy; `code` is stable and safe to log.
    """

    code = "refused"

    def __init__(self, message: "str | Promise" = "", *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code:
            self.code = code

    def __str__(self) -> str:
        return str(self.message)
