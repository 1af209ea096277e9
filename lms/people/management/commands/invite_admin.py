from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from lms.people.services import invite_admin


class Command(BaseCommand):
    help = "Invite somebody who may do everything: prints the link and mails it. Works for existing accounts too."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="the person's name, if you know it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            invitation = invite_admin(email=options["email"], full_name=options["name"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Invitation for {invitation.email}, valid until {invitation.expires_at:%d %B %Y}:")
        self.stdout.write(f"{settings.SITE_URL}{reverse('people:invitation', args=[invitation.token])}")
