"""What may be done with people. Forms, commands and other apps call these, nothing else writes."""

from lms.people.services.agreements import accept_agreement, accept_agreements
from lms.people.services.invitations import (
    accept_invitation,
    delete_unanswered_invitations,
    invite,
    invite_admin,
    sign_up_by_invitation,
)
from lms.people.services.laying import sync_roles
from lms.people.services.persons import assign_role, create_person, join_organisation, remove_role, save_profile
from lms.people.services.support import (
    accept_supervision,
    add_accommodation,
    end_accommodation,
    end_supervision,
    start_supervision,
)

__all__ = [
    "accept_agreement",
    "accept_agreements",
    "accept_invitation",
    "accept_supervision",
    "add_accommodation",
    "assign_role",
    "create_person",
    "delete_unanswered_invitations",
    "end_accommodation",
    "end_supervision",
    "invite",
    "invite_admin",
    "join_organisation",
    "remove_role",
    "save_profile",
    "sign_up_by_invitation",
    "start_supervision",
    "sync_roles",
]
