from django.utils.translation import gettext_lazy as _

from lms.common.navigation import NavItem, register
from lms.people.choices import Role

register(
    NavItem(_("Role-plays"), "assessments:scenarios", roles=(Role.TRAINEE,), order=27),
    NavItem(_("Rating"), "assessments:seats", roles=(Role.SUPERVISOR, Role.LEAD_SUPERVISOR), order=28),
    NavItem(_("References"), "assessments:references", roles=(Role.CLINICAL_REVIEWER,), order=29),
    NavItem(_("Observed"), "assessments:my_observations", roles=(Role.TRAINEE,), order=28),
    NavItem(
        _("Observing"),
        "assessments:sittings",
        roles=(Role.SUPERVISOR, Role.LEAD_SUPERVISOR, Role.PROGRAMME_MANAGER, Role.AUDITOR),
        order=28,
    ),
    NavItem(_("Asked of you"), "assessments:asked_of_me", menu="account", order=25),
    NavItem(_("Skills"), "assessments:frameworks", public=True, order=30),
    NavItem(_("Skills"), "assessments:frameworks", menu="footer", order=30),
)
