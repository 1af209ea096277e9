from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lms.common.errors import DomainError

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from assessments.scenarios.linting import Finding


@dataclass(frozen=True)
class Problem:
    """What is wrong with a story's data. `where`: names with dots ("nodes.n1.choices.a.tag"), empty for the whole."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class GraphInvalid(DomainError):
    """The data is not a story: a field is missing, unknown, or of another kind. `problems` says where."""

    code = "graph_invalid"

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = str(problems[0]) if problems else ""
        super().__init__(_("The story can’t be read: %(problem)s") % {"problem": first})
        self.problems = list(problems)


class StepRefused(DomainError):
    """The step can't be taken. `code` is one of the constants here."""

    code = "step_refused"

    # For another moment than the one that is open: posted twice, or in another window.
    STALE = "step_stale"
    # A choice that isn't offered here.
    UNKNOWN = "step_unknown"
    # The run has ended.
    OVER = "step_over"
    # The story itself leads nowhere. No published one does.
    BROKEN = "step_broken"

    def __init__(self, message: "str | Promise", *, code: str) -> None:
        super().__init__(message, code=code)


class ScenarioNotOpen(DomainError):
    """The scenario has never been published."""

    code = "scenario_not_open"


class ScenarioRetired(DomainError):
    """The scenario was taken out of use; runs under way may still be finished."""

    code = "scenario_retired"


class NotesMissing(DomainError):
    """The content note has not been agreed to, or a text that was asked for is empty."""

    code = "notes_missing"


class ScenarioHasProblems(DomainError):
    """Checks stand against publishing. `findings` holds all of them, warnings too."""

    code = "scenario_has_problems"

    def __init__(self, message: "str | Promise", *, findings: "Sequence[Finding]") -> None:
        super().__init__(message)
        self.findings = list(findings)


class DraftStale(DomainError):
    """Somebody changed the draft meanwhile. `counter` is where it stands now."""

    code = "draft_stale"

    def __init__(self, message: "str | Promise", *, counter: int = 0) -> None:
        super().__init__(message)
        self.counter = counter


class DraftLocked(DomainError):
    """Somebody locked the scenario, or it is under review: only they may change it now."""

    code = "draft_locked"


class SignatureRefused(DomainError):
    """This person can't sign this version: it is not the newest, they may not sign, or their account has no name."""

    code = "signature_refused"


class ImportRefused(DomainError):
    """Nothing was brought in: a problem stops it, or something else would happen now than was shown."""

    code = "scenario_import_refused"


class ExportRefused(DomainError):
    """The story can't be written into a file."""

    code = "scenario_export_refused"
