from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.packs.errors import PackBroken
from lms.packs.services import check_pack, load_pack


class Command(BaseCommand):
    help = "Load a content pack. Loading it again changes only what changed in its files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the folder of the pack, e.g. content/packs/facilitator")
        parser.add_argument("--force", action="store_true", help="overwrite what editors changed, too")
        parser.add_argument("--check", action="store_true", help="only say what is wrong with the pack")

    def handle(self, *args: Any, path: Path, force: bool, check: bool, **options: Any) -> None:
        try:
            if check:
                source = check_pack(root=path)
                self.stdout.write(_("The pack is sound: %(count)s parts.") % {"count": len(source.entries)})
                return
            report = load_pack(root=path, force=force)
        except PackBroken as error:
            count = ngettext(
                "%(n)s mistake; nothing was loaded.", "%(n)s mistakes; nothing was loaded.", len(error.problems)
            )
            raise CommandError(f"{error}\n{count % {'n': len(error.problems)}}") from error
        self.stdout.write(
            _("%(created)s new, %(updated)s changed, %(same)s as they were.")
            % {"created": len(report.created), "updated": len(report.updated), "same": len(report.unchanged)}
        )
        self._list(_("Left alone, since an editor changed them (--force overwrites):"), report.kept)
        self._list(_("No longer in the pack, left in place:"), report.gone)

    def _list(self, heading: str, keys: list[str]) -> None:
        if keys:
            self.stdout.write("\n".join([heading, *(f"  {key}" for key in keys)]))
