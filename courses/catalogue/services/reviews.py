"""The clinical review of safety content, of lessons and scenarios: the workflow, and what a publish says about it."""

import logging
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import Revision, TaskState, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from assessments.scenarios.choices import SignatureKind
from assessments.scenarios.errors import SignatureRefused
from assessments.scenarios.models import Scenario, ScenarioSignature
from assessments.scenarios.queries import current_version
from assessments.scenarios.services import sign_version
from content.site.edition import note_change
from courses.catalogue.choices import ReviewStatus
from courses.catalogue.models import REVIEW_FIELDS, ClinicalReviewTask, CourseIndexPage, LessonPage
from lms.common import audit
from lms.people.choices import Role

logger = logging.getLogger(__name__)

# The name is data that an administrator may change; what is found again is the task's type.
NAME = "Clinical review"


@transaction.atomic
def sync_workflow() -> Workflow:
    """Lay the workflow *Clinical review* with its one task, and put it on every course list and on scenarios.

    Safe to call twice. What an administrator added to it (groups, tasks, pages) stays; a course list that has another
    workflow keeps it, and so do scenarios.
    """
    group = Group.objects.get_or_create(name=str(Role.CLINICAL_REVIEWER))[0]
    task = ClinicalReviewTask.objects.order_by("pk").first() or ClinicalReviewTask.objects.create(name=NAME)
    task.groups.add(group)
    place = WorkflowTask.objects.filter(task_id=task.pk).select_related("workflow").order_by("pk").first()
    workflow = place.workflow if place else Workflow.objects.create(name=NAME)
    if place is None:
        WorkflowTask.objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
    for index in CourseIndexPage.objects.filter(workflowpage=None):
        WorkflowPage.objects.create(workflow=workflow, page_id=index.pk)
    scenarios = ContentType.objects.get_for_model(Scenario)
    WorkflowContentType.objects.get_or_create(content_type=scenarios, defaults={"workflow": workflow})
    return workflow


@transaction.atomic
def record_scenario_review(*, scenario: Scenario, revision: Revision | None) -> ScenarioSignature | None:
    """Put the name of the clinical reviewer who approved it under the version just published. Idempotent.

    Published in any other way, a new version stays *not reviewed yet*. Somebody without a name in their profile can't
    sign: it is published, and can be signed later.
    """
    approval, version = _approval(revision), current_version(scenario)
    if approval is None or version is None:
        return None
    try:
        return sign_version(version=version, kind=SignatureKind.SAFETY, reviewer=approval.finished_by)
    except SignatureRefused:
        logger.warning("approved scenario stays unsigned", extra={"scenario": scenario.code})
        return None


@transaction.atomic
def record_review(*, lesson: LessonPage, revision: Revision | None) -> LessonPage:
    """Write down whether what was just published was approved by a clinical reviewer. Idempotent.

    Approved is a revision: other words, or the same words published in any other way, are *not reviewed*. Called
    by each publish, so also by a scheduled one.
    """
    approval = _approval(revision) if lesson.safety else None
    if not lesson.safety:
        values = _values(ReviewStatus.NOT_NEEDED)
    elif approval is None:
        values = _values(ReviewStatus.NOT_REVIEWED)
    else:
        name = approval.finished_by.get_full_name()
        values = _values(ReviewStatus.REVIEWED, name, approval.finished_at, getattr(revision, "pk", None))
    before = LessonPage.objects.select_for_update(of=("self",)).values_list(*REVIEW_FIELDS).get(pk=lesson.pk)
    if before != tuple(values.values()):
        LessonPage.objects.filter(pk=lesson.pk).update(**values)
        note_change()
        action = "lesson.reviewed" if approval else "lesson.unreviewed"
        actor = approval.finished_by if approval else getattr(revision, "user", None)
        audit.record(action, lesson, actor=actor, data={"revision": getattr(revision, "pk", None)})
    for name, value in values.items():
        setattr(lesson, name, value)
    return lesson


def _values(status: ReviewStatus, name: str = "", at: Any = None, revision: int | None = None) -> dict[str, Any]:
    return dict(zip(REVIEW_FIELDS, (status.value, name, at, revision), strict=True))


def _approval(revision: Revision | None) -> TaskState | None:
    """The clinical approval that covers this revision.

    Approving in the page's form first saves what stands in the form as a revision of the reviewer's own, and publishes
    that one. So the approval covers the revision that was sent in, and one that the same reviewer saved up to then.
    """
    if revision is None:
        return None
    own = Q(
        revision__object_id=revision.object_id,
        revision__base_content_type_id=revision.base_content_type_id,
        revision__created_at__lte=revision.created_at,
        finished_by_id=revision.user_id,
        finished_at__gte=revision.created_at,
    )
    tasks = ClinicalReviewTask.objects.values("pk")
    states = TaskState.objects.filter(
        Q(revision=revision) | own, task__in=tasks, status=TaskState.STATUS_APPROVED, finished_by__isnull=False
    )
    return states.select_related("finished_by").order_by("-finished_at").first()
