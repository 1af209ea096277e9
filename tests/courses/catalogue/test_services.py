import pytest

from courses.catalogue.choices import ActivityKind, LessonKind
from courses.catalogue.models import Activity, LessonPage
from courses.catalogue.services import compile_activities
from tests.factories.courses import make_course, make_lesson, prose, reflection

pytestmark = pytest.mark.django_db


def republish(lesson: LessonPage, body: list) -> LessonPage:
    lesson.body = LessonPage.body.field.stream_block.to_python(body)
    lesson.save_revision().publish()
    return LessonPage.objects.get(pk=lesson.pk)


def rows(lesson: LessonPage, *, active: bool = True) -> list[tuple[str, str]]:
    return list(Activity.objects.filter(lesson=lesson, active=active).values_list("kind", "block_id"))


def test_publishing_compiles_reading_and_blocks_in_order() -> None:
    box, other = reflection(), reflection("And now?")
    lesson = make_lesson(make_course(lessons=0).modules[0], body=[box, prose(), other])
    assert rows(lesson) == [("read", ""), ("reflection", box["id"]), ("reflection", other["id"])]
    assert [row.title for row in lesson.activities.order_by("position")] == [
        lesson.title,
        "What would you want to hear?",
        "And now?",
    ]


def test_compiling_twice_changes_nothing() -> None:
    lesson = make_lesson(make_course(lessons=0).modules[0], body=[reflection()])
    before = list(Activity.objects.values_list("pk", "uuid", "updated"))
    compile_activities(lesson=lesson)
    assert list(Activity.objects.values_list("pk", "uuid", "updated")) == before


def test_removed_block_is_switched_off_and_comes_back_as_itself() -> None:
    box = reflection()
    lesson = make_lesson(make_course(lessons=0).modules[0], body=[prose(), box])
    uuid = Activity.objects.get(block_id=box["id"]).uuid
    lesson = republish(lesson, [prose()])
    assert rows(lesson) == [("read", "")]
    assert rows(lesson, active=False) == [("reflection", box["id"])]
    lesson = republish(lesson, [box])
    assert Activity.objects.get(block_id=box["id"], active=True).uuid == uuid


def test_edited_block_keeps_its_row() -> None:
    box = reflection("Old words")
    lesson = make_lesson(make_course(lessons=0).modules[0], body=[box])
    before = Activity.objects.get(block_id=box["id"])
    republish(lesson, [prose(), {**box, "value": {**box["value"], "prompt": "New words", "required": True}}])
    after = Activity.objects.get(pk=before.pk)
    assert (after.uuid, after.title, after.required) == (before.uuid, "New words", True)


def test_draft_compiles_nothing_until_published() -> None:
    lesson = make_lesson(make_course(lessons=0).modules[0])
    lesson.body = LessonPage.body.field.stream_block.to_python([reflection()])
    lesson.save_revision()
    assert rows(lesson) == [("read", "")]


def test_copied_lesson_gets_rows_of_its_own() -> None:
    box = reflection()
    lesson = make_lesson(make_course(lessons=0).modules[0], body=[box])
    copy = lesson.copy(update_attrs={"slug": "copy"}, keep_live=True)
    assert rows(copy) == [("read", ""), ("reflection", box["id"])]
    uuids = Activity.objects.filter(block_id=box["id"]).values_list("uuid", flat=True)
    assert len(set(uuids)) == 2


def test_copied_course_gets_a_code_of_its_own() -> None:
    tree = make_course()
    first = tree.course.copy(update_attrs={"slug": "one"}, recursive=True, keep_live=True)
    second = tree.course.copy(update_attrs={"slug": "two"}, recursive=True, keep_live=True)
    codes = {tree.course.code, first.code, second.code}
    assert len(codes) == 3
    assert first.get_latest_revision_as_object().code == first.code
    assert Activity.objects.filter(lesson__path__startswith=first.path).count() == 2


def test_check_without_quiz_needs_its_button() -> None:
    lesson = make_lesson(make_course(lessons=0).modules[0], kind=LessonKind.CHECK)
    assert Activity.objects.get(lesson=lesson, kind=ActivityKind.READ).required
