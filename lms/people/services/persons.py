"""People, where they belong, and the roles they hold."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from wagtail.users.models import UserProfile

from lms.common import audit
from lms.people.choices import Role
from lms.people.errors import OwnRoles, UnknownRole
from lms.people.models import Membership, Organisation, User
from lms.people.queries import current_memberships, person_by_email


@transaction.atomic
def create_person(
    *,
    email: str,
    full_name: str,
    roles: Iterable[str] = (),
    organisation: Organisation | None = None,
    password: str | None = None,
    verified: bool = True,
    is_demo: bool = False,
) -> User:
    """The person who signs in with `email`; made if there is none, with a confirmed address if `verified`.

    Safe to call twice: somebody who exists keeps name and password, and only gains what is missing of `roles` and
    membership. Without a `password` the person sets one through *Forgot your password?*.
    Raises ValidationError for a bad address or name, UnknownRole.
    """
    email = email.strip().lower()
    user = person_by_email(email)
    if user is None:
        user = _make(email, full_name.strip(), password, verified=verified, is_demo=is_demo)
    if organisation is not None:
        join_organisation(user=user, organisation=organisation)
    for role in roles:
        assign_role(user=user, role=role, actor=None)
    return user


def _make(email: str, full_name: str, password: str | None, *, verified: bool, is_demo: bool) -> User:
    user = User(email=email, full_name=full_name, is_demo=is_demo)
    user.set_password(password)
    user.full_clean(exclude=["password"], validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        # Somebody made the same account between our look and our write.
        return User.objects.get(email=email)
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    audit.record("person.create", user)
    return user


@transaction.atomic
def join_organisation(*, user: User, organisation: Organisation) -> Membership:
    """Let somebody belong to an organisation from today. Nothing happens if they do already."""
    User.objects.select_for_update().get(pk=user.pk)
    current = current_memberships(user).filter(organisation=organisation).first()
    if current is not None:
        return current
    membership, made = Membership.objects.get_or_create(user=user, organisation=organisation, ends=None)
    if made:
        audit.record("person.join", user, data={"organisation": str(organisation.uuid)})
    return membership


def _group(role: str) -> Group:
    if role not in Role.values:
        raise UnknownRole
    return Group.objects.get_or_create(name=role)[0]


def _refuse_own(user: User, actor: User | None) -> None:
    if actor is not None and actor.pk == user.pk and not actor.is_superuser:
        raise OwnRoles


@transaction.atomic
def assign_role(*, user: User, role: str, actor: User | None) -> None:
    """Give a role (`choices.Role`). Raises OwnRoles, UnknownRole."""
    _refuse_own(user, actor)
    group = _group(role)
    User.objects.select_for_update().get(pk=user.pk)
    if not user.groups.filter(pk=group.pk).exists():
        user.groups.add(group)
        audit.record("person.role_add", user, actor=actor, data={"role": str(role)})
    _forget_roles(user)


@transaction.atomic
def remove_role(*, user: User, role: str, actor: User | None) -> None:
    """Take a role away. Raises OwnRoles, UnknownRole."""
    _refuse_own(user, actor)
    group = _group(role)
    User.objects.select_for_update().get(pk=user.pk)
    if user.groups.filter(pk=group.pk).exists():
        user.groups.remove(group)
        audit.record("person.role_remove", user, actor=actor, data={"role": str(role)})
    _forget_roles(user)


def _forget_roles(user: User) -> None:
    for name in ("role_codes", "_perm_cache", "_user_perm_cache", "_group_perm_cache"):
        user.__dict__.pop(name, None)


PROFILE_FIELDS = ("full_name", "preferred_name", "language", "time_zone", "region", "name_public")


@transaction.atomic
def save_profile(*, user: User, **changes: str | bool) -> User:
    """Change what people say about themselves (`PROFILE_FIELDS`). Raises ValidationError."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    changed = [name for name in PROFILE_FIELDS if name in changes and getattr(locked, name) != changes[name]]
    for name in changed:
        setattr(locked, name, changes[name])
    locked.full_clean(exclude=["password"])
    if changed:
        locked.save(update_fields=[*changed, "updated"])
        if "time_zone" in changed:
            # Wagtail keeps a zone of its own for its admin: an editor's clock is the same in both.
            UserProfile.objects.update_or_create(user=locked, defaults={"current_time_zone": locked.time_zone})
        audit.record("person.profile", locked, actor=locked, data={"fields": changed})
    return locked
