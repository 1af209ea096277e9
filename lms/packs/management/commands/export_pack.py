from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lms.common.errors import DomainError
from lms.packs.services import export_pack


class Command(BaseCommand):
    help = "Write the curriculum, with what editors changed, as a content pack."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="a folder that is new or empty")
        parser.add_argument("--pack", default="", help="the name of the pack, where several were loaded")

    def handle(self, *args: Any, path: Path, pack: str, **options: Any) -> None:
        try:
            written, left_out = export_pack(root=path, name=pack)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("%(count)s files written.") % {"count": len(written)})
        for kind, count in sorted(Counter(left_out).items()):
            self.stdout.write(
                _("Left out, a file has no form for it: %(kind)s, %(n)s times") % {"kind": kind, "n": count}
            )
