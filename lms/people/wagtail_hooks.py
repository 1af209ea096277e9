"""What Wagtail's admin learns about people: a menu group, what must not be changed there, words of the audit log."""

from collections.abc import Sequence

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from lms.people.models import Agreement, Organisation
from lms.people.queries import is_settled, organisation_is_in_use
from lms.people.viewsets import PeopleGroup

register_snippet(PeopleGroup)

ACTIONS = {
    "person.create": (_("Make an account"), _("The account was made")),
    "person.join": (_("Join an organisation"), _("Joined an organisation")),
    "person.role_add": (_("Give a role"), _("A role was given")),
    "person.role_remove": (_("Take a role away"), _("A role was taken away")),
    "person.admin": (_("Make an administrator"), _("Became an administrator")),
    "person.profile": (_("Change profile"), _("The profile was changed")),
    "person.invite": (_("Invite"), _("An invitation was sent")),
    "supervision.start": (_("Begin supervision"), _("Supervision was begun")),
    "supervision.accept": (_("Accept supervision"), _("Supervision was accepted")),
    "supervision.end": (_("End supervision"), _("Supervision was ended")),
    "accommodation.add": (_("Write down a need"), _("A need was written down")),
    "accommodation.end": (_("End a need"), _("A need was ended")),
}


@hooks.register("register_log_actions")
def people_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)


@hooks.register("construct_settings_menu")
def hide_wagtails_users(request: HttpRequest, items: list[MenuItem]) -> None:
    """People and their roles are changed on our own pages only; groups follow the apps' roles.py."""
    items[:] = [item for item in items if item.name not in {"users", "groups"}]


def _refuse(request: HttpRequest, words: str, instance: models.Model) -> HttpResponse:
    messages.error(request, words)
    return HttpResponseRedirect(reverse(instance.snippet_viewset.get_url_name("list")))


@hooks.register("before_edit_snippet")
def keep_agreements(request: HttpRequest, instance: models.Model) -> HttpResponse | None:
    """What somebody has agreed to is never changed afterwards."""
    if request.method == "POST" and isinstance(instance, Agreement) and is_settled(instance):
        words = _now("People have agreed to this text, so it stays as it is. Copy it and make a new version.")
        return _refuse(request, words, instance)
    return None


@hooks.register("before_delete_snippet")
def keep_what_is_used(request: HttpRequest, instances: Sequence[models.Model]) -> HttpResponse | None:
    """Texts that somebody agreed to, and organisations with people or cohorts, stay in the books."""
    for instance in instances:
        if isinstance(instance, Agreement) and is_settled(instance):
            return _refuse(request, _now("People have agreed to this text, so it stays."), instance)
        if isinstance(instance, Organisation) and organisation_is_in_use(instance):
            return _refuse(request, _now("This organisation is in use, so it stays."), instance)
    return None
