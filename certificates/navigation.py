from django.utils.translation import gettext_lazy as _

from lms.common.navigation import NavItem, register
from lms.people.choices import Role

register(
    NavItem(_("Check a certificate"), "certificates:verify", public=True, order=60),
    NavItem(_("Check a certificate"), "certificates:verify", menu="footer", order=60),
    NavItem(
        _("Awards"),
        "certificates:awards",
        roles=(Role.PROGRAMME_MANAGER, Role.LEAD_SUPERVISOR, Role.AUDITOR),
        order=75,
    ),
    NavItem(_("Certificates"), "certificates:mine", menu="account", order=30),
)
