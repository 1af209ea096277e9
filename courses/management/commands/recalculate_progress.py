from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from courses.enrolment.models import Enrolment
from courses.progress.services import recalculate_enrolment


class Command(BaseCommand):
    help = "Derive lesson, module and course progress anew from what was done. Safe to run at any time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--course", help="Only the course with this code.")

    def handle(self, *args: Any, **options: Any) -> None:
        enrolments = Enrolment.objects.select_related("course").order_by("pk")
        if options["course"]:
            enrolments = enrolments.filter(course__code=options["course"])
        number = 0
        for enrolment in enrolments.iterator(chunk_size=500):
            recalculate_enrolment(enrolment=enrolment)
            number += 1
        self.stdout.write(f"{number} enrolments recalculated.")
