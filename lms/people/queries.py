"""Reading who is who. Nothing here changes anything."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, QuerySet

from lms.common import clock
from lms.people.choices import Role
from lms.people.models import (
    Accommodation,
    Acknowledgement,
    Agreement,
    Invitation,
    Membership,
    Organisation,
    SupervisionLink,
    User,
)
from lms.people.scopes import names_of


def _current(on: dt.date | None = None) -> Q:
    day = on or clock.today()
    return Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day))


def current_links(on: dt.date | None = None) -> QuerySet[SupervisionLink]:
    """Links that count on a day (today if left out): begun, not ended, accepted by the supervisor."""
    return SupervisionLink.objects.filter(_current(on), accepted_at__isnull=False)


def current_supervisors(trainee: User) -> QuerySet[User]:
    """Active people who supervise `trainee` today."""
    return User.objects.filter(is_active=True, pk__in=current_links().filter(trainee=trainee).values("supervisor"))


def supervisor_names(trainee: User) -> list[str]:
    """What those who supervise `trainee` today are called, in the order of their full names. One query."""
    rows = current_links().filter(trainee=trainee.pk, supervisor__is_active=True).order_by()
    names = ("supervisor__full_name", "supervisor__preferred_name", "supervisor__email")
    people = sorted(set(rows.values_list(*names)))  # Two links may lead to one person.
    return [User(full_name=full, preferred_name=short, email=email).get_short_name() for full, short, email in people]


def people_supervised_by(supervisor: User) -> QuerySet[User]:
    """Active people whom `supervisor` supervises today."""
    return User.objects.filter(is_active=True, pk__in=current_links().filter(supervisor=supervisor).values("trainee"))


def supervises(supervisor: User, trainee: User) -> bool:
    """Whether `supervisor` supervises `trainee` today. Never oneself."""
    return current_links().filter(supervisor=supervisor, trainee=trainee).exists()


def current_memberships(user: User) -> QuerySet[Membership]:
    """Where the person belongs today, with the organisation."""
    return Membership.objects.filter(_current(), user=user).select_related("organisation").order_by("starts", "pk")


def people_of(user: User) -> QuerySet[User]:
    """Everybody whom `user` looks after because of a role over an organisation; erased people never.

    Managers, lead supervisors and auditors look after the people of their own organisations, and those who belong to
    no organisation (they signed up by themselves and somebody has to take them in). Superusers look after everybody.
    """
    people = User.objects.filter(erased_at=None)
    if user.is_superuser:
        return people
    if not user.has_role(Role.PROGRAMME_MANAGER, Role.AUDITOR, Role.LEAD_SUPERVISOR):
        return people.none()
    memberships = Membership.objects.filter(_current(), user=OuterRef("pk"))
    mine = Membership.objects.filter(_current(), user=user).values("organisation")
    return people.filter(Q(Exists(memberships.filter(organisation__in=mine))) | ~Q(Exists(memberships)))


def people_in_reach(user: User) -> QuerySet[User]:
    """Everybody whose page `user` may open: those of `people_of`, and whom they supervise today."""
    supervised = Q(pk__in=current_links().filter(supervisor=user).values("trainee"))
    looked_after = Q(pk__in=people_of(user).values("pk"))
    return User.objects.filter(erased_at=None).filter(supervised | looked_after)


def people_guided_by(user: User) -> QuerySet[User]:
    """Whom `user` supervises today, and for a lead supervisor everybody they look after: those whose learning they
    talk through with them. Managers and auditors oversee a programme and are none of these. Superusers reach all.
    """
    guided = Q(pk__in=current_links().filter(supervisor=user).values("trainee"))
    if user.is_superuser or user.has_role(Role.LEAD_SUPERVISOR):
        guided |= Q(pk__in=people_of(user).values("pk"))
    return User.objects.filter(guided, erased_at=None)


def search_people(people: QuerySet[User], *, words: str = "", role: str = "") -> QuerySet[User]:
    """Narrow `people` by words in name or address, and by a role code."""
    for word in words.split()[:5]:
        people = people.filter(
            Q(full_name__icontains=word) | Q(preferred_name__icontains=word) | Q(email__icontains=word)
        )
    if role:
        people = people.filter(groups__name=role)
    return people.order_by("full_name", "pk")


def agreements_in_force(at: dt.datetime | None = None) -> list[Agreement]:
    """The newest version of each kind that is in force, in reading order."""
    newest: dict[str, Agreement] = {}
    for agreement in Agreement.objects.filter(in_force_from__lte=at or clock.now()).order_by("in_force_from", "pk"):
        newest[agreement.kind] = agreement
    return sorted(newest.values(), key=lambda agreement: (agreement.order, agreement.kind))


def pending_agreements(user: User) -> list[Agreement]:
    """Texts in force that the person has not accepted in this version."""
    accepted = set(user.acknowledgements.values_list("agreement", flat=True))
    return [agreement for agreement in agreements_in_force() if agreement.pk not in accepted]


def accepted_agreements(user: User) -> list[Acknowledgement]:
    """What the person has accepted, newest first."""
    return list(user.acknowledgements.select_related("agreement").order_by("-created", "agreement__order"))


def accommodations_for(user: User, kind: str, on: dt.date | None = None) -> list[Accommodation]:
    """What somebody needs, of one kind (`choices.AccommodationKind`), on a day (today if left out)."""
    return list(Accommodation.objects.filter(_current(on), user=user, kind=kind).order_by("starts", "pk"))


def accommodations_of_kinds(user: User, kinds: Iterable[str], *, scope: UUID) -> list[Accommodation]:
    """What somebody needs today, of these kinds: for everything, and for what has this `scope` alone. One query."""
    rows = Accommodation.objects.filter(_current(), user=user, kind__in=list(kinds))
    return list(rows.filter(Q(scope=None) | Q(scope=scope)).order_by("starts", "pk"))


def needed_by(people: Iterable[int], kind: str) -> dict[int, list[str]]:
    """What people (their keys) need today, of one kind and for everything: never why. One query."""
    found: dict[int, list[str]] = {}
    rows = Accommodation.objects.filter(_current(), user__in=list(people), kind=kind, scope=None)
    for user_id, needed in rows.order_by("starts", "pk").values_list("user_id", "needed"):
        found.setdefault(user_id, []).append(needed)
    return found


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation with this token, open or not."""
    return Invitation.objects.filter(token=token).select_related("organisation", "invited_by").first()


