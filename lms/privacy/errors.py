from lms.common.errors import DomainError


class LastAdministrator(DomainError):
    """Nobody could look after the site any more."""

    code = "last_administrator"
