from django.utils.translation import gettext_lazy as _

from lms.common.navigation import NavItem, register

register(
    NavItem(_("Role-plays"), "assessments:scenarios", order=27),
    NavItem(_("Skills"), "assessments:frameworks", public=True, order=30),
    NavItem(_("Skills"), "assessments:frameworks", menu="footer", order=30),
)
