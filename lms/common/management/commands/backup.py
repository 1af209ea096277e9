from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lms.common.backup.archive import BackupError
from lms.common.backup.services import make_backup


class Command(BaseCommand):
    help = "Write everything into one file: rows, media, private files. It holds personal data: keep it safe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="e.g. holdspace-2026-11-23.zip; must not exist yet")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = make_backup(path=options["file"])
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        files = sum(name.startswith("files/") for name in manifest["sha256"])
        self.stdout.write(
            _("%(rows)d rows and %(files)d files are in %(path)s")
            % {"rows": sum(manifest["rows"].values()), "files": files, "path": options["file"]}
        )
