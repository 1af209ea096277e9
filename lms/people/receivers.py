"""What happens when something else has happened. Connected in `apps.py`."""

from functools import partial
from typing import Any

from django.apps import AppConfig, apps
from django.db import transaction
from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import receiver

from lms.people.agreements import forget_mark
from lms.people.models import Agreement, Invitation
from lms.people.services import sync_roles
from lms.people.signals import invitation_made
from lms.people.tasks import send_invitation


def lay_roles(sender: AppConfig, **kwargs: Any) -> None:
    """Lay the groups once all apps are migrated and their permissions made: after the last app's turn."""
    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if sender.name == last.name:
        sync_roles()


def connect_lay_roles() -> None:
    """Called when every app is ready, so that we come after the receiver that makes the permissions."""
    post_migrate.connect(lay_roles, dispatch_uid="lms.people.lay_roles")


@receiver([post_save, post_delete], sender=Agreement, dispatch_uid="lms.people.agreements")
def agreements_changed(sender: type[Agreement], **kwargs: Any) -> None:
    """A new version counts from the moment it is in force."""
    forget_mark()
    transaction.on_commit(forget_mark)


@receiver(invitation_made, dispatch_uid="lms.people.invitation_mail")
def mail_invitation(sender: type[Invitation], invitation: Invitation, **kwargs: Any) -> None:
    """Mail the link once the invitation is safely stored."""
    transaction.on_commit(partial(send_invitation.enqueue, invitation.pk))
