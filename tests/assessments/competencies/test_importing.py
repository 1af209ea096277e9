"""Bringing a framework in: what the dry run says, and what publishing does."""

import pytest

from assessments.competencies.describing import describe
from assessments.competencies.errors import ImportRefused, VersionTaken
from assessments.competencies.formats import FORMATS, write
from assessments.competencies.formats.comparing import BEHAVIOUR, CHANGED, COMPETENCY, MISSING, NEW
from assessments.competencies.formats.normal import fingerprint, normal
from assessments.competencies.models import Competency, FrameworkVersion
from assessments.competencies.planning import next_version, plan_import, suggested_version
from assessments.competencies.queries import current_version
from assessments.competencies.services import import_framework, publish_framework
from tests.assessments.competencies.frameworks import CHANGED as MOMENT
from tests.assessments.competencies.frameworks import changed, pack_framework, small_framework
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
every_format = pytest.mark.parametrize("format_name", list(FORMATS))


def file_of(data, format_name="csv"):
    return write(data, format_name, changed=MOMENT, creator="Test site")


def bring(data, version="1.1", format_name="csv", **more):
    return import_framework(data=file_of(data, format_name), format_name=format_name, version=version, **more)


def test_described_version_is_what_was_published():
    data = pack_framework()
    assert normal(describe(publish_framework(data=data))) == normal(data)


@every_format
def test_version_goes_out_and_comes_in_as_the_same_under_another_name(format_name):
    first = publish_framework(data=pack_framework())
    publish_framework(data=changed(pack_framework(), version="1.1"))
    again, new = bring(describe(first), "1.2", format_name)
    assert new
    assert current_version() == again
    assert fingerprint(describe(again)) == fingerprint(describe(first))


def test_first_framework_is_all_new():
    plan = plan_import(data=file_of(small_framework()), format_name="csv")
    assert (plan.standing, plan.same, plan.problems) == (None, False, [])
    assert plan.counts[NEW, COMPETENCY] == 1
    assert plan.counts[NEW, BEHAVIOUR] == 3
    assert not FrameworkVersion.objects.exists()


def test_dry_run_says_what_is_new_changed_and_missing_and_where():
    publish_framework(data=small_framework(2))
    data = changed(small_framework(3))
    del data["domains"][0]["competencies"][1]
    plan = plan_import(data=file_of(data), format_name="csv")
    found = {(one.state, one.code): one.at for one in plan.changes if one.sort in {COMPETENCY, BEHAVIOUR}}
    assert found[CHANGED, "SAFE-1.H1"] == "Row 2"
    assert found[NEW, "SAFE-3"] == "Row 5"
    assert found[MISSING, "SAFE-2"] == ""
    assert plan.counts == {
        (CHANGED, BEHAVIOUR): 1,
        (NEW, COMPETENCY): 1,
        (NEW, BEHAVIOUR): 3,
        (MISSING, COMPETENCY): 1,
        (MISSING, BEHAVIOUR): 3,
    }


@pytest.mark.parametrize("count", [1, 3])
def test_dry_run_asks_the_database_the_same_however_much_there_is(django_assert_num_queries, count):
    publish_framework(data=small_framework(count))
    content = file_of(changed(small_framework(count + 1)))
    with django_assert_num_queries(6):
        plan_import(data=content, format_name="csv")


def test_published_file_is_in_force_and_the_old_words_stay():
    old = publish_framework(data=small_framework())
    reviewer = UserFactory()
    version, new = bring(changed(small_framework()), actor=reviewer)
    assert new
    assert current_version() == version
    assert (version.version, version.framework) == ("1.1", old.framework)
    assert old.competencies.get().behaviours.first().text == "Does harmful SAFE-1"
    assert version.competencies.get().behaviours.first().text == "Says something else"


def test_title_of_a_published_version_stays_when_the_next_one_has_another():
    old = publish_framework(data=small_framework())
    bring(small_framework(title="Circle, anew"), "1.1")
    old.refresh_from_db()
    old.framework.refresh_from_db()
    assert (old.title, old.framework.title) == ("Circle framework", "Circle, anew")
    assert str(old) == "Circle framework 1.0"
    assert normal(describe(old)) == normal(small_framework())
    assert bring(describe(old), "1.0") == (old, False)


@every_format
def test_same_words_are_there_already_under_whatever_name(format_name):
    standing = publish_framework(data=small_framework())
    for name in ("1.0", "7.0"):
        assert bring(small_framework(), name, format_name) == (standing, False)
    assert FrameworkVersion.objects.count() == 1


