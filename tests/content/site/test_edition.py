"""What is remembered is never older than what the database holds."""

from threading import Thread
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.blocks.field_block import ChooserBlock

from content.site import edition
from content.site.edition import note_change, remembered, watch
from content.site.models import Edition
from courses.catalogue.blocks import LessonBodyBlock
from tests.factories.content import PictureFactory, make_home

pytestmark = pytest.mark.django_db


class Reader:
    """Says how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> int | None:
        self.asked += 1
        return self.asked


def test_what_is_remembered_is_read_once_until_something_changes() -> None:
    read = Reader()
    note_change()
    assert [remembered("once", read), remembered("once", read)] == [1, 1]
    note_change()
    assert [remembered("once", read), remembered("once", read)] == [2, 2]


def test_remembering_costs_one_query() -> None:
    note_change()
    remembered("cost", Reader())
    with CaptureQueriesContext(connection) as queries:
        remembered("cost", Reader())
    assert len(queries) == 1


def test_none_is_not_remembered() -> None:
    note_change()
    asked: list[int] = []
    for _n in range(2):
        assert remembered("none", lambda: asked.append(1)) is None
    assert len(asked) == 2


def test_nothing_is_remembered_before_the_first_change() -> None:
    Edition.objects.all().delete()
    read = Reader()
    assert [remembered("before", read), remembered("before", read)] == [1, 2]


def test_change_that_is_rolled_back_leaves_what_was_there() -> None:
    note_change()
    read = Reader()
    remembered("rolled back", read)
    point = transaction.savepoint()
    note_change()
    assert remembered("rolled back", read) == 2
    transaction.savepoint_rollback(point)
    # 2 belonged to an edition that never came out.
    assert remembered("rolled back", read) == 3


def test_page_and_picture_begin_another_edition() -> None:
    home = make_home()
    before = Edition.objects.get().token
    home.save()
    between = Edition.objects.get().token
    PictureFactory()
    assert len({before, between, Edition.objects.get().token}) == 3


def test_memory_keeps_the_last_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edition, "MOST", 2)
    note_change()
    first, second, third = Reader(), Reader(), Reader()
    remembered("first", first)
    remembered("second", second)
    remembered("first", first)
    remembered("third", third)
    remembered("first", first)
    remembered("second", second)
    assert (first.asked, second.asked, third.asked) == (1, 2, 1)


def test_memory_is_forgotten_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    note_change()
    read, now = Reader(), 1_000_000.0
    monkeypatch.setattr(edition, "monotonic", lambda: now)
    remembered("while", read)
    now += edition.SECONDS + 1
    assert remembered("while", read) == 2


def test_threads_share_what_is_remembered_and_lose_nothing() -> None:
    memory = edition._Memory()
    threads = [Thread(target=lambda n=n: memory.keep("token", n, n)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [memory.get("token", n) for n in range(20)] == list(range(20))


def choosers(block: Any) -> set[type]:
    """The models that a block lets somebody choose from, however deep."""
    if isinstance(block, ChooserBlock):
        return {block.model_class}
    if isinstance(block, ListBlock):
        return choosers(block.child_block)
    children = block.child_blocks.values() if isinstance(block, StreamBlock | StructBlock) else ()
    return set().union(*(choosers(child) for child in children))


def test_everything_that_can_stand_in_a_lesson_is_watched() -> None:
    chosen = choosers(LessonBodyBlock())
    assert apps.get_model("assessments.Quiz") in chosen
    assert [model for model in chosen if note_change not in post_save._live_receivers(model)[0]] == []


def test_watching_twice_is_watching_once() -> None:
    before = len(post_save._live_receivers(apps.get_model("assessments.Quiz"))[0])
    watch(apps.get_model("assessments.Quiz"))
    assert len(post_save._live_receivers(apps.get_model("assessments.Quiz"))[0]) == before
