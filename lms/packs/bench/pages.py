"""The busiest pages, with few and with many trainees."""

import gc

from certificates.documents.models import Certificate
from courses.catalogue.models import CoursePage
from lms.packs.bench import aims, flows, papers, school
from lms.packs.bench.base import Bench, tidy_statistics

FEW = 200


def run(bench: Bench) -> list[str]:
    """Lay a course, measure it at both sizes, print the tables."""
    course = school.build_course()
    rounds: list[list[aims.Line]] = []
    certificates: list[Certificate] = []
    for size in (FEW, bench.many):
        school.enrol_up_to(course, size)
        certificates = certificates or papers.issue(CoursePage.objects.get(pk=course.pk))
        tidy_statistics()
        # What was laid is no part of a server's memory: without this, every sweep of the collector would go through it.
        gc.collect()
        gc.freeze()
        counted, timed = flows.measure(flows.Trip(course, certificates[0].serial))
        gc.unfreeze()
        rounds.append(aims.lines(size, counted, timed))
        _print(bench, rounds[-1])
    _print_papers(bench, papers.print_all(certificates))
    return aims.missed(*rounds)


def _print(bench: Bench, lines: list[aims.Line]) -> None:
    head = f"{lines[0].trainees} trainees"
    bench.write(f"\n{head:<18}{'queries':>8}{'ours':>6}{'walk':>6}{'CPU ms':>9}{'× floor':>9}{'KiB':>8}")
    for line in lines:
        bench.write(
            f"{line.name:<18}{line.queries:>8}{line.ours:>6}{line.walk:>6}"
            f"{line.milliseconds:>9.2f}{line.times_floor:>9.1f}{line.kib:>8.1f}"
        )


def _print_papers(bench: Bench, made: papers.Papers) -> None:
    if not made.per_second:
        bench.write("\nCertificates: PDFs are switched off here (Pango is missing).")
        return
    bench.write(f"\nCertificates: {made.per_second:.1f} a second, {made.milliseconds:.0f} ms of CPU each")
