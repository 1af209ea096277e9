"""Who may see which levels of whom."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, OuterRef, QuerySet, Value
from django.http import Http404

from assessments.competencies.models import Goal
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Cohort, Enrolment
from courses.enrolment.queries import cohorts_in_reach
from lms.people.access import access_person
from lms.people.choices import Role
from lms.people.models import User
from lms.people.queries import current_links, current_memberships, supervises

# They look after a whole organisation; a supervisor sees by name only whom they supervise.
OVERSEEING = (Role.PROGRAMME_MANAGER, Role.LEAD_SUPERVISOR, Role.AUDITOR)


@dataclass(frozen=True)
class Member:
    """Somebody in a cohort; `named` says whether the viewer may see what they were rated."""

    pk: int
    uuid: uuid.UUID
    name: str
    named: bool


@dataclass(frozen=True)
class CohortInView:
    """A cohort with its members, in the order of their names. `whole`: the viewer looks after all of them."""

    uuid: uuid.UUID
    name: str
    organisation: str
    whole: bool
    members: tuple[Member, ...]


def access_levels(user: User, cohort_uuid: uuid.UUID) -> CohortInView:
    """A cohort whose levels `user` may look at: its organisation's managers, lead supervisors and auditors see
    everybody by name, its supervisors whom they supervise. One query, a second for a cohort without members.

    Raises Http404, the same for absent and forbidden.
    """
    whole = user.is_superuser or user.has_role(*OVERSEEING)
    reach = cohorts_in_reach(user)
    if user.has_role(Role.AUDITOR):
        reach = reach | Cohort.objects.filter(organisation__in=current_memberships(user).values("organisation"))
    members = _members(user, Enrolment.objects.filter(cohort__uuid=cohort_uuid, cohort__in=reach.values("pk")), whole)
    if members:
        name, organisation = members[0]["cohort__name"], members[0]["cohort__organisation__name"]
    else:
        found = reach.filter(uuid=cohort_uuid).values_list("name", "organisation__name").first()
        if found is None:
            raise Http404
        name, organisation = found
    seen = tuple(
        Member(row["learner_id"], row["learner__uuid"], row["learner__full_name"], whole or row["mine"])
        for row in members
    )
    return CohortInView(cohort_uuid, name, organisation, whole, seen)


def _members(user: User, enrolments: QuerySet[Enrolment], whole: bool) -> list[dict[str, Any]]:
    mine = current_links().filter(supervisor=user, trainee=OuterRef("learner"))
    rows = enrolments.exclude(status=EnrolmentStatus.WITHDRAWN).filter(learner__erased_at=None)
    rows = rows.exclude(learner=user)
    rows = rows.annotate(mine=Value(True, output_field=BooleanField()) if whole else Exists(mine))
    wanted = ("learner_id", "learner__uuid", "learner__full_name", "mine", "cohort__name", "cohort__organisation__name")
    return list(rows.order_by("learner__full_name", "learner_id").values(*wanted))


@dataclass(frozen=True)
class PersonInView:
    """Somebody whose profile is looked at. `reads_words`: the viewer may read goals and notes, not only levels;
    `sets_goals`: they may agree on goals, being the person or whoever supervises them."""

    person: User
    own: bool
    reads_words: bool
    sets_goals: bool


def access_profile(user: User, person_uuid: uuid.UUID) -> PersonInView:
    """Somebody's profile: one's own, of somebody whom one supervises, or looks after for an organisation.

    Managers and auditors see levels and dates, not what was written (they are not who talks it through). Raises
    Http404, the same for absent and forbidden.
    """
    person = access_person(user, person_uuid)
    own = person.pk == user.pk
    near = own or user.is_superuser or user.has_role(Role.LEAD_SUPERVISOR) or supervises(user, person)
    return PersonInView(person, own, reads_words=near, sets_goals=near)


def access_goal(user: User, goal_uuid: uuid.UUID) -> Goal:
    """A goal that `user` may tick off: their own, or of somebody whose goals they set. Else the same Http404."""
    goal = Goal.objects.select_related("learner").filter(uuid=goal_uuid).first()
    if goal is None:
        raise Http404
    if not access_profile(user, goal.learner.uuid).sets_goals:
        raise Http404
    return goal
