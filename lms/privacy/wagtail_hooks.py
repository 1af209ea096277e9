from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def privacy_actions(actions: LogActionRegistry) -> None:
    actions.register_action("privacy.export", _("Take a copy of one's data"), _("A copy of the data was taken"))
    actions.register_action("privacy.erase", _("Erase an account"), _("The account was erased"))
