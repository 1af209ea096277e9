from lms.common.errors import DomainError


class KitRefused(DomainError):
    """The kit can't be published: a competency or behaviour in it is not in the framework in force."""

    code = "kit_refused"
