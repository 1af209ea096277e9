"""The profile as a PDF: everything the page says, in order, tagged, for those who may open the page."""

import io
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from assessments.competencies.services import set_goal
from lms.common import pdf
from lms.dashboards.profile import profile_of
from lms.dashboards.skills_pdf import context_of, skills_pdf
from lms.privacy.models import AccessLogEntry
from tests.certificates.documents.test_pdf import NAMES, structure
from tests.factories.levels import observed
from tests.factories.observations import ADVANCED, HARM, framework_in_force, released_observation
from tests.factories.people import SupervisionLinkFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(bool(pdf.trouble()), reason="no Pango")]


@pytest.fixture
def ada() -> Any:
    return UserFactory(full_name="Ada Lind", roles=["trainee"], acknowledged=True)


def read(person: Any, *, reads_words: bool = True) -> PdfReader:
    page = profile_of(person, own=True, near=True, all_sources=True)
    return PdfReader(io.BytesIO(skills_pdf(page, reads_words=reads_words)))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_it_says_what_was_seen_by_whom_and_what_it_is_not(ada: Any) -> None:
    observation = released_observation({**ADVANCED, **HARM}, learner=ada)
    set_goal(learner=ada, text="Ask the group first", actor=ada)
    text = words(read(ada))
    for said in ("Ada Lind", "Circle framework 1.0", "1 · Potential harm", "4 · Advanced", "Opening online",
                 "Something harmful was seen", "Ask the group first", "It is no certificate"):  # fmt: skip
        assert said in text, said
    for seat in observation.seats.all():
        assert seat.rater.full_name in text
    assert "Ask the group first" not in words(read(ada, reads_words=False))


def test_it_is_tagged_titled_and_its_tables_have_heads(ada: Any) -> None:
    released_observation(learner=ada)
    reader = read(ada)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Skills of Ada Lind"
    kinds = [element["/S"] for element in structure(root["/StructTreeRoot"])]
    assert kinds.count("/H1") == 1
    assert kinds.count("/Table") == 2
    assert "/TH" in kinds


def test_many_pages_repeat_the_heads_and_count(ada: Any) -> None:
    framework_in_force()
    for day in range(60):
        observed(ada, {"SAFE-1": 3, "GRP-1": 2}, days=day)
    reader = read(ada)
    assert len(reader.pages) > 2
    last = reader.pages[-1].extract_text()
    assert f"{len(reader.pages)} / {len(reader.pages)}" in last
    assert "Rated by" in last


@pytest.mark.parametrize("script", NAMES)
def test_names_of_any_length_and_script(script: str) -> None:
    framework_in_force()
    person = UserFactory(full_name=NAMES[script], roles=["trainee"])
    assert len(read(person).pages) == 1


def test_nobody_rated_yet_is_a_page_too(ada: Any) -> None:
    text = words(read(ada))
    assert "Nobody has watched a role-play yet" in text
    assert "None yet." in text


def test_right_to_left_where_the_reader_reads_so(ada: Any) -> None:
    with translation.override("ar"):
        assert context_of(profile_of(ada), reads_words=True)["page_direction"] == "rtl"


def test_whoever_may_open_the_page_takes_it_along_and_that_is_noted(client_for: Any, ada: Any) -> None:
    supervisor = SupervisionLinkFactory(trainee=ada, supervisor__acknowledged=True).supervisor
    url = reverse("profile", args=[ada.uuid])
    assert "?format=pdf" in client_for(ada).get(url).content.decode()
    answer = client_for(supervisor).get(url, {"format": "pdf"})
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith('attachment; filename="skills-')
    assert AccessLogEntry.objects.filter(viewer=supervisor, subject=ada).exists()
    stranger = client_for(UserFactory(roles=["supervisor"], acknowledged=True))
    assert stranger.get(url, {"format": "pdf"}).status_code == 404


def test_where_no_pdf_can_be_made_the_page_says_so(client_for: Any, ada: Any, settings: Any) -> None:
    settings.PDF_ENGINE = "none"
    answer = client_for(ada).get(reverse("profile", args=[ada.uuid]), {"format": "pdf"}, follow=True)
    assert "PDFs are switched off on this machine" in answer.content.decode()
