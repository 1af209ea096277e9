from lms.common.errors import DomainError


class KitRefused(DomainError):
    """The kit can't be published: a competency or behaviour in it is not in the framework in force."""

    code = "kit_refused"


class KitStale(DomainError):
    """Somebody else changed the same part since its author looked. Nothing was changed."""

    code = "kit_stale"


class KitHasProblems(DomainError):
    """Something stands against publishing; the page of the kit says what and where."""

    code = "kit_has_problems"


class SignatureRefused(DomainError):
    """The version can't be signed by this person, or not any more."""

    code = "signature_refused"