def person_by_email(email: str) -> User | None:
    """The account that signs in with, or has confirmed, this address."""
    address = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    return address.user if address else User.objects.filter(email__iexact=email).first()


def demo_people() -> list[dict[str, str]]:
    """One fictional person per role, for the sign-in page of the demo: email, name and the role in words."""
    people = User.objects.filter(is_demo=True, is_active=True).prefetch_related("groups").order_by("pk")
    first: dict[str, User] = {}
    for person in people:
        for group in person.groups.all():
            first.setdefault(group.name, person)
    return [
        {"email": first[role.value].email, "name": first[role.value].full_name, "role": str(role.label)}
        for role in Role
        if role.value in first
    ]


def organisations_of(user: User) -> QuerySet[Organisation]:
    """Organisations that `user` may ask people into: their own; all of them for a superuser."""
    if user.is_superuser:
        return Organisation.objects.all()
    return Organisation.objects.filter(pk__in=Membership.objects.filter(_current(), user=user).values("organisation"))


def organisation_for_link(supervisor: User, trainee: User) -> Organisation | None:
    """Under whose roof a supervision stands: one they share, else the trainee's, else the supervisor's."""
    theirs = [membership.organisation for membership in current_memberships(trainee)]
    others = [membership.organisation for membership in current_memberships(supervisor)]
    shared = [organisation for organisation in theirs if organisation in others]
    return next(iter([*shared, *theirs, *others]), None)


