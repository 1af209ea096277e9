from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.competencies.models import Competency
from assessments.questions.formats import FORMATS, guess
from assessments.questions.models import QuestionBank
from assessments.questions.services.importing import Choices, run_import
from assessments.questions.services.planning import CHANGED, DUPLICATE, NEW, SAME, Defaults, Plan, plan_import
from lms.common.errors import DomainError


class Command(BaseCommand):
    help = "Bring questions in from a file, as drafts. All or nothing; a second time nothing is new."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--bank", required=True, help="the code of the bank, which has to be there")
        parser.add_argument("--format", default="", choices=["", *FORMATS], help="where the file does not tell")
        parser.add_argument("--competency", default="", help="the code for questions that name none")
        parser.add_argument("--topic", default="", help="the topic for questions that name none")
        parser.add_argument("--check", action="store_true", help="only say what would happen")
        parser.add_argument("--skip-problems", action="store_true", help="leave out what has problems")
        parser.add_argument("--with-duplicates", action="store_true", help="bring in what is there under another code")
        parser.add_argument("--with-safety", action="store_true", help="believe the file what is safety-critical")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        given = self._given(file, options)
        plan = plan_import(**given)
        self._tell(plan)
        if options["check"]:
            return
        choices = Choices(options["skip_problems"], options["with_duplicates"], options["with_safety"])
        try:
            done = run_import(**given, choices=choices)
        except DomainError as error:
            raise CommandError(str(error)) from error
        words = _(
            "%(new)s new drafts, %(changed)s changed, %(same)s as they were, %(left)s duplicates, %(skipped)s left out."
        )
        counts = {"new": len(done.created), "changed": len(done.changed), "same": len(done.same)}
        self.stdout.write(words % {**counts, "left": len(done.left), "skipped": done.skipped})

    def _given(self, file: Path, options: dict[str, Any]) -> dict[str, Any]:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(_("This file can't be read: %(name)s") % {"name": file}) from error
        bank = QuestionBank.objects.filter(code=options["bank"]).first()
        competency = Competency.objects.filter(code=options["competency"]).first()
        format_name = options["format"] or guess(data, file.name)
        if bank is None:
            raise CommandError(_("There is no bank “%(code)s”.") % {"code": options["bank"]})
        if options["competency"] and competency is None:
            raise CommandError(_("There is no competency “%(code)s”.") % {"code": options["competency"]})
        if not format_name:
            raise CommandError(_("We can't tell the format of this file. Say it with --format."))
        defaults = Defaults(competency=competency, topic=options["topic"])
        return {"data": data, "format_name": format_name, "bank": bank, "defaults": defaults}

    def _tell(self, plan: Plan) -> None:
        for problem in plan.problems:
            name = f" {problem.question}:" if problem.question else ""
            self.stderr.write(_("line %(line)s:") % {"line": problem.line} + f"{name} {problem.words}")
        for row in plan.rows:
            if row.state == DUPLICATE:
                words = _("%(code)s asks the same as %(twin)s") % {"code": row.code, "twin": row.twin}
                self.stderr.write(words)
        counts = {name: plan.counts[name] for name in (NEW, CHANGED, SAME, DUPLICATE)}
        words = _(
            "%(new)s new, %(changed)s changed, %(same)s as they are, %(duplicate)s duplicates, %(stops)s problems."
        )
        self.stdout.write(words % {**counts, "stops": len(plan.stops)})
