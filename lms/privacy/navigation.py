from django.utils.translation import gettext_lazy as _

from lms.common.navigation import NavItem, register

register(NavItem(_("My data"), "privacy:mine", menu="account", order=30))
