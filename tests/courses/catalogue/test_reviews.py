"""The clinical review as editor and reviewer live it: through the desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageLogEntry, TaskState, Workflow, WorkflowPage

from courses.catalogue.models import ClinicalReviewTask, CourseIndexPage, LessonPage, ModulePage
from courses.catalogue.services import sync_workflow
from courses.progress.services import press_done
from lms.common import clock
from lms.people.models import User
from lms.people.services import sync_roles
from tests.factories.courses import EnrolmentFactory, make_course, make_lesson, prose, publish
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _roles() -> None:
    sync_roles()


@pytest.fixture
def module() -> ModulePage:
    return make_course(lessons=0).modules[0]


def editor() -> User:
    return UserFactory(roles=["content_editor"])


def reviewer(name: str = "Dr Ada Reviewer") -> User:
    return UserFactory(roles=["clinical_reviewer"], full_name=name)


def safety_lesson(module: ModulePage) -> LessonPage:
    lesson = make_lesson(module, safety=True)
    lesson.save_revision().publish()  # as at the desk: there is an earlier state to compare with and to go back to
    return LessonPage.objects.get(pk=lesson.pk)


def status(lesson: LessonPage) -> tuple[str, str]:
    return LessonPage.objects.values_list("review_status", "reviewed_by").get(pk=lesson.pk)


def submit(lesson: LessonPage, user: User, lead: str = "Better words.") -> None:
    """A changed draft goes to review."""
    lesson = LessonPage.objects.get(pk=lesson.pk)
    lesson.lead = lead
    lesson.save_revision(user=user)
    lesson.get_workflow().start(lesson, user)


def decide(client: Client, lesson: LessonPage, action: str) -> int:
    state = TaskState.objects.get(status="in_progress")
    url = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, action, state.pk])
    return client.post(url, {"comment": ""}).status_code


def test_workflow_is_laid_once_and_put_on_the_course_list() -> None:
    make_course()
    for _again in range(2):
        sync_workflow()
        call_command("sync_workflow", verbosity=0)
    task = ClinicalReviewTask.objects.get()
    workflow = Workflow.objects.get(workflow_tasks__task=task)
    assert [group.name for group in task.groups.all()] == ["clinical_reviewer"]
    assert WorkflowPage.objects.get(workflow=workflow).page_id == CourseIndexPage.objects.get().pk


def test_course_list_keeps_the_workflow_an_administrator_gave_it() -> None:
    make_course()
    other, index = Workflow.objects.create(name="Two readers"), CourseIndexPage.objects.get()
    WorkflowPage.objects.filter(page_id=index.pk).update(workflow=other)
    sync_workflow()
    assert WorkflowPage.objects.get(page_id=index.pk).workflow == other


def test_publish_without_review_says_not_reviewed(module: ModulePage) -> None:
    assert status(safety_lesson(module)) == ("not_reviewed", "")
    assert status(make_lesson(module)) == ("not_needed", "")


def test_editor_sees_submit_and_no_publish_on_safety_content(module: ModulePage, as_user: SignIn) -> None:
    client = as_user(editor())
    plain, safe = make_lesson(module), safety_lesson(module)
    publish, submit_button = 'name="action-publish"', 'name="action-submit"'
    html = client.get(reverse("wagtailadmin_pages:edit", args=[safe.pk])).content.decode()
    assert (publish in html, submit_button in html) == (False, True)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[plain.pk])).content.decode()
    assert publish in html


def test_approving_publishes_with_name_date_and_revision(module: ModulePage, as_user: SignIn) -> None:
    lesson = safety_lesson(module)
    submit(lesson, editor())
    assert decide(as_user(reviewer()), lesson, "approve") == 302
    lesson = LessonPage.objects.get(pk=lesson.pk)
    assert (lesson.lead, status(lesson)) == ("Better words.", ("reviewed", "Dr Ada Reviewer"))
    assert lesson.reviewed_revision == lesson.live_revision_id
    assert lesson.reviewed_at is not None
    assert clock.now() - lesson.reviewed_at < timedelta(minutes=1)
    assert PageLogEntry.objects.filter(action="lesson.reviewed", page=lesson.pk).count() == 1


def test_approving_in_the_form_covers_what_the_reviewer_saved_with_it(module: ModulePage) -> None:
    """The form saves its own revision before it approves; an editor's later one is another matter."""
    lesson = safety_lesson(module)
    submit(lesson, editor())
    signer = reviewer()
    lesson = LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    own = lesson.save_revision(user=signer)
    TaskState.objects.get(status="in_progress").approve(user=signer)
    later = lesson.save_revision(user=editor())
    own.publish(user=signer)
    assert status(lesson) == ("reviewed", "Dr Ada Reviewer")
    later.publish(user=signer)
    assert status(lesson) == ("not_reviewed", "")


@pytest.mark.parametrize("who", ["editor", "superuser"])
def test_only_a_clinical_reviewer_approves(who: str, module: ModulePage, as_user: SignIn) -> None:
    lesson = safety_lesson(module)
    submit(lesson, editor())
    person = editor() if who == "editor" else UserFactory(is_superuser=True)
    decide(as_user(person), lesson, "approve")
    assert status(lesson) == ("not_reviewed", "")
    assert TaskState.objects.filter(status="approved").count() == 0
    decide(as_user(reviewer()), lesson, "approve")
    assert status(lesson)[0] == "reviewed"


