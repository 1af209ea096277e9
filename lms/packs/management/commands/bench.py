import gc
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from courses.catalogue.models import CoursePage
from lms.packs.bench import aims, flows, papers, school
from lms.packs.bench.visitor import BenchError

SIZES = (200, 20_000)


class Command(BaseCommand):
    help = "Measure the busiest pages with few and with many trainees, in a database of its own. Say `make bench`."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--many", type=int, default=SIZES[1], help="how many trainees in the second round")
        parser.add_argument("--no-aims", action="store_true", help="print the table, and miss nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        if not hasattr(settings, "BENCH_DIR"):
            message = "The bench empties its database: it runs with lms.settings.bench only. Say `make bench`."
            raise CommandError(message)
        self.stdout.write(f"Holdspace on {connection.vendor}, Python and Django as installed. Laying the course …")
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            self._measure((SIZES[0], options["many"]), strict=not options["no_aims"])
        except BenchError as error:
            raise CommandError(str(error)) from error
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)

    def _measure(self, sizes: tuple[int, int], *, strict: bool) -> None:
        course = school.build_course()
        rounds: list[list[aims.Line]] = []
        certificates = []
        for size in sizes:
            school.enrol_up_to(course, size)
            certificates = certificates or papers.issue(CoursePage.objects.get(pk=course.pk))
            self._tidy_statistics()
            gc.collect()
            counted, timed = flows.measure(flows.Trip(course, certificates[0].serial))
            rounds.append(aims.lines(size, counted, timed))
            self._print(rounds[-1])
        self._print_papers(papers.print_all(certificates))
        missed = aims.missed(*rounds)
        if not missed:
            self.stdout.write("Every aim is reached.")
            return
        words = "\n".join(["Aims missed:", *(f"  {line}" for line in missed)])
        if strict:
            raise CommandError(words)
        self.stdout.write(words)

    def _tidy_statistics(self) -> None:
        """What a database does by itself in the night, so that its planner knows how many rows there are."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _print(self, lines: list[aims.Line]) -> None:
        head = f"{lines[0].trainees} trainees"
        self.stdout.write(f"\n{head:<18}{'queries':>8}{'ours':>6}{'walk':>6}{'CPU ms':>9}{'× floor':>9}{'KiB':>8}")
        for line in lines:
            self.stdout.write(
                f"{line.name:<18}{line.queries:>8}{line.ours:>6}{line.walk:>6}"
                f"{line.milliseconds:>9.2f}{line.times_floor:>9.1f}{line.kib:>8.1f}"
            )

    def _print_papers(self, made: papers.Papers) -> None:
        if not made.per_second:
            self.stdout.write("\nCertificates: PDFs are switched off here (Pango is missing).")
            return
        self.stdout.write(f"\nCertificates: {made.per_second:.1f} a second, {made.milliseconds:.0f} ms of CPU each")
