"""What supervisors, managers, editors and auditors find on their desk, as plain values."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from assessments.scenarios.choices import RunStatus
from assessments.scenarios.models import ScenarioAttempt
from certificates.awards.models import Award
from courses.catalogue.models import LessonPage
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Cohort, Enrolment
from courses.enrolment.queries import annotate_taken
from courses.progress.choices import ProgressStatus
from courses.progress.models import LessonProgress, Reflection
from courses.progress.queries import done_sentence
from lms.common import clock
from lms.dashboards.wording import harm_words
from lms.people.models import Invitation, Organisation, User
from lms.people.queries import current_memberships, people_supervised_by

# A harmful moment is worth a word while it is fresh.
HARMS_FOR = dt.timedelta(days=30)
# Somebody who has not come by for two weeks may be glad of a word.
QUIET_FOR = dt.timedelta(days=14)
MOST_ROWS = 12


@dataclass(frozen=True)
class SupervisedPerson:
    """One row of a supervisor's list; `quiet` when nothing was heard for a while."""

    name: str
    url: str
    last_seen: dt.datetime | None
    sentence: str
    quiet: bool


def my_people(supervisor: User) -> list[SupervisedPerson]:
    """Whom a supervisor supervises today, those unheard of longest first. Four queries, however many people."""
    people = list(people_supervised_by(supervisor).order_by("full_name"))
    enrolments = _newest_enrolments(people)
    done = _lessons_done(enrolments.values())
    totals = _lessons_of({enrolment.course_id: enrolment.course.path for enrolment in enrolments.values()})
    rows = [_row(person, enrolments.get(person.pk), done, totals) for person in people]
    return sorted(rows, key=lambda row: (row.last_seen is not None, row.last_seen or clock.now(), row.name))


def _newest_enrolments(people: list[User]) -> dict[int, Enrolment]:
    found = Enrolment.objects.filter(learner__in=people).select_related("course").order_by("started_at", "pk")
    return {enrolment.learner_id: enrolment for enrolment in found}


def _lessons_done(enrolments: Any) -> dict[int, int]:
    rows = LessonProgress.objects.filter(enrolment__in=list(enrolments), status=ProgressStatus.COMPLETED)
    return dict(rows.filter(lesson__live=True).values_list("enrolment").annotate(n=Count("pk")))


def _lessons_of(courses: dict[int, str]) -> dict[int, int]:
    """How many live lessons each course has. One query."""
    counts = {
        f"course_{pk}": Count("pk", filter=Q(path__startswith=path), distinct=True) for pk, path in courses.items()
    }
    found = LessonPage.objects.live().aggregate(**counts) if counts else {}
    return {pk: found[f"course_{pk}"] for pk in courses}


def _row(person: User, enrolment: Enrolment | None, done: dict[int, int], totals: dict[int, int]) -> SupervisedPerson:
    url = reverse("people:person", args=[person.uuid])
    if enrolment is None:
        return SupervisedPerson(str(person), url, None, _("In no course yet"), quiet=False)
    sentence = str(done_sentence(done.get(enrolment.pk, 0), totals.get(enrolment.course_id, 0)))
    endings = {
        EnrolmentStatus.PAUSED: _("paused"),
        EnrolmentStatus.WITHDRAWN: _("has left the course"),
        EnrolmentStatus.COMPLETED: _("course completed"),
    }
    ending = endings.get(EnrolmentStatus(enrolment.status))
    last = enrolment.last_seen_at
    since = last or enrolment.started_at
    quiet = enrolment.status == EnrolmentStatus.ACTIVE and since < clock.now() - QUIET_FOR
    return SupervisedPerson(str(person), url, last, f"{sentence} · {ending}" if ending else sentence, quiet)


def shared_reflections(supervisor: User) -> list[Reflection]:
    """What was shared with a supervisor, newest first. One query."""
    shared = Reflection.objects.filter(shared_at__isnull=False, learner__in=people_supervised_by(supervisor))
    return list(shared.select_related("learner", "activity__lesson").order_by("-shared_at")[:MOST_ROWS])


