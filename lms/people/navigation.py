from django.utils.translation import gettext_lazy as _

from lms.common.navigation import NavItem, register
from lms.people.choices import Role

register(
    NavItem(
        _("People"),
        "people:list",
        roles=(Role.PROGRAMME_MANAGER, Role.LEAD_SUPERVISOR, Role.SUPERVISOR, Role.AUDITOR),
        order=70,
    ),
    NavItem(_("Profile"), "people:profile", menu="account", order=10),
    NavItem(_("Sign out"), "account_logout", menu="account", post=True, order=1000),
    NavItem(_("Sign in"), "account_login", menu="account", public=True, order=10),
)
