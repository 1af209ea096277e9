"""What the framework covers and what covers it."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.competencies.coverage import Kind, kinds, what_touches
from assessments.competencies.crosswalks import SETS, is_known, name_of, target_of
from assessments.competencies.models import Competency
from assessments.competencies.presenting_coverage import coverage_report
from assessments.competencies.queries import current_version, words_in
from assessments.competencies.services import publish_framework
from assessments.instruments.services import publish_instrument
from tests.assessments.competencies.frameworks import pack_framework, small_framework
from tests.assessments.pages import whole_page
from tests.factories.assessments import QuestionBankFactory, QuestionFactory, QuizFactory
from tests.factories.courses import make_course
from tests.factories.observations import InstrumentVersionFactory, kit_data
from tests.factories.people import UserFactory
from tests.factories.scenarios import ScenarioFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("framework_coverage:index")


def export(name):
    return reverse("framework_coverage:export", args=[name])


@pytest.fixture
def manager(client_for):
    return client_for(UserFactory(roles=["programme_manager"]))


def report():
    return coverage_report(list(words_in(current_version())), kinds(), what_touches())


def rows_of(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_pack_points_only_at_targets_that_have_a_name():
    for domain in pack_framework()["domains"]:
        for one in domain["competencies"]:
            assert all(is_known(key, part) for key, parts in one["crosswalk"].items() for part in parts)


def test_sets_have_as_many_targets_as_their_sources():
    assert {one.key: len(one.targets) for one in SETS} == {"dps": 10, "samhsa": 12, "naps": 12, "groupact": 7}


def test_remark_in_brackets_belongs_to_the_same_target():
    assert target_of("attendance (access)") == "attendance"
    assert name_of("groupact", "attendance (access)") == name_of("groupact", "attendance")
    assert name_of("own-set", "x") == "x"


def test_every_room_that_has_things_adds_its_column():
    names = [kind.name for kind in kinds()]
    assert [name for name in names if name in {"questions", "quizzes", "scenarios", "lessons"}] == [
        "questions",
        "quizzes",
        "scenarios",
        "lessons",
    ]


def test_things_in_use_are_counted_and_others_are_not():
    publish_framework(data=pack_framework())
    safe = Competency.objects.get(code="SAFE-1")
    bank = QuestionBankFactory()
    QuestionFactory.create_batch(2, bank=bank, competency=safe)
    retired = QuestionFactory(bank=bank, competency=safe)
    type(retired).objects.filter(pk=retired.pk).update(retired_at="2026-01-01T00:00:00Z")
    draft = QuestionFactory(bank=bank, competency=safe)
    type(draft).objects.filter(pk=draft.pk).update(live=False)
    QuizFactory(n=1, competencies=[safe], bank=bank)
    ScenarioFactory(competencies=[safe])
    lesson = make_course(lessons=1).lessons[0]
    lesson.competencies.set([safe])
    lesson.save()
    InstrumentVersionFactory()
    row = report().competencies[0]
    counts = dict(zip(report().columns, row.counts, strict=True))
    assert counts["Questions"] >= 2
    assert {name: counts[name] for name in ("Quizzes", "Scenarios", "Lessons", "Observed role-plays")} == {
        "Quizzes": 1,
        "Scenarios": 1,
        "Lessons": 1,
        "Observed role-plays": 1,
    }
    assert row.gaps == []
    touched = what_touches()["questions"][safe.pk]
    assert retired.translation_key not in touched
    assert draft.translation_key not in touched


def test_kit_counts_by_its_version_in_force_until_it_is_retired():
    publish_framework(data=pack_framework())
    kit = InstrumentVersionFactory().instrument
    assert seen_by_kits() == {"SAFE-1", "GRP-1"}
    items = [one for one in kit_data()["items"] if one["competency"] == "GRP-1"]
    publish_instrument(kit=kit_data(code=kit.code, items=items))
    assert seen_by_kits() == {"GRP-1"}
    type(kit).objects.filter(pk=kit.pk).update(retired_at="2026-01-01T00:00:00Z")
    assert seen_by_kits() == set()


def seen_by_kits():
    return set(Competency.objects.filter(pk__in=what_touches()["kits"]).values_list("code", flat=True))


def test_lesson_counts_once_it_and_all_above_it_are_on_the_site():
    publish_framework(data=small_framework())
    safe = Competency.objects.get(code="SAFE-1")
    course = make_course(lessons=2)
    for lesson in course.lessons:
        lesson.competencies.set([safe])
        lesson.save()
    assert counts() == {"Lessons": 2, "Courses": 1}
    lesson = course.lessons[1]
    lesson.unpublish()
    assert counts() == {"Lessons": 1, "Courses": 1}
    lesson.get_parent().specific.unpublish()
    assert counts() == {"Lessons": 0, "Courses": 0}
    assert "no lesson" in report().competencies[0].gaps
    assert not any("course" in words for words in report().competencies[0].gaps)


def counts():
    found = dict(zip(report().columns, report().competencies[0].counts, strict=True))
    return {name: found[name] for name in ("Lessons", "Courses")}


def test_thing_that_touches_two_competencies_counts_once_in_a_target():
    publish_framework(data=small_framework(2))
    words = list(words_in(current_version()))
    both = Kind("both", _("Both"), _("nothing"), lambda: [(one.competency_id, "thing") for one in words], 1)
    touched = {"both": {one.competency_id: {"thing"} for one in words}}
    found = coverage_report(words, [both], touched)
    theme = next(row for row in found.sections[0].rows if row.code == "1")
    assert (theme.maps_to, theme.counts, theme.gaps) == (("SAFE-1", "SAFE-2"), [1], [])


def test_gaps_are_said_in_words():
    data = small_framework()
    data["domains"][0]["competencies"][0]["crosswalk"]["naps"] = ["shared power", "brave"]
    publish_framework(data=data)
    found = report()
    assert found.competencies[0].gaps[:2] == ["no question", "no quiz"]
    dps = {row.code: row for row in found.sections[0].rows}
    assert dps["2"].gaps == ["no competency"]
    assert "no question" in dps["1"].gaps
    naps = next(section for section in found.sections if section.key == "naps")
    assert naps.rows[-1].name == "brave"


def test_page_shows_every_set_and_marks_gaps(manager):
    publish_framework(data=pack_framework())
    page = whole_page(manager.get(PAGE))
    assert "Gap:" in page
    assert "no lesson" in page
    for one in SETS:
        assert f'id="set-{one.key}"' in page


def test_page_before_any_framework_says_so(manager):
    assert "No framework is published yet" in whole_page(manager.get(PAGE))
    assert manager.get(export("targets")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_database_the_same_however_much_there_is(manager, django_assert_num_queries, count):
    publish_framework(data=small_framework(count))
    for one in Competency.objects.all():
        QuestionFactory(competency=one)
    manager.get(PAGE)
    with django_assert_num_queries(23):
        manager.get(PAGE)


def test_files_hold_what_the_page_shows(manager):
    publish_framework(data=small_framework())
    row = rows_of(manager.get(export("competencies")))[0]
    assert (row["Competency"], row["Safety"], row["Questions"]) == ("SAFE-1", "safety-critical", "0")
    assert "no lesson" in row["Gaps"]
    rows = rows_of(manager.get(export("targets")))
    assert len(rows) == 41
    assert (rows[0]["No."], rows[0]["Competencies"]) == ("1", "SAFE-1")
    assert manager.get(export("people")).status_code == 404


def test_menu_leads_to_the_page(manager):
    assert PAGE in manager.get(reverse("wagtailadmin_home")).content.decode()
