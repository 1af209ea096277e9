"""Certification in Wagtail's admin: the menu group and the words of the audit log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from certificates.documents.viewsets import CertificationGroup

ACTIONS = {
    "programme.publish": (
        _("Publish a programme"),
        _("A version of the programme was published"),
    ),
    "award.grant": (_("Grant an award"), _("The award was granted")),
    "award.suspend": (_("Suspend an award"), _("The award was suspended")),
    "award.reinstate": (_("Reinstate an award"), _("The award was reinstated")),
    "award.revoke": (_("Revoke an award"), _("The award was revoked")),
    "certificate.issue": (_("Issue a certificate"), _("The certificate was issued")),
    "certificate.reissue": (_("Issue again"), _("The certificate was issued again")),
}


@hooks.register("register_log_actions")
def register_actions(actions: LogActionRegistry) -> None:
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)


@hooks.register("register_admin_viewset")
def certification() -> CertificationGroup:
    return CertificationGroup()
