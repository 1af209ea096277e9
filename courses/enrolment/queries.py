from django.db.models import Count, Q, QuerySet

from courses.catalogue.models import CoursePage
from courses.enrolment.choices import OPEN_STATUSES, EnrolmentStatus, SeatRole
from courses.enrolment.models import Cohort, CohortInvite, Enrolment
from lms.common import clock
from lms.people.choices import Role
from lms.people.models import Membership, Organisation, User
from lms.people.queries import current_memberships


def open_enrolment(learner: User, course: CoursePage) -> Enrolment | None:
    """The learner's enrolment that is under way or paused, if there is one. One query."""
    return Enrolment.objects.filter(learner=learner, course=course, status__in=OPEN_STATUSES).first()


def current_enrolment(learner: User, course: CoursePage) -> Enrolment | None:
    """The newest enrolment, whatever its status. One query."""
    return Enrolment.objects.filter(learner=learner.pk, course=course.pk).order_by("-cycle").first()


def enrolments_for(learner: User) -> QuerySet[Enrolment]:
    """All enrolments of somebody, the newest first."""
    return Enrolment.objects.filter(learner=learner.pk).order_by("-started_at", "-pk")


def taking_places(cohort: Cohort) -> QuerySet[Enrolment]:
    """The enrolments that take a place in a cohort: all but the withdrawn."""
    return Enrolment.objects.filter(cohort=cohort).exclude(status=EnrolmentStatus.WITHDRAWN)


def places_taken(cohort: Cohort) -> int:
    """How many places of a cohort are taken or kept. Two queries."""
    return taking_places(cohort).count() + cohort.seats.filter(role=SeatRole.TRAINEE).count()


def cohorts_in_reach(user: User) -> QuerySet[Cohort]:
    """The cohorts somebody may look at: of their organisations for managers and lead supervisors, else those that
    list them as a supervisor. Superusers see all."""
    cohorts = Cohort.objects.select_related("course", "organisation")
    if user.is_superuser:
        return cohorts
    listed = Cohort.objects.filter(supervisors=user).values("pk")
    reach = Q(pk__in=listed) if user.has_role(Role.SUPERVISOR, Role.LEAD_SUPERVISOR) else Q(pk=None)
    if user.has_role(Role.PROGRAMME_MANAGER, Role.LEAD_SUPERVISOR):
        reach |= Q(organisation__in=current_memberships(user).values("organisation"))
    return cohorts.filter(reach)


def cohorts_managed_by(user: User) -> QuerySet[Cohort]:
    """The cohorts somebody may change: those of a manager's organisations; all for superusers."""
    if user.is_superuser:
        return cohorts_in_reach(user)
    if not user.has_role(Role.PROGRAMME_MANAGER):
        return Cohort.objects.none()
    mine = current_memberships(user).values("organisation")
    return Cohort.objects.filter(organisation__in=mine).select_related("course", "organisation")


def organisations_managed_by(user: User) -> QuerySet[Organisation]:
    """The organisations in which somebody may make a cohort."""
    if user.is_superuser:
        return Organisation.objects.all()
    if not user.has_role(Role.PROGRAMME_MANAGER):
        return Organisation.objects.none()
    return Organisation.objects.filter(pk__in=current_memberships(user).values("organisation"))


def members_of(organisations: QuerySet[Organisation]) -> QuerySet[User]:
    """Active people who belong to one of these organisations today."""
    today = clock.today()
    current = Q(ends=None) | Q(ends__gte=today)
    rows = Membership.objects.filter(current, organisation__in=organisations, starts__lte=today)
    return User.objects.filter(is_active=True, pk__in=rows.values("user"))


def supervisors_to_list(organisations: QuerySet[Organisation]) -> QuerySet[User]:
    """Who may be listed as a supervisor of a cohort of these organisations: their members who hold that role."""
    roles = [str(Role.SUPERVISOR), str(Role.LEAD_SUPERVISOR)]
    return members_of(organisations).filter(groups__name__in=roles).distinct().order_by("full_name", "pk")


def annotate_taken(cohorts: QuerySet[Cohort]) -> QuerySet[Cohort]:
    """Add `taken`, the number of places taken, to cohorts."""
    return cohorts.annotate(taken=Count("enrolments", filter=~Q(enrolments__status=EnrolmentStatus.WITHDRAWN)))


def usable_invites(cohort: Cohort) -> QuerySet[CohortInvite]:
    """The links of a cohort that nobody has withdrawn and whose day has not passed, the newest first."""
    return cohort.invites.filter(revoked_at=None, expires_at__gt=clock.now()).order_by("-created")
