from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lms.common import due


class Command(BaseCommand):
    help = "Do what is due: scheduled publishing, deletions, reminders. For cron, every few minutes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", help="only these jobs")
        parser.add_argument("--list", action="store_true", help="say which jobs there are, and do none")

    def handle(self, *args: Any, **options: Any) -> None:
        jobs = dict(due.jobs())
        unknown = {*options["names"]} - {*jobs}
        if unknown:
            raise CommandError(_("No such job: %(names)s") % {"names": ", ".join(sorted(unknown))})
        chosen = {name: jobs[name] for name in options["names"] or jobs}
        if options["list"]:
            self.stdout.write("\n".join(chosen))
            return
        broken = [name for name, job in chosen.items() if not due.run(name, job)]
        if broken:
            raise CommandError(_("These jobs broke, see the log: %(names)s") % {"names": ", ".join(broken)})
        if options["verbosity"] > 1:
            self.stdout.write(_("Done: %(names)s") % {"names": ", ".join(chosen)})