@dataclass(frozen=True)
class SeenRun:
    """A run of somebody one supervises: sent to their supervisors, or with something harmful in it."""

    name: str
    url: str
    scenario: str
    sentence: str
    sent: bool
    at: dt.datetime


def runs_of_my_people(supervisor: User) -> list[SeenRun]:
    """Role-plays that were sent to a supervisor, and fresh harmful moments, the newest first. One query."""
    fresh = Q(harms__gt=0, finished_at__gte=clock.now() - HARMS_FOR)
    runs = ScenarioAttempt.objects.filter(fresh | Q(sent_at__isnull=False), status=RunStatus.FINISHED)
    runs = runs.filter(learner__in=people_supervised_by(supervisor)).select_related("learner", "scenario")
    runs = runs.annotate(at=Coalesce("sent_at", "finished_at")).defer("state", "scenario__graph", "scenario__way_round")
    return [_seen_run(run) for run in runs.order_by("-at")[:MOST_ROWS]]


def _seen_run(run: Any) -> SeenRun:
    return SeenRun(
        name=run.learner.full_name,
        url=reverse("assessments:role_play_debrief", args=[run.uuid]),
        scenario=run.scenario.title,
        sentence=harm_words(run.harms, run.open_harms),
        sent=run.sent_at is not None,
        at=run.at,
    )


def organisations_of(user: User) -> QuerySet[Organisation]:
    """Whose programme somebody looks after; all of them for an administrator."""
    if user.is_superuser:
        return Organisation.objects.all()
    return Organisation.objects.filter(pk__in=current_memberships(user).values("organisation"))


def cohorts_of(user: User) -> list[Cohort]:
    """The cohorts of somebody's organisations, with `taken`, `busy`, `resting` and `done`. One query."""
    cohorts = Cohort.objects.filter(organisation__in=organisations_of(user)).select_related("course")
    counted = annotate_taken(cohorts).annotate(
        busy=_count(EnrolmentStatus.ACTIVE),
        resting=_count(EnrolmentStatus.PAUSED),
        done=_count(EnrolmentStatus.COMPLETED),
    )
    return list(counted.order_by("-starts", "name")[:MOST_ROWS])


def _count(status: str) -> Count:
    return Count("enrolments", filter=Q(enrolments__status=status))


def open_invitations(user: User) -> list[Invitation]:
    """Who was asked in and has not come yet. One query."""
    waiting = Invitation.objects.filter(accepted_at=None, expires_at__gt=clock.now())
    mine = waiting if user.is_superuser else waiting.filter(organisation__in=organisations_of(user))
    return list(mine.select_related("organisation").order_by("expires_at")[:MOST_ROWS])


def recent_awards(user: User) -> list[Award]:
    """What was awarded lately to people of somebody's organisations. One query."""
    awards = Award.objects.select_related("learner", "version__programme").order_by("-granted_at")
    if not user.is_superuser:
        learners = User.objects.filter(memberships__organisation__in=organisations_of(user)).values("pk")
        awards = awards.filter(learner__in=learners)
    return list(awards[:5])


def in_review() -> list[dict[str, Any]]:
    """Pages that wait for a reviewer, oldest first. Three queries."""
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS).select_related(
        "current_task_state__task", "requested_by"
    )
    rows = list(states.order_by("created_at")[:MOST_ROWS])
    pages = Page.objects.in_bulk([int(row.object_id) for row in rows if row.object_id.isdecimal()])
    return [
        {
            "title": pages[int(row.object_id)].draft_title,
            "url": reverse("wagtailadmin_pages:edit", args=[row.object_id]),
            "task": row.current_task_state.task.name if row.current_task_state else "",
            "by": str(row.requested_by or ""),
            "since": row.created_at,
        }
        for row in rows
        if row.object_id.isdecimal() and int(row.object_id) in pages
    ]


def drafts_of(user: User) -> list[dict[str, Any]]:
    """Pages somebody has begun to change and not published. One query."""
    pages = Page.objects.filter(has_unpublished_changes=True, latest_revision__user=user)
    return [
        {"title": page.draft_title, "url": reverse("wagtailadmin_pages:edit", args=[page.pk])}
        for page in pages.order_by("-latest_revision_created_at")[:MOST_ROWS]
    ]
