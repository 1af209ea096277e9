from collections.abc import Iterator

from django.db import transaction

from content.site.edition import note_change
from courses.catalogue.choices import ActivityKind, LessonKind
from courses.catalogue.models import Activity, LessonPage

TITLE_LENGTH = Activity._meta.get_field("title").max_length
# Blocks that lead to something of its own, which lies in them under the same name.
LED_TO = {"quiz": ActivityKind.QUIZ, "scenario": ActivityKind.SCENARIO, "lab": ActivityKind.LAB}


@transaction.atomic
def compile_activities(*, lesson: LessonPage) -> list[Activity]:
    """Bring the index of activities in step with the published body of `lesson`.

    Rows are keyed by (lesson, block_id): a copied page, whose blocks keep their ids, gets rows of its own. A row
    whose block is gone is switched off, never deleted; it is switched on again when the block returns. Safe to call
    twice. Returns the active rows in order.
    """
    known = {row.block_id: row for row in Activity.objects.select_for_update().filter(lesson=lesson)}
    active = [_store(known.pop(wanted.block_id, None), wanted) for wanted in _wanted(lesson)]
    gone = [row.pk for row in known.values() if row.active]
    if gone:
        Activity.objects.filter(pk__in=gone).update(active=False)
    note_change()
    return active


def _store(row: Activity | None, wanted: Activity) -> Activity:
    if row is None:
        wanted.save()
        return wanted
    fields = ("kind", "title", "target", "required", "position", "active")
    changed = [name for name in fields if getattr(row, name) != getattr(wanted, name)]
    for name in changed:
        setattr(row, name, getattr(wanted, name))
    if changed:
        row.save(update_fields=[*changed, "updated"])
    return row


def _wanted(lesson: LessonPage) -> list[Activity]:
    """Unsaved rows for what the body asks for now."""
    to_do = list(_blocks(lesson))
    # A check is done when its quiz is passed: nobody comes back from a quiz to press another button.
    by_quiz = lesson.kind == LessonKind.CHECK and any(row.kind == ActivityKind.QUIZ and row.required for row in to_do)
    reading = Activity(lesson=lesson, kind=ActivityKind.READ, title=lesson.title[:TITLE_LENGTH], required=not by_quiz)
    for position, row in enumerate(to_do, start=1):
        row.position = position
    return [reading, *to_do]


def _blocks(lesson: LessonPage) -> Iterator[Activity]:
    for child in lesson.body:
        if child.block_type == "reflection":
            yield Activity(
                lesson=lesson,
                block_id=child.id,
                kind=ActivityKind.REFLECTION,
                title=child.value["prompt"][:TITLE_LENGTH],
                required=child.value["required"],
            )
        elif child.block_type in LED_TO and child.value[child.block_type]:
            target = child.value[child.block_type]
            yield Activity(
                lesson=lesson,
                block_id=child.id,
                kind=LED_TO[child.block_type],
                title=target.title[:TITLE_LENGTH],
                target=target.uuid,
                required=child.value["required"],
            )
