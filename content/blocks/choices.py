"""What an editor chooses from inside a block."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CalloutKind(models.TextChoices):
    SAFETY = "safety", _("Safety: what must not be left out")
    EVIDENCE = "evidence", _("Evidence: what a study found")
    TRY_IT = "try_it", _("Try it: something small to do")
    NOTE = "note", _("Note: worth knowing")


CALLOUT_ICONS = {
    CalloutKind.SAFETY: "shield",
    CalloutKind.EVIDENCE: "evidence",
    CalloutKind.TRY_IT: "pencil",
    CalloutKind.NOTE: "note",
}
# The modifier of the callout in our style sheets.
CALLOUT_CLASSES = {
    CalloutKind.SAFETY: "is-safety",
    CalloutKind.EVIDENCE: "is-evidence",
    CalloutKind.TRY_IT: "is-try",
    CalloutKind.NOTE: "is-note",
}


def drawing_choices() -> list[tuple[str, str]]:
    """The project's own line drawings by key, as they lie in `templates/drawings/`."""
    folder = Path(settings.BASE_DIR) / "lms" / "templates" / "drawings"
    return [(path.stem, path.stem) for path in sorted(folder.glob("*.svg"))]
