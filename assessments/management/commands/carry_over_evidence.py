from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from assessments.competencies.services.carrying import carry_over, mappings_to_carry


class Command(BaseCommand):
    help = "Carries evidence over to framework versions whose reviewers decided so; again, it adds nothing twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--version-name", default="", help="only to the version of this name")

    def handle(self, *args: Any, **options: Any) -> None:
        for mapping in mappings_to_carry(version=options["version_name"]):
            added = carry_over(mapping=mapping)
            words = _("%(old)s → %(new)s: %(n)s lines added.")
            self.stdout.write(words % {"old": mapping.old.version, "new": mapping.new.version, "n": added})
