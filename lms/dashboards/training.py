"""What a trainee's home shows, as plain values."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.observations.presenting.asides import AskedLine, asked_lines
from assessments.observations.queries.asides import asked_seats
from assessments.quizzes.models import QuizAttempt
from assessments.quizzes.queries import attempt_state, quiz_at
from assessments.quizzes.windows import Window
from assessments.scenarios.queries.placed import OpenRun, open_run_of
from certificates.awards.choices import AwardStatus
from certificates.awards.queries import is_on_hold
from certificates.awards.wording import hold_sentence
from certificates.documents.models import Certificate
from certificates.documents.queries import Validity, best_certificate
from certificates.programmes.choices import RequirementKind
from certificates.programmes.models import ProgrammeVersion
from certificates.programmes.queries import RequirementState, requirement_states, version_asking_for
from courses.catalogue.choices import ActivityKind, LessonKind
from courses.catalogue.models import CoursePage
from courses.catalogue.queries import course_at, things_to_do
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.enrolment.queries import enrolments_for
from courses.progress.queries import CourseProgress, ModuleState, NextStep, course_path, course_progress, next_step
from courses.sessions.queries import SessionLine, minutes_attended, next_place
from lms.common import clock
from lms.dashboards.wording import met_on
from lms.notifications.choices import NotificationKind
from lms.notifications.models import Notification
from lms.notifications.queries import inbox
from lms.people.models import Acknowledgement, User

FEEDBACK_KINDS = (
    NotificationKind.FEEDBACK,
    NotificationKind.MARKED,
    NotificationKind.REGRADED,
    NotificationKind.OBSERVED,
    NotificationKind.AWARD_CHANGED,
)
MOST_FEEDBACK = 3
OPEN = (EnrolmentStatus.ACTIVE, EnrolmentStatus.PAUSED)


@dataclass(frozen=True)
class Gate:
    """A step of the path. `status`: met, open or waiting; `state` and `more` say it in words."""

    title: str
    status: str
    state: str
    more: str = ""
    url: str = ""


@dataclass
class Training:
    """Everything on the page."""

    enrolment: Enrolment | None = None
    step: NextStep | None = None
    gates: list[Gate] = field(default_factory=list)
    minutes_done: int = 0
    minutes_all: int = 0
    feedback: list[Notification] = field(default_factory=list)
    best: Validity | None = None
    programme: ProgrammeVersion | None = None
    to_begin: list[CoursePage] = field(default_factory=list)
    others: list[Enrolment] = field(default_factory=list)
    step_module: int = 0
    last_try: QuizAttempt | None = None
    opens_at: dt.datetime | None = None
    window: Window = Window()
    not_open_yet: bool = False
    closed: bool = False
    is_read: bool = False
    on_hold: bool = False
    run: OpenRun | None = None
    in_group: bool = False
    lab: SessionLine | None = None
    lab_minutes: int = 0
    asked: list[AskedLine] = field(default_factory=list)

    @property
    def run_leads(self) -> bool:
        """Whether a role-play is what somebody left last: they go on there, not with the next lesson."""
        if self.run is None or self.is_paused:
            return False
        seen = self.enrolment.last_seen_at if self.enrolment else None
        return seen is None or self.run.last_at >= seen

    @property
    def certificate(self) -> Certificate | None:
        """One that is valid today."""
        return self.best.certificate if self.best and self.best.status == AwardStatus.VALID else None

    @property
    def met(self) -> int:
        return sum(gate.status == "met" for gate in self.gates)

    @property
    def at_check(self) -> bool:
        return self.step is not None and self.step.lesson.kind == LessonKind.CHECK

    @property
    def is_paused(self) -> bool:
        return self.enrolment is not None and self.enrolment.status == EnrolmentStatus.PAUSED

    @property
    def is_done(self) -> bool:
        return self.enrolment is not None and self.enrolment.status == EnrolmentStatus.COMPLETED


def training_of(user: User, unread: int) -> Training:
    """The home of one trainee with `unread` unread notifications. The queries do not grow with course or cohort."""
    page = Training(
        feedback=_feedback(user) if unread else [],
        best=best_certificate(user),
        run=open_run_of(user),
        asked=[line for line in asked_lines(asked_seats(user)) if line.open],
    )
    enrolments = _enrolments(user)
    page.enrolment = _leading(enrolments)
    if page.enrolment is None:
        page.to_begin = list(CoursePage.objects.live().filter(self_enrol=True).order_by("path")[:5])
        return page
    page.others = [one for one in enrolments if one != page.enrolment and one.status in OPEN]
    progress = course_progress(page.enrolment)
    page.step = None if page.is_done else next_step(page.enrolment, progress)
    page.step_module = _number_of(page.step, progress)
    _add_tries(page)
    _add_time(page, progress)
    _add_labs(page, user, enrolments)
    page.programme, states = _programme(user, page.enrolment)
    page.gates = [
        *_agreements(user),
        *(_module_gate(state) for state in course_path(page.enrolment, progress)),
        *(_requirement_gate(state) for state in states),
    ]
    if page.programme:
        # Only where nothing else is missing: before that it would hold nothing back.
        page.on_hold = page.best is None and page.met == len(page.gates) and is_on_hold(user)
        page.gates.append(_last_gate(page))
    return page


def _feedback(user: User) -> list[Notification]:
    return list(inbox(user).filter(kind__in=FEEDBACK_KINDS, read_at=None)[:MOST_FEEDBACK])


def _enrolments(user: User) -> list[Enrolment]:
    found = list(enrolments_for(user))
    for one in found:
        one.course, one.learner = course_at(one.course_id) or one.course, user
    return found


def _leading(enrolments: list[Enrolment]) -> Enrolment | None:
    """What somebody is busy with: an active course, else a paused one, else the last they completed."""
    for status in (*OPEN, EnrolmentStatus.COMPLETED):
        for enrolment in enrolments:
            if enrolment.status == status:
                return enrolment
    return None


def _add_tries(page: Training) -> None:
    """Where the next step is a check: the last try, and when the next one opens if there is a pause."""
    if not page.at_check or page.step is None or page.enrolment is None:
        return
    activity = next((row for row in things_to_do(page.step.lesson) if row.kind == ActivityKind.QUIZ), None)
    quiz = quiz_at(activity.target) if activity else None
    if activity is None or quiz is None:
        return
    learner, cycle = page.enrolment.learner, page.enrolment.cycle
    state = attempt_state(quiz=quiz, learner=learner, placement=activity.uuid, now=clock.now(), cycle=cycle)
    page.last_try, page.opens_at = state.last, state.opens_at
    page.is_read = state.awaiting is not None
    page.window, page.not_open_yet, page.closed = state.window, state.not_open_yet, state.closed


def _number_of(step: NextStep | None, progress: CourseProgress) -> int:
    """The place of the step's module in the course."""
    modules = [module.pk for module in progress.modules]
    return modules.index(step.module.pk) + 1 if step else 0


