from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lms.common.backup.archive import BackupError
from lms.common.backup.services import restore_backup


class Command(BaseCommand):
    help = "Put a backup back into a database that has been migrated. Refuses a database that is not empty."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true", help="replace everything that is there")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore_backup(path=options["file"], force=options["force"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("%(rows)d rows are back, as they were at %(made_at)s. Everybody signs in again.")
            % {"rows": sum(manifest["rows"].values()), "made_at": manifest["made_at"]}
        )