def supervisors_for(user: User, trainee: User) -> QuerySet[User]:
    """Whom `user` may ask to supervise `trainee`."""
    asked = SupervisionLink.objects.filter(trainee=trainee, ends=None).values("supervisor")
    return (
        people_of(user)
        .filter(is_active=True, groups__name__in=[Role.SUPERVISOR, Role.LEAD_SUPERVISOR])
        .exclude(pk=trainee.pk)
        .exclude(pk__in=asked)
        .distinct()
    )


def supervision_of(trainee: User) -> list[SupervisionLink]:
    """All links of a trainee, open ones first."""
    links = SupervisionLink.objects.filter(trainee=trainee).select_related("supervisor", "organisation")
    return sorted(links, key=lambda link: (link.ends is not None, -link.starts.toordinal(), -link.pk))


def supervision_to_accept(supervisor: User) -> list[SupervisionLink]:
    """Links that wait for this supervisor's yes."""
    links = SupervisionLink.objects.filter(supervisor=supervisor, accepted_at=None, ends=None)
    return list(links.select_related("trainee", "organisation").order_by("starts", "pk"))


def needs_of(user: User) -> list[Accommodation]:
    """Everything written down for somebody that still counts today or later; `scope_name` says what for alone."""
    rows = user.accommodations.filter(Q(ends=None) | Q(ends__gte=clock.today())).select_related("recorded_by")
    needs = list(rows.order_by("starts", "pk"))
    names = names_of({need.scope for need in needs if need.scope})
    for need in needs:
        need.scope_name = names.get(need.scope, "") if need.scope else ""
    return needs


def rows_of(people: Iterable[User]) -> list[dict[str, Any]]:
    """People as lines of a list. Groups have to be prefetched."""
    labels = {role.value: str(role.label) for role in Role}
    return [
        {
            "uuid": person.uuid,
            "name": person.full_name,
            "person": person,
            "email": person.email,
            "roles": ", ".join(labels[group.name] for group in person.groups.all() if group.name in labels),
            "active": person.is_active,
        }
        for person in people
    ]


def is_settled(agreement: Agreement) -> bool:
    """Whether somebody has accepted this version, so that its words can no longer change."""
    return agreement.acknowledgements.exists()


def organisation_is_in_use(organisation: Organisation) -> bool:
    """Whether anything at all points at the organisation: people, links, invitations, and what upper apps add."""
    relations = [relation for relation in organisation._meta.related_objects if relation.one_to_many]
    return any(getattr(organisation, str(relation.get_accessor_name())).exists() for relation in relations)


def people_around(people: Iterable[User]) -> QuerySet[User]:
    """Active people who today share an organisation with one of `people`, and those who belong to none."""
    memberships = Membership.objects.filter(_current(), user=OuterRef("pk"))
    theirs = Membership.objects.filter(_current(), user__in=[person.pk for person in people]).values("organisation")
    around = Q(Exists(memberships.filter(organisation__in=theirs))) | ~Q(Exists(memberships))
    return User.objects.filter(around, is_active=True, erased_at=None)


def overseers_of(person: User, *roles: str) -> QuerySet[User]:
    """Active people with one of these roles who look after `person` (see `people_of`). Never the person."""
    with_role = User.objects.filter(is_active=True, erased_at=None, groups__name__in=roles).exclude(pk=person.pk)
    theirs = Membership.objects.filter(_current(), user=person.pk).values("organisation")
    if not theirs.exists():
        return with_role.distinct()
    colleagues = Membership.objects.filter(_current(), user=OuterRef("pk"), organisation__in=theirs)
    return with_role.filter(Exists(colleagues)).distinct()


def shared_organisations(person: User, others: Iterable[User]) -> set[int]:
    """Which of `others` (primary keys) belong to an organisation of `person` today. One query."""
    theirs = Membership.objects.filter(_current(), user=person.pk).values("organisation")
    rows = Membership.objects.filter(_current(), user__in=[other.pk for other in others], organisation__in=theirs)
    return set(rows.order_by().values_list("user", flat=True).distinct())
