"""What the floor itself has to do from time to time, for `manage.py run_due`."""

from django.core.management import call_command
from django_tasks import task_backends

from lms.common import due


def publish_scheduled() -> None:
    """Publish and unpublish what an editor set a time for."""
    call_command("publish_scheduled", verbosity=0)


def forget_old_sessions() -> None:
    call_command("clearsessions", verbosity=0)


def forget_old_task_results() -> None:
    """Only the database backend keeps rows; its command refuses any other."""
    if type(task_backends["default"]).__module__.startswith("django_tasks_db"):
        call_command("prune_db_task_results", verbosity=0)


def register_all() -> None:
    due.register("scheduled-publishing", publish_scheduled)
    due.register("old-sessions", forget_old_sessions)
    due.register("old-task-results", forget_old_task_results)
