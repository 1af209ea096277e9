from typing import Any

from django.core.management.base import BaseCommand

from courses.catalogue.services import sync_workflow


class Command(BaseCommand):
    help = "Lay the workflow of the clinical review and put it on the course list. Safe to run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        workflow = sync_workflow()
        self.stdout.write(f"Workflow “{workflow.name}” is in place.")
