from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.questions.formats import FORMATS
from assessments.questions.models import QuestionBank
from assessments.questions.services.exporting import export_questions
from lms.common.errors import DomainError


class Command(BaseCommand):
    help = "Write the questions of a bank into a file for other programs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bank", help="the code of the bank")
        parser.add_argument("file", type=Path, help="a file that is not there yet")
        parser.add_argument("--format", default="gift", choices=list(FORMATS))
        parser.add_argument("--topic", default="", help="only those of this topic")
        parser.add_argument("--code", action="append", default=[], help="only this one; may be given again")
        parser.add_argument("--drafts", action="store_true", help="those too that were never published")

    def handle(self, *args: Any, bank: str, file: Path, **options: Any) -> None:
        found = QuestionBank.objects.filter(code=bank).first()
        if found is None:
            raise CommandError(_("There is no bank “%(code)s”.") % {"code": bank})
        if file.exists():
            raise CommandError(_("%(name)s is there already.") % {"name": file})
        try:
            writing = export_questions(
                bank=found,
                format_name=options["format"],
                topic=options["topic"],
                codes=options["code"],
                drafts=options["drafts"],
            )
            file.write_bytes(writing.content)
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error
        for problem in writing.problems:
            self.stderr.write(f"{problem.question}: {problem.words}")
        self.stdout.write(_("%(name)s written.") % {"name": file})
