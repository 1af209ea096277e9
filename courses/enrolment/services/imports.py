from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from courses.enrolment import queries
from courses.enrolment.choices import EnrolmentStatus, SeatRole
from courses.enrolment.errors import EnrolmentError
from courses.enrolment.models import Cohort, CohortSeat, Enrolment
from courses.enrolment.services.enrolments import enrol
from courses.enrolment.tables import ImportRow, row_problem
from lms.common import audit
from lms.common.errors import DomainError
from lms.people.models import Organisation, User
from lms.people.services import assign_role, invite

Outcome = Literal["enrol", "invite", "list", "already", "problem"]


@dataclass(frozen=True)
class ImportLine:
    """What happens with one row: *enrol* (a member), *invite* (anybody else), *list* (as supervisor), else why not."""

    row: ImportRow
    outcome: Outcome
    words: str


@dataclass(frozen=True)
class ImportReport:
    """The lines of an import in the order of the file."""

    lines: list[ImportLine] = field(default_factory=list)

    @property
    def problems(self) -> list[ImportLine]:
        return [line for line in self.lines if line.outcome == "problem"]

    @property
    def to_do(self) -> list[ImportLine]:
        return [line for line in self.lines if line.outcome in {"enrol", "invite", "list"}]


@dataclass
class _Known:
    """What the database holds about the addresses of a file; read once, in five queries."""

    members: dict[str, User]
    taking: dict[int, int | None]
    seats: set[str]
    listed: set[int]
    free: int | None


@transaction.atomic
def import_rows(*, cohort: Cohort, rows: Sequence[ImportRow], actor: User, dry_run: bool) -> ImportReport:
    """Bring the people of a list into a cohort; rows with a problem are left out and named. Idempotent.

    Members of the cohort's organisation are enrolled. Everybody else is invited by mail, whether they have an account
    or not, and a place is kept for them: nobody's training comes into an organisation's sight without a yes.
    """
    locked = Cohort.objects.select_for_update(of=("self",)).select_related("course", "organisation").get(pk=cohort.pk)
    known = _look_up(locked, rows)
    first_seen: dict[str, int] = {}
    lines = [_plan(row, known, locked, first_seen) for row in rows]
    if not dry_run:
        lines = [_carry_out(line, known, locked, actor) for line in lines]
        done = [line for line in lines if line.outcome in {"enrol", "invite", "list"}]
        audit.record("cohort.import", locked, actor=actor, data={"rows": len(rows), "done": len(done)})
    return ImportReport(lines)


@transaction.atomic
def take_seats(*, user: User, email: str) -> list[Enrolment]:
    """Turn the places kept under `email` into enrolments of `user`. Idempotent.

    A place that no longer fits (they came into another cohort of the course meanwhile) is given up without a fuss.
    """
    enrolments = []
    kept = CohortSeat.objects.select_for_update(of=("self",)).filter(email__iexact=email)
    for seat in kept.select_related("cohort__course", "kept_by"):
        cohort, role, keeper = seat.cohort, seat.role, seat.kept_by
        seat.delete()
        if role == SeatRole.SUPERVISOR:
            cohort.supervisors.add(user)
            continue
        try:
            enrolments.append(enrol(learner=user, course=cohort.course, cohort=cohort, actor=keeper))
        except EnrolmentError:
            continue
    return enrolments


def _look_up(cohort: Cohort, rows: Sequence[ImportRow]) -> _Known:
    emails = {row.email for row in rows}
    here = queries.members_of(Organisation.objects.filter(pk=cohort.organisation_id))
    members = {user.email.lower(): user for user in here.filter(email__in=emails)}
    enrolments = Enrolment.objects.filter(course=cohort.course, learner__in=members.values())
    taking = enrolments.exclude(status=EnrolmentStatus.WITHDRAWN).values_list("learner_id", "cohort_id")
    return _Known(
        members=members,
        taking=dict(taking),
        seats={email.lower() for email in cohort.seats.values_list("email", flat=True)},
        listed=set(cohort.supervisors.values_list("pk", flat=True)),
        free=None if cohort.capacity is None else cohort.capacity - queries.places_taken(cohort),
    )


def _plan(row: ImportRow, known: _Known, cohort: Cohort, first_seen: dict[str, int]) -> ImportLine:
    problem = row_problem(row, roles=tuple(SeatRole.values), first_seen=first_seen)
    if problem:
        return ImportLine(row, "problem", problem)
    if row.email in known.seats:
        return ImportLine(row, "already", _("Invited already; a place is kept."))
    user = known.members.get(row.email)
    if user is None:
        return _plan_invitation(row, known)
    if row.role == SeatRole.SUPERVISOR:
        if user.pk in known.listed:
            return ImportLine(row, "already", _("Listed as a supervisor already."))
        return ImportLine(row, "list", _("Is listed as a supervisor."))
    return _plan_member(row, user, known, cohort)


def _plan_member(row: ImportRow, user: User, known: _Known, cohort: Cohort) -> ImportLine:
    if user.pk in known.taking:
        now_with = known.taking[user.pk]
        if now_with == cohort.pk:
            return ImportLine(row, "already", _("In this cohort already."))
        if now_with is not None:
            return ImportLine(row, "problem", _("Takes this course with another cohort."))
    return _with_place(ImportLine(row, "enrol", _("Is enrolled.")), known)


def _plan_invitation(row: ImportRow, known: _Known) -> ImportLine:
    if not row.name:
        return ImportLine(row, "problem", _("The name is missing; an invitation needs one."))
    line = ImportLine(row, "invite", _("Gets an invitation by mail; a place is kept."))
    return line if row.role == SeatRole.SUPERVISOR else _with_place(line, known)


def _with_place(line: ImportLine, known: _Known) -> ImportLine:
    if known.free is None:
        return line
    if known.free <= 0:
        return ImportLine(line.row, "problem", _("All places of this cohort are taken."))
    known.free -= 1
    return line


def _carry_out(line: ImportLine, known: _Known, cohort: Cohort, actor: User) -> ImportLine:
    """Do what was planned; a refusal becomes the problem of its row, and undoes nothing else."""
    try:
        with transaction.atomic():
            if line.outcome == "enrol":
                enrol(learner=known.members[line.row.email], course=cohort.course, cohort=cohort, actor=actor)
            elif line.outcome == "list":
                supervisor = known.members[line.row.email]
                assign_role(user=supervisor, role=str(SeatRole.SUPERVISOR), actor=actor)
                cohort.supervisors.add(supervisor)
            elif line.outcome == "invite":
                _invite(line.row, cohort, actor)
    except DomainError as refusal:
        return replace(line, outcome="problem", words=str(refusal))
    return line


def _invite(row: ImportRow, cohort: Cohort, actor: User) -> None:
    role = row.role or str(SeatRole.TRAINEE)
    CohortSeat.objects.get_or_create(
        cohort=cohort, email=row.email, defaults={"full_name": row.name, "role": role, "kept_by": actor}
    )
    invite(email=row.email, organisation=cohort.organisation, roles=[role], actor=actor, full_name=row.name)