def _add_time(page: Training, progress: CourseProgress) -> None:
    lessons = [lesson for module in progress.modules for lesson in module.lessons]
    page.minutes_all = sum(lesson.minutes for lesson in lessons)
    page.minutes_done = sum(lesson.minutes for lesson in lessons if lesson.pk in progress.done)


def _add_labs(page: Training, user: User, enrolments: list[Enrolment]) -> None:
    """The next live lab with a place, and how long somebody was in labs. Two queries; none without a group."""
    page.in_group = any(one.cohort_id and one.status != EnrolmentStatus.WITHDRAWN for one in enrolments)
    if page.in_group and page.enrolment is not None:
        page.lab, page.lab_minutes = next_place(user), minutes_attended(page.enrolment)


def _programme(user: User, enrolment: Enrolment) -> tuple[ProgrammeVersion | None, list[RequirementState]]:
    """The programme that asks for this course, and what it asks for besides."""
    version = version_asking_for(enrolment.course_id)
    if version is None:
        return None, []
    return version, requirement_states(user, version, but=RequirementKind.COURSE)


def _agreements(user: User) -> list[Gate]:
    signed = Acknowledgement.objects.filter(user=user).order_by("-created").values_list("created", flat=True).first()
    if signed is None:
        return []
    more = _("What this is, adults only, code of conduct and privacy rules.")
    return [Gate(_("Agreements signed"), "met", met_on(signed), more)]


def _module_gate(state: ModuleState) -> Gate:
    title = _("Module %(number)s: %(title)s") % {"number": state.number, "title": state.module.title}
    words: dict[str, Any] = {
        "met": ("met", met_on(state.completed_at)),
        "open": ("open", _("Open now")),
        "not": ("waiting", _("Not yet")),
    }
    status, said = words[state.status]
    left = state.of - state.done
    more = str(state.sentence)
    if state.done and left:
        to_come = ngettext("%(n)s lesson is still to come.", "%(n)s lessons are still to come.", left)
        more = f"{more}; {to_come % {'n': left}}"
    elif not state.done:
        more = ngettext("%(n)s lesson, with a check.", "%(n)s lessons, with a check.", state.of) % {"n": state.of}
    return Gate(title, status, said, more, state.module.url)


def _requirement_gate(state: RequirementState) -> Gate:
    """Something the programme asks for besides the course."""
    label = str(state.label)
    if state.met:
        return Gate(label, "met", met_on(state.since))
    if state.requirement.kind == RequirementKind.KNOWLEDGE:
        return Gate(label, "waiting", _("Not yet"), _("The check at the end of a module asks about it."))
    return Gate(label, "waiting", _("Not yet"), str(state.sentence), state.url)


def _last_gate(page: Training) -> Gate:
    mine = reverse("certificates:mine")
    if page.certificate:
        return Gate(_("Certificate"), "met", met_on(page.certificate.issued_at), "", mine)
    if page.best:
        return Gate(_("Certificate"), "waiting", str(page.best.status.label), "", mine)
    if page.on_hold:
        return Gate(_("Certificate"), "waiting", _("Not yet"), hold_sentence())
    return Gate(_("Certificate"), "waiting", _("Not yet"), _("It is made by itself when everything above is met."))
