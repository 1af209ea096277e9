from django.utils.translation import gettext_lazy as _

from lms.common.errors import DomainError


class OwnRoles(DomainError):
    """Nobody gives a role to themselves or takes it from themselves."""

    code = "own_roles"

    def __init__(self) -> None:
        super().__init__(_("You cannot change your own roles. Ask another manager."))


class UnknownRole(DomainError):
    code = "unknown_role"

    def __init__(self) -> None:
        super().__init__(_("There is no such role."))


class InvitationClosed(DomainError):
    """The invitation was used or is too old. `code` says which."""

    def __init__(self, code: str) -> None:
        words = {
            "expired": _("This invitation is too old. Ask whoever invited you for a new one."),
            "used": _("This invitation has been used already. Sign in with the account you made."),
        }
        super().__init__(words[code], code=code)


class InvitationForSomebodyElse(DomainError):
    code = "somebody_else"

    def __init__(self) -> None:
        super().__init__(_("This invitation was sent to another e-mail address than the one you are signed in with."))


class AccountExists(DomainError):
    code = "account_exists"

    def __init__(self) -> None:
        super().__init__(_("You have an account already. Sign in, then join."))


class SupervisionRefused(DomainError):
    """The link between a supervisor and a trainee cannot be made; the message says why."""

    code = "supervision_refused"


class AgreementNotInForce(DomainError):
    code = "agreement_not_in_force"

    def __init__(self) -> None:
        super().__init__(_("A newer version of this text has come into force. Please read it again."))
