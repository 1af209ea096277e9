from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lms.common.errors import DomainError
from lms.packs.demo.cast import CROWD, RUNS, STUDENTS
from lms.packs.demo.stage import set_up_demo


class Command(BaseCommand):
    help = "Set up fictional people and a cohort in full swing. Only where settings say DEBUG and DEMO."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--crowd", type=int, default=CROWD, help="how many fictional learners have sat the first check"
        )

        parser.add_argument("--runs", type=int, default=RUNS, help="how often they have played role-plays")
        parser.add_argument(
            "--students", type=int, default=STUDENTS, help="how many have played the one whose ways can be studied"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            demo = set_up_demo(crowd=options["crowd"], runs=options["runs"], students=options["students"])
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("The demo is set up.") if demo.made else _("The demo stands; nothing was changed."))
        self.stdout.write(_("Sign in with the password %(password)s as:") % {"password": settings.DEMO_PASSWORD})
        for email, name, role in demo.sign_ins:
            self.stdout.write(f"  {email:<26} {name} · {role}")
        if demo.came:
            text = _("%(n)d fictional learners handed the first check in; look at its statistics in Wagtail.")
            self.stdout.write(text % {"n": demo.came})
        if demo.played:
            text = _("Fictional learners went through role-plays %(n)d times; look at their ways in Wagtail.")
            self.stdout.write(text % {"n": demo.played})
        if demo.invite_path:
            link = settings.SITE_URL + demo.invite_path
            self.stdout.write(_("A link that lets people into the cohort: %(link)s") % {"link": link})
