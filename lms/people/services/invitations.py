"""Asking people in. The token in the link proves that whoever holds it reads that mailbox."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from lms.common import audit, clock
from lms.people.choices import Role
from lms.people.errors import AccountExists, InvitationClosed, InvitationForSomebodyElse, UnknownRole
from lms.people.models import Invitation, Organisation, User, new_token
from lms.people.queries import person_by_email
from lms.people.services.persons import assign_role, create_person, join_organisation
from lms.people.signals import invitation_accepted, invitation_made

VALID_FOR = dt.timedelta(days=14)
# Name and address of somebody who never came are kept this long after the link has run out.
KEPT_FOR = dt.timedelta(days=90)


@transaction.atomic
def invite(
    *, email: str, organisation: Organisation, roles: Sequence[str], actor: User | None, full_name: str = ""
) -> Invitation:
    """Ask somebody in for 14 days. Whoever was asked already gets the same invitation again, with a fresh date.

    Says nothing about whether the address has an account. Raises UnknownRole, ValidationError.
    """
    if any(role not in Role.values for role in roles):
        raise UnknownRole
    return _invite(email, organisation, roles=sorted({str(r) for r in roles}), actor=actor, full_name=full_name)


@transaction.atomic
def invite_admin(*, email: str, full_name: str = "") -> Invitation:
    """Ask in somebody who may do everything. Only the command line calls this."""
    roles = [str(Role.PROGRAMME_MANAGER)]
    return _invite(email, None, roles=roles, actor=None, full_name=full_name, as_admin=True)


def _invite(
    email: str,
    organisation: Organisation | None,
    *,
    roles: list[str],
    actor: User | None,
    full_name: str,
    as_admin: bool = False,
) -> Invitation:
    email = email.strip().lower()
    open_ones = Invitation.objects.select_for_update(of=("self",)).filter(email=email, accepted_at=None)
    invitation = open_ones.filter(organisation=organisation, as_admin=as_admin).first()
    if invitation is None:
        invitation = Invitation(email=email, organisation=organisation, as_admin=as_admin)
    elif invitation.expires_at <= clock.now():
        # A link that was dead stays dead: somebody may have kept or forwarded it.
        invitation.token = new_token()
    invitation.roles = roles
    invitation.full_name = full_name.strip() or invitation.full_name
    invitation.invited_by = actor
    invitation.expires_at = clock.now() + VALID_FOR
    invitation.full_clean()
    invitation.save()
    audit.record("person.invite", invitation, actor=actor, data={"roles": roles, "as_admin": as_admin})
    invitation_made.send(sender=Invitation, invitation=invitation)
    return invitation


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User) -> User:
    """Let `user` in: membership and roles. Again by the same person changes nothing.

    Raises InvitationClosed, InvitationForSomebodyElse.
    """
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    owner = person_by_email(invitation.email)
    if owner is None or owner.pk != user.pk:
        raise InvitationForSomebodyElse
    if invitation.accepted_at is not None:
        if invitation.accepted_by_id == user.pk:
            return user
        raise InvitationClosed("used")
    if invitation.expires_at <= clock.now():
        raise InvitationClosed("expired")
    _let_in(invitation, user)
    return user


def _let_in(invitation: Invitation, user: User) -> None:
    if invitation.organisation is not None:
        join_organisation(user=user, organisation=invitation.organisation)
    # Roles somebody once granted in an invitation: the inviter answers for them, even one who has left since.
    inviter = invitation.invited_by if invitation.invited_by_id != user.pk else None
    for role in invitation.roles:
        assign_role(user=user, role=role, actor=inviter)
    if invitation.as_admin and not user.is_superuser:
        user.is_superuser = user.is_staff = True
        user.save(update_fields=["is_superuser", "is_staff", "updated"])
        audit.record("person.admin", user)
    invitation.accepted_at = clock.now()
    invitation.accepted_by = user
    invitation.save(update_fields=["accepted_at", "accepted_by", "updated"])
    invitation_accepted.send(sender=Invitation, user=user, invitation=invitation)


@transaction.atomic
def sign_up_by_invitation(*, invitation: Invitation, full_name: str, password: str) -> User:
    """Make the account for the invited address, confirmed by the token, and let the person in.

    Raises AccountExists, InvitationClosed, ValidationError.
    """
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.accepted_at is not None:
        raise InvitationClosed("used")
    if person_by_email(invitation.email) is not None:
        raise AccountExists
    user = create_person(email=invitation.email, full_name=full_name, password=password)
    return accept_invitation(invitation=invitation, user=user)


@transaction.atomic
def delete_unanswered_invitations() -> int:
    """Forget whom we asked in and who never came, 90 days after the link ran out. Returns how many."""
    return Invitation.objects.filter(accepted_at=None, expires_at__lt=clock.now() - KEPT_FOR).delete()[0]
