from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from courses.catalogue.models import Activity
from courses.enrolment.models import Enrolment
from courses.progress.errors import StaleText
from courses.progress.models import ActivityProgress, Reflection
from courses.progress.services import save_reflection, share_reflection, unshare_reflection
from courses.signals import reflection_shared
from lms.people.models import User
from tests.factories.courses import EnrolmentFactory, make_course
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def box() -> Activity:
    tree = make_course(lessons=1, reflections=True)
    return tree.activity(tree.lessons[0], "reflection")


@pytest.fixture
def learner(box: Activity) -> User:
    return EnrolmentFactory(course=box.lesson.get_parent().get_parent().specific).learner


@pytest.fixture
def shared() -> Iterator[list[Reflection]]:
    seen: list[Reflection] = []

    def listen(sender: Any, reflection: Reflection, **kwargs: Any) -> None:
        seen.append(reflection)

    reflection_shared.connect(listen)
    yield seen
    reflection_shared.disconnect(listen)


def test_words_count_as_done_and_an_empty_box_does_not(box: Activity, learner: User) -> None:
    save_reflection(learner=learner, activity=box, text="  ", sequence=1)
    assert not ActivityProgress.objects.exists()
    save_reflection(learner=learner, activity=box, text="Words", sequence=2)
    assert ActivityProgress.objects.get().activity == box


def test_without_enrolment_words_are_kept_and_nothing_counts(box: Activity) -> None:
    save_reflection(learner=UserFactory(), activity=box, text="Words", sequence=1)
    assert not ActivityProgress.objects.exists()


def test_same_text_again_is_fine(box: Activity, learner: User) -> None:
    first = save_reflection(learner=learner, activity=box, text="Words", sequence=3)
    again = save_reflection(learner=learner, activity=box, text="Words", sequence=3)
    assert (again.sequence, again.saved_at) == (3, first.saved_at)


def test_late_packet_of_the_same_window_is_dropped(box: Activity, learner: User) -> None:
    save_reflection(learner=learner, activity=box, text="Newer", sequence=2, window="a", based_on=0)
    save_reflection(learner=learner, activity=box, text="Older", sequence=1, window="a", based_on=0)
    assert Reflection.objects.get().text == "Newer"


def test_window_loaded_before_the_last_save_is_refused_however_far_it_counted(box: Activity, learner: User) -> None:
    save_reflection(learner=learner, activity=box, text="First", sequence=1, window="a", based_on=0)
    with pytest.raises(StaleText) as refusal:
        save_reflection(learner=learner, activity=box, text="Second", sequence=50, window="b", based_on=0)
    assert refusal.value.saved_sequence == 1
    assert Reflection.objects.get().text == "First"


def test_window_loaded_after_the_last_save_writes_and_keeps_what_it_replaced(box: Activity, learner: User) -> None:
    save_reflection(learner=learner, activity=box, text="First", sequence=1, window="a", based_on=0)
    row = save_reflection(learner=learner, activity=box, text="Second", sequence=2, window="b", based_on=1)
    assert (row.text, row.earlier, row.sequence) == ("Second", "First", 2)
    with pytest.raises(StaleText):
        save_reflection(learner=learner, activity=box, text="Third", sequence=9, window="a", based_on=0)


def test_caller_without_windows_is_held_to_the_sequence(box: Activity, learner: User) -> None:
    save_reflection(learner=learner, activity=box, text="First", sequence=1)
    with pytest.raises(StaleText):
        save_reflection(learner=learner, activity=box, text="Other", sequence=1)


def test_text_that_is_too_long_is_refused(box: Activity, learner: User) -> None:
    with pytest.raises(ValidationError):
        save_reflection(learner=learner, activity=box, text="x" * 10001, sequence=1)


def test_each_cycle_has_its_own_box(box: Activity, learner: User) -> None:
    save_reflection(learner=learner, activity=box, text="Then", sequence=1, cycle=1)
    save_reflection(learner=learner, activity=box, text="Now", sequence=1, cycle=2)
    assert list(Reflection.objects.order_by("cycle").values_list("text", flat=True)) == ["Then", "Now"]
    assert Enrolment.objects.count() == 1


def test_sharing_tells_once(box: Activity, learner: User, shared: list[Reflection]) -> None:
    row = save_reflection(learner=learner, activity=box, text="Words", sequence=1)
    share_reflection(reflection=row)
    share_reflection(reflection=row)
    assert shared == [row]
    assert unshare_reflection(reflection=row).shared_at is None


def test_empty_box_is_not_shared(box: Activity, learner: User, shared: list[Reflection]) -> None:
    row = save_reflection(learner=learner, activity=box, text="", sequence=1)
    assert share_reflection(reflection=row).shared_at is None
    assert shared == []
