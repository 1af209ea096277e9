from django.utils.translation import gettext_lazy as _

from lms.common.navigation import NavItem, register

register(NavItem(_("Inbox"), "notifications:inbox", menu="account", order=20))
