from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.people.services import sync_roles


class Command(BaseCommand):
    help = "Lay one group per role with the permissions that the apps' roles.py declare. Safe to run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        missing = sync_roles()
        if missing:
            message = f"roles.py names permissions that do not exist: {', '.join(missing)}"
            raise CommandError(message)
        self.stdout.write("Roles are laid.")
