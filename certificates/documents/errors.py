"""What documents refuse, in words for the person who asked."""

from django.utils.translation import gettext_lazy as _

from lms.common.errors import DomainError


class DocumentError(DomainError):
    """Base of what documents refuse."""


class AlreadyReplaced(DocumentError):
    code = "already_replaced"

    def __init__(self) -> None:
        super().__init__(_("This certificate has been replaced already. Correct the newer one instead."))


class NotInForce(DocumentError):
    code = "not_in_force"

    def __init__(self) -> None:
        super().__init__(_("Only the certificate of a valid award can be issued again."))


class NameGone(DocumentError):
    code = "name_gone"

    def __init__(self) -> None:
        super().__init__(_("The holder had the name removed, so no document can be made."))


class ReasonMissing(DocumentError):
    code = "reason_missing"

    def __init__(self) -> None:
        super().__init__(_("Write down why, in a sentence. Whoever looks at this later will need it."))
