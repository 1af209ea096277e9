"""The only way from a URL to a person, and the gate for pages that belong to a role."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from lms.people.choices import Role
from lms.people.models import SupervisionLink, User
from lms.people.queries import people_guided_by, people_in_reach, people_of, supervises

View = Callable[..., HttpResponse]


def access_person(user: User, uuid: UUID | str) -> User:
    """The person with this `uuid`, if `user` may open their page; Http404 otherwise (absent and forbidden alike)."""
    if str(user.uuid) == str(uuid):
        return user
    person = people_in_reach(user).filter(uuid=uuid).first()
    if person is None:
        raise Http404
    return person


def access_guided(user: User, uuid: UUID | str) -> User:
    """Oneself, or somebody whom `user` supervises, or looks after as a lead supervisor. Else the same Http404."""
    if str(user.uuid) == str(uuid):
        return user
    person = people_guided_by(user).filter(uuid=uuid).first()
    if person is None:
        raise Http404
    return person


def guides(user: User, person: User) -> bool:
    """Whether `person` is oneself or one of `people_guided_by`."""
    return user.pk == person.pk or supervises(user, person) or leads(user, person)


def leads(user: User, person: User) -> bool:
    """Whether `user` looks after `person` as a lead supervisor. No query for anybody else."""
    if not (user.is_superuser or user.has_role(Role.LEAD_SUPERVISOR)):
        return False
    return people_of(user).filter(pk=person.pk).exists()


def access_supervision(user: User, uuid: UUID | str) -> SupervisionLink:
    """A supervision link that `user` may act on: the supervisor in it, or a manager who looks after both."""
    link = SupervisionLink.objects.select_related("supervisor", "trainee").filter(uuid=uuid).first()
    if link is None:
        raise Http404
    if link.supervisor_id == user.pk:
        return link
    if not (user.is_superuser or user.has_role(Role.PROGRAMME_MANAGER)):
        raise Http404
    if people_of(user).filter(pk__in=[link.supervisor_id, link.trainee_id]).count() < 2:
        raise Http404
    return link


def may_manage(user: User, person: User) -> bool:
    """Whether `user` may change roles, supervision and accommodations of `person` (whose page they can open)."""
    if user.is_superuser:
        return True
    if not user.has_role(Role.PROGRAMME_MANAGER):
        return False
    return people_of(user).filter(pk=person.pk).exists() and not person.is_superuser


def may_see_needs(user: User, person: User) -> bool:
    """Accommodations are for the person, their managers, whoever supervises them and leads that: nobody else."""
    return guides(user, person) or may_manage(user, person)


def role_required(*roles: str) -> Callable[[View], View]:
    """Anonymous goes to sign in; signed in without one of `roles` sees the same 404 as for a page that is not there.

    Superusers pass.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user: Any = request.user
            if not user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not (user.is_superuser or user.has_role(*roles)):
                raise Http404
            return view(request, *args, **kwargs)

        return gate

    return decorate
