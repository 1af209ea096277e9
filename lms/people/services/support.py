"""Who supervises whom, and what somebody needs in order to take part."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from lms.common import audit, clock
from lms.people.choices import Role
from lms.people.errors import SupervisionRefused
from lms.people.models import Accommodation, Organisation, SupervisionLink, User
from lms.people.signals import accommodation_changed


@transaction.atomic
def start_supervision(
    *, supervisor: User, trainee: User, organisation: Organisation, actor: User | None, accepted: bool = False
) -> SupervisionLink:
    """Ask `supervisor` to supervise `trainee` from today; `accepted` if they said yes already.

    Returns the open link if there is one. Raises SupervisionRefused.
    """
    if supervisor.pk == trainee.pk:
        raise SupervisionRefused(_("Nobody supervises themselves."))
    if not supervisor.has_role(Role.SUPERVISOR, Role.LEAD_SUPERVISOR):
        raise SupervisionRefused(_("This person is not a supervisor. Give them the role first."))
    User.objects.select_for_update().get(pk=trainee.pk)
    link = SupervisionLink.objects.filter(supervisor=supervisor, trainee=trainee, ends=None).first()
    if link is None:
        link = SupervisionLink(supervisor=supervisor, trainee=trainee, organisation=organisation)
        link.full_clean()
        link.save()
        audit.record("supervision.start", link, actor=actor, data=_who(link))
    if accepted:
        return accept_supervision(link=link, actor=actor or supervisor)
    return link


@transaction.atomic
def accept_supervision(*, link: SupervisionLink, actor: User) -> SupervisionLink:
    """The supervisor says yes: from now on the link counts."""
    link = SupervisionLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if link.ends is not None:
        raise SupervisionRefused(_("This supervision has ended."))
    if link.accepted_at is None:
        link.accepted_at = clock.now()
        link.save(update_fields=["accepted_at", "updated"])
        audit.record("supervision.accept", link, actor=actor, data=_who(link))
    return link


@transaction.atomic
def end_supervision(*, link: SupervisionLink, actor: User | None) -> SupervisionLink:
    """End a link: it no longer counts from today on, and stays in the books."""
    link = SupervisionLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if link.ends is None:
        # The day before, so that whoever is taken off today sees nothing more today.
        link.ends = max(link.starts, clock.today() - dt.timedelta(days=1))
        if link.ends >= clock.today():
            link.accepted_at = None
        link.save(update_fields=["ends", "accepted_at", "updated"])
        audit.record("supervision.end", link, actor=actor, data=_who(link))
    return link


def _who(link: SupervisionLink) -> dict[str, str]:
    return {"supervisor": str(link.supervisor.uuid), "trainee": str(link.trainee.uuid)}


@transaction.atomic
def add_accommodation(
    *,
    user: User,
    kind: str,
    needed: str,
    actor: User,
    value: Decimal | None = None,
    starts: dt.date | None = None,
    ends: dt.date | None = None,
    scope: UUID | None = None,
) -> Accommodation:
    """Write down what somebody needs, never why. The same open line twice is one. Raises ValidationError.

    `scope`: what it is for alone (see scopes.py), e.g. the UUID of a quiz; None for everything.
    """
    User.objects.select_for_update().get(pk=user.pk)
    wanted: dict[str, Any] = {
        "user": user,
        "kind": kind,
        "needed": needed,
        "value": value,
        "ends": ends,
        "scope": scope,
    }
    same = Accommodation.objects.filter(**wanted, starts__lte=starts or clock.today()).first()
    if same is not None and ends is None:
        return same
    accommodation = Accommodation(**wanted, starts=starts or clock.today(), recorded_by=actor)
    accommodation.full_clean()
    accommodation.save()
    about = {"person": str(user.uuid), "kind": str(kind), **({"scope": str(scope)} if scope else {})}
    audit.record("accommodation.add", accommodation, actor=actor, data=about)
    accommodation_changed.send(sender=Accommodation, user=user)
    return accommodation


@transaction.atomic
def end_accommodation(*, accommodation: Accommodation, actor: User) -> Accommodation:
    """It is not needed any more: the last day was yesterday."""
    accommodation = Accommodation.objects.select_for_update(of=("self",)).get(pk=accommodation.pk)
    yesterday = clock.today() - dt.timedelta(days=1)
    if accommodation.ends is None or accommodation.ends > yesterday:
        accommodation.ends = yesterday
        accommodation.save(update_fields=["ends", "updated"])
        audit.record("accommodation.end", accommodation, actor=actor, data={"person": str(accommodation.user.uuid)})
        accommodation_changed.send(sender=Accommodation, user=accommodation.user)
    return accommodation
