from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from lms.packs.bench.base import Bench
from lms.packs.bench.parts import PARTS
from lms.packs.bench.visitor import BenchError

MANY = 20_000


class Command(BaseCommand):
    help = "Measure what is busiest, in a database of its own. Say `make bench`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--many", type=int, default=MANY, help="how many trainees in the second round")
        parser.add_argument("--only", choices=PARTS, action="append", help="this part alone; may be said again")
        parser.add_argument("--no-aims", action="store_true", help="print the table, and miss nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not hasattr(settings, "BENCH_DIR"):
            message = "The bench empties its database: it runs with lms.settings.bench only. Say `make bench`."
            raise CommandError(message)
        self.stdout.write(f"Holdspace on {connection.vendor}, Python and Django as installed. Laying the ground …")
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            self._measure(options["only"] or list(PARTS), options["many"], strict=not options["no_aims"])
        except BenchError as error:
            raise CommandError(str(error)) from error
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)

    def _measure(self, names: list[str], many: int, *, strict: bool) -> None:
        bench = Bench(write=self.stdout.write, many=many)
        missed = [sentence for name, part in PARTS.items() if name in names for sentence in part(bench)]
        if not missed:
            self.stdout.write("Every aim is reached.")
            return
        words = "\n".join(["Aims missed:", *(f"  {line}" for line in missed)])
        if strict:
            raise CommandError(words)
        self.stdout.write(words)