def test_asking_for_changes_publishes_nothing(module: ModulePage, as_user: SignIn) -> None:
    lesson = safety_lesson(module)
    submit(lesson, editor())
    decide(as_user(reviewer()), lesson, "reject")
    assert LessonPage.objects.get(pk=lesson.pk).lead == "Why this matters."
    assert status(lesson) == ("not_reviewed", "")


@pytest.mark.parametrize("how", ["new revision", "old revision", "copy"])
def test_any_other_publish_voids_the_review(how: str, module: ModulePage, as_user: SignIn) -> None:
    lesson = safety_lesson(module)
    first = lesson.latest_revision
    submit(lesson, editor())
    decide(as_user(reviewer()), lesson, "approve")
    lesson = LessonPage.objects.get(pk=lesson.pk)
    if how == "new revision":
        lesson.save_revision().publish()
    elif how == "old revision":
        first.publish()
    else:
        reviewed, lesson = lesson, lesson.copy(update_attrs={"slug": "copy"}, keep_live=True)
        assert status(reviewed)[0] == "reviewed"
    assert status(lesson) == ("not_reviewed", "")
    assert LessonPage.objects.get(pk=lesson.pk).reviewed_at is None


def test_draft_after_a_review_leaves_the_published_review_alone(module: ModulePage, as_user: SignIn) -> None:
    lesson = safety_lesson(module)
    submit(lesson, editor())
    decide(as_user(reviewer()), lesson, "approve")
    submit(lesson, editor(), lead="Newer words.")
    assert status(lesson)[0] == "reviewed"
    assert LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object().review_status == "reviewed"


def test_reviewed_again_names_the_new_reviewer(module: ModulePage, as_user: SignIn) -> None:
    lesson = safety_lesson(module)
    for name in ("First", "Second"):
        submit(lesson, editor(), lead=name)
        decide(as_user(reviewer(name)), lesson, "approve")
    assert status(lesson) == ("reviewed", "Second")


def test_scheduled_publish_keeps_the_approval(module: ModulePage, as_user: SignIn) -> None:
    lesson = safety_lesson(module)
    draft = LessonPage.objects.get(pk=lesson.pk)
    draft.lead, draft.go_live_at = "From tomorrow.", clock.now() + timedelta(days=1)
    draft.save_revision()
    draft.get_workflow().start(draft, editor())
    decide(as_user(reviewer()), lesson, "approve")
    assert LessonPage.objects.get(pk=lesson.pk).lead == "Why this matters."
    with time_machine.travel(clock.now() + timedelta(days=2)):
        call_command("publish_scheduled")
    assert LessonPage.objects.get(pk=lesson.pk).lead == "From tomorrow."
    assert status(lesson) == ("reviewed", "Dr Ada Reviewer")


def test_unticking_safety_ends_the_matter(module: ModulePage) -> None:
    lesson = safety_lesson(module)
    lesson.safety = False
    lesson.save_revision().publish()
    assert status(lesson) == ("not_needed", "")


def test_editor_cannot_untick_safety_and_publish(module: ModulePage, as_user: SignIn) -> None:
    lesson = safety_lesson(module)
    assert lesson.permissions_for_user(reviewer()).can_publish()
    unticked = LessonPage.objects.get(pk=lesson.pk)
    unticked.safety = False
    assert not unticked.permissions_for_user(editor()).can_publish()


def test_page_in_use_can_neither_be_deleted_nor_moved(as_user: SignIn) -> None:
    tree = make_course(modules=2, lessons=2)
    press_done(enrolment=EnrolmentFactory(course=tree.course), lesson=tree.lessons[0])
    client = as_user(UserFactory(is_superuser=True))
    used, unused = tree.lessons[0], tree.lessons[3]
    for page in (used, tree.modules[0], tree.course):
        html = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True).content.decode()
        assert "cannot be deleted, because it is used" in html
        assert Page.objects.filter(pk=page.pk).exists()
    empty = publish(tree.course, ModulePage(title="Empty", slug="empty", code="M3"))
    move = reverse("wagtailadmin_pages:move_confirm", args=[used.pk, empty.pk])
    assert "stays where it is" in client.post(move, follow=True).content.decode()
    assert Page.objects.get(pk=used.pk).get_parent().pk == tree.modules[0].pk
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[unused.pk, empty.pk]))
    assert Page.objects.get(pk=unused.pk).get_parent().pk == empty.pk
    client.post(reverse("wagtailadmin_pages:delete", args=[unused.pk]))
    assert not Page.objects.filter(pk=unused.pk).exists()


def test_desk_shows_courses_and_cohorts(as_user: SignIn) -> None:
    make_course()
    html = as_user(UserFactory(is_superuser=True)).get(reverse("wagtailadmin_home")).content.decode()
    assert "Course pages" in html
    assert "Cohorts" in html
    lesson = make_lesson(make_course(lessons=0).modules[0], body=[prose()], safety=True)
    html = as_user(UserFactory(is_superuser=True)).get(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
    assert "What is published has not been reviewed." in html.content.decode()
