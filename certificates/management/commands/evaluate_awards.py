import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certificates.awards.queries import candidates
from certificates.awards.services import evaluate
from lms.people.models import User

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Grant every award whose rules are met and that is missing. Safe to run at any time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--learner", help="Only the person with this e-mail address.")

    def handle(self, *args: Any, **options: Any) -> None:
        people = candidates()
        if options["learner"]:
            people = User.objects.filter(email__iexact=options["learner"])
            if not people.exists():
                raise CommandError(f"Nobody signs in with {options['learner']}.")
        granted = failed = 0
        for learner in people.iterator(chunk_size=500):
            try:
                granted += len(evaluate(learner=learner))
            except Exception:
                failed += 1
                log.exception("Awards of person %s could not be evaluated", learner.pk)
        self.stdout.write(f"{granted} awards granted.")
        if failed:
            raise CommandError(f"{failed} people could not be evaluated; the log says why.")
