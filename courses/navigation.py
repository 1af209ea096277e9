from django.utils.translation import gettext_lazy as _

from lms.common.navigation import NavItem, register
from lms.people.choices import Role

register(
    NavItem(_("Courses"), "courses:list", order=25),
    NavItem(
        _("Live labs"),
        "courses:labs",
        roles=(Role.TRAINEE, Role.SUPERVISOR, Role.LEAD_SUPERVISOR, Role.PROGRAMME_MANAGER),
        order=30,
    ),
    NavItem(_("Cohorts"), "courses:cohorts", roles=(Role.PROGRAMME_MANAGER, Role.SUPERVISOR), order=60),
)