def test_published_twice_is_published_once():
    publish_framework(data=small_framework())
    first, _new = bring(changed(small_framework()))
    assert bring(changed(small_framework())) == (first, False)
    assert FrameworkVersion.objects.count() == 2


def test_other_words_under_a_taken_name_are_refused():
    publish_framework(data=small_framework())
    with pytest.raises(VersionTaken, match=r"Version 1\.0 .* other words"):
        bring(changed(small_framework()), "1.0")
    assert FrameworkVersion.objects.count() == 1


def test_pack_is_the_same_framework_after_its_file_was_brought_in():
    data = pack_framework()
    version, _new = bring(data, "1.0")
    assert publish_framework(data=data) == version


def test_file_with_a_problem_publishes_nothing():
    data = small_framework(title="")
    with pytest.raises(ImportRefused, match="has problems"):
        bring(data)
    with pytest.raises(ImportRefused, match="has problems"):
        import_framework(data=b"\xff", format_name="case", version="1.1")
    assert not FrameworkVersion.objects.exists()


def test_something_else_in_force_than_was_shown_is_refused():
    publish_framework(data=small_framework())
    content = file_of(changed(small_framework()))
    seen = plan_import(data=content, format_name="csv").digest
    publish_framework(data=small_framework(2, version="1.1"))
    with pytest.raises(ImportRefused, match="has changed since you looked"):
        import_framework(data=content, format_name="csv", version="2.0", expected=seen)


def test_another_framework_is_said_to_take_the_place_of_the_first():
    publish_framework(data=small_framework())
    plan = plan_import(data=file_of(small_framework(code="square")), format_name="csv")
    assert [problem.stops for problem in plan.problems] == [False]
    assert "takes the place of “circle”" in plan.problems[0].words


def test_code_in_other_letters_than_a_known_one_is_a_problem_with_its_row():
    Competency.objects.create(code="Safe-1", title="Scope")
    plan = plan_import(data=file_of(small_framework()), format_name="csv")
    words = "“SAFE-1” is known as “Safe-1”. Write it the same."
    assert [(one.place, one.words) for one in plan.stops] == [("Row 2", words)]


def test_what_is_called_harmful_no_longer_is_told_first():
    publish_framework(data=small_framework(2))
    data = small_framework(2)
    first, second = data["domains"][0]["competencies"]
    first["safety_critical"] = False
    first["behaviours"][0]["kind"] = "basic"
    first["behaviours"].append({"code": "SAFE-1.H2", "kind": "harmful", "text": "Something new"})
    first["crosswalk"]["dps"] = [99]
    del second["behaviours"][0]
    second["behaviours"].append({"code": "SAFE-2.H2", "kind": "harmful", "text": "Something else"})
    plan = plan_import(data=file_of(data), format_name="csv")
    assert plan.stops == []
    assert [(one.place, one.words) for one in plan.problems] == [
        ("Row 2", "SAFE-1 is safety-critical in the version in force, and would no longer be."),
        (
            "Row 2",
            "SAFE-1.H1 is a harmful behaviour in the version in force, and would be none: “Does harmful SAFE-1”",
        ),
        ("", "SAFE-2.H1 is a harmful behaviour in the version in force, and would be none: “Does harmful SAFE-2”"),
        ("Row 2", "SAFE-1 points at “dps: 99”, which we have no name for."),
    ]


@pytest.mark.parametrize("name", ["", "  ", "x" * 21])
def test_name_that_no_version_can_have_is_refused(name):
    with pytest.raises(ImportRefused, match="1 to 20 characters"):
        bring(small_framework(), name)
    assert not FrameworkVersion.objects.exists()


def test_name_is_tidied_before_it_is_looked_for():
    publish_framework(data=small_framework())
    with pytest.raises(VersionTaken):
        bring(changed(small_framework()), " 1.0\n")


def test_suggested_name_is_the_files_own_or_the_next_free_one():
    plan = plan_import(data=file_of(small_framework()), format_name="csv")
    assert suggested_version(plan) == "1.0"
    publish_framework(data=small_framework())
    publish_framework(data=small_framework(2, version="1.1"))
    assert suggested_version(plan) == "1.2"


@pytest.mark.parametrize(
    ("taken", "following"), [("1.0", "1.1"), ("1.9", "1.10"), ("2026-a", "2027-a"), ("first", "first.1")]
)
def test_next_version_raises_the_last_number(taken, following):
    assert next_version(taken) == following
