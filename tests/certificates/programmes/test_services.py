import pytest
from wagtail.models import ModelLogEntry

from certificates.programmes.errors import ProgrammeInvalid, VersionTaken
from certificates.programmes.models import Programme, Requirement
from certificates.programmes.services import publish_programme
from lms.common.ledger import RowIsFinal
from tests.factories.assessments import CompetencyFactory
from tests.factories.certificates import ProgrammeVersionFactory, programme_data
from tests.factories.courses import make_course
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
TREE = [
    {"course": "basics"},
    {"any": [{"observed": "SAFE-1", "level": 3}, {"all": [{"knowledge": "SAFE-1"}, {"knowledge": "SAFE-2"}]}]},
]


@pytest.fixture
def _named() -> None:
    CompetencyFactory(code="SAFE-1")
    CompetencyFactory(code="SAFE-2")
    make_course(code="basics", slug="the-basics")


@pytest.mark.usefixtures("_named")
def test_publish_stores_words_and_tree() -> None:
    actor = UserFactory()
    version = publish_programme(data=programme_data(requirements=TREE), actor=actor)
    assert (version.programme.code, version.version, version.validity_months) == ("foundations", "1.0", 24)
    rows = Requirement.objects.filter(version=version).order_by("pk")
    assert [(row.kind, row.parent_id and row.parent.kind, row.level) for row in rows] == [
        ("course", None, None),
        ("any", None, None),
        ("observed", "any", 3),
        ("all", "any", None),
        ("knowledge", "all", None),
        ("knowledge", "all", None),
    ]
    line = ModelLogEntry.objects.get(action="programme.publish")
    assert line.user == actor


@pytest.mark.usefixtures("_named")
def test_course_is_found_by_slug_too() -> None:
    version = publish_programme(data=programme_data(requirements=[{"course": "the-basics"}]))
    assert version.requirements.get().course.code == "basics"


@pytest.mark.usefixtures("_named")
def test_publish_twice_gives_back_the_same_version() -> None:
    first = publish_programme(data=programme_data(requirements=TREE))
    again = publish_programme(data=programme_data(requirements=TREE, attests="  The holder has shown knowledge of role "
        "and scope. This certificate attests\nknowledge. "))  # fmt: skip
    assert again == first
    assert Requirement.objects.count() == 6


@pytest.mark.usefixtures("_named")
@pytest.mark.parametrize(
    "change", [{"attests": "Something else."}, {"requirements": [{"knowledge": "SAFE-2"}]}, {"validity_months": 12}]
)
def test_changed_programme_under_a_published_number_is_refused(change: dict) -> None:
    first = publish_programme(data=programme_data())
    with pytest.raises(VersionTaken, match=r"1\.0.*new version number"):
        publish_programme(data=programme_data(**change))
    first.refresh_from_db()
    assert first.attests.startswith("The holder")
    assert Requirement.objects.get().competency.code == "SAFE-1"


@pytest.mark.usefixtures("_named")
def test_new_version_retires_the_one_before_and_renames_the_programme() -> None:
    first = publish_programme(data=programme_data())
    second = publish_programme(data=programme_data(version="1.1", title="Foundations"))
    first.refresh_from_db()
    assert first.retired_at is not None
    assert second.retired_at is None
    assert first.title == "Foundations of peer support"
    assert Programme.objects.get().title == "Foundations"


@pytest.mark.usefixtures("_named")
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"requirements": []}, "at least one requirement"),
        ({"requirements": None}, "at least one requirement"),
        ({"requirements": [{"knowledge": "SAFE-1"}, {"any": []}]}, "requirements 2, any"),
        ({"requirements": ["SAFE-1"]}, "requirements 1"),
        ({"requirements": [{"knowledge": "SAFE-1", "evidence": {"ratings": 2}}]}, "only what somebody watched"),
        (
            {"requirements": [{"observed": "SAFE-1", "level": 3, "evidence": {"method": "guess"}}]},
            "method makes no sense",
        ),
        ({"requirements": [{"knowledge": "SAFE-1", "course": "basics"}]}, "exactly one of"),
        ({"requirements": [{"hours": 20}]}, "exactly one of"),
        ({"requirements": [{"observed": "SAFE-1"}]}, "level from 1 to 4"),
        ({"requirements": [{"observed": "SAFE-1", "level": 5}]}, "level from 1 to 4"),
        ({"requirements": [{"knowledge": "SAFE-1", "level": 3}]}, "only what somebody watched"),
        ({"requirements": [{"knowledge": "SAFE-9"}]}, "no competency “SAFE-9”"),
        ({"requirements": [{"course": "advanced"}]}, "no course “advanced”"),
        ({"title": " "}, "title"),
        ({"attests": "x" * 301}, "attests"),
        ({"validity_months": 0}, "validity_months"),
        ({"validity_months": "24"}, "validity_months"),
        ({"signatories": [{"name": "X"}]}, "signatories"),
    ],
)
def test_bad_data_is_refused_and_leaves_nothing(change: dict, words: str) -> None:
    with pytest.raises(ProgrammeInvalid, match=words):
        publish_programme(data=programme_data(**change))
    assert not Programme.objects.exists()


def test_deep_nesting_is_refused() -> None:
    rows: list = [{"knowledge": "SAFE-1"}]
    for _step in range(7):
        rows = [{"all": rows}]
    with pytest.raises(ProgrammeInvalid, match="nested too deeply"):
        publish_programme(data=programme_data(requirements=rows))


def test_published_requirement_is_final() -> None:
    row = ProgrammeVersionFactory().requirements.get()
    row.kind = "all"
    with pytest.raises(RowIsFinal):
        row.save()
