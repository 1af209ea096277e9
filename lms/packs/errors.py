from lms.common.errors import DomainError
from lms.common.texts.problems import Problem


class PackBroken(DomainError):
    """The pack has mistakes; nothing was loaded. `problems` names each with its file and line."""

    code = "pack_broken"

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class PackUnknown(DomainError):
    """There is no pack of this name in the database."""

    code = "pack_unknown"


class FolderInTheWay(DomainError):
    """The folder to write to is not empty and not a pack."""

    code = "folder_in_the_way"


class AgreementInUse(DomainError):
    """A text that people have accepted can't be changed under its version."""

    code = "agreement_in_use"


class NoDemoHere(DomainError):
    """The demo can't be set up on this site."""

    code = "no_demo_here"
