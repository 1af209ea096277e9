"""The file itself, made by WeasyPrint."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from certificates.documents.pdf import engine, layout
from lms.common import pdf
from lms.common.pdf import PdfUnavailable

NAMES = {
    "20 letters": "Selam M. Haile-Desta",
    "70 letters": "Maximiliane-Theodora Konstantinopoulou-Wieczorkiewicz von Hohenburg-As",
    "150 letters": ("Ana Maria de la Concepción Guadalupe Fernández-Santamaría y Echeverría " * 3)[:150].strip(),
    "Arabic": "عبد الرحمن محمد الطاهر",
    "Amharic": "ሰላማዊት ኃይለ ሥላሴ",
    "Burmese": "မြင့်မြတ်",
    "Czech and Danish": "Jónatán Østergård-Šimčák",
}
LONG_TITLE = "Facilitating peer support groups online and in person for people who live with depression"


def make_snapshot(**changes: Any) -> dict[str, Any]:
    snapshot = {
        "serial": "HS-2026-7KQ4-M2XD-93",
        "name": "Selam M. Haile-Desta",
        "language": "en",
        "programme": "Foundations of peer support",
        "version": "1.0",
        "attests": "The holder has shown knowledge. " * 7,
        "caveat": "",
        "issued_on": "2026-11-22",
        "valid_until": "2028-11-22",
        "signatories": [{"name": "Imani Castellan", "role": "Lead"}, {"name": "Rowan Lindqvist", "role": "Supervisor"}],
        "specimen": False,
        "issuer": "Holdspace",
        "paper": "a4",
        "verify_url": "https://holdspace.example/verify/HS-2026-7KQ4-M2XD-93/",
    }
    return {**snapshot, **changes}


@pytest.fixture(autouse=True)
def _can_make_pdfs() -> None:
    if pdf.trouble():
        pytest.skip(str(pdf.trouble()))


def open_pdf(snapshot: dict[str, Any]) -> PdfReader:
    return PdfReader(io.BytesIO(engine.render(snapshot)))


def words(reader: PdfReader) -> str:
    """The text without direction marks and with single spaces."""
    text = "".join(character for character in reader.pages[0].extract_text() if character not in "\u202a\u202b\u202c")
    return " ".join(text.split())


def test_pdf_is_tagged_titled_and_says_its_language() -> None:
    reader = open_pdf(make_snapshot())
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Certificate HS-2026-7KQ4-M2XD-93: Foundations of peer support"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def structure(node: Any) -> list[Any]:
    """All structure elements below a node."""
    children = node.get("/K", [])
    children = children if isinstance(children, list) else [children]
    found = []
    for child in (item.get_object() for item in children):
        if isinstance(child, dict) and "/S" in child:
            found += [child, *structure(child)]
    return found


def test_pdf_has_one_heading_and_every_figure_has_words() -> None:
    elements = structure(open_pdf(make_snapshot(specimen=True)).trailer["/Root"]["/StructTreeRoot"])
    kinds = [element["/S"] for element in elements]
    assert kinds.count("/H1") == 1
    figures = [element for element in elements if element["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == ["QR code: check this certificate"]


@pytest.mark.parametrize("script", NAMES)
def test_name_of_any_length_and_script_fits_on_one_page(script: str) -> None:
    reader = open_pdf(make_snapshot(name=NAMES[script]))
    assert len(reader.pages) == 1
    if script not in ("Arabic", "Amharic", "Burmese"):
        assert NAMES[script] in words(reader)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("script", NAMES)
def test_long_words_never_run_into_the_facts(paper: str, script: str) -> None:
    snapshot = make_snapshot(
        name=NAMES[script], paper=paper, programme=LONG_TITLE, attests="word " * 60, caveat="word " * 60
    )
    heights: dict[str, list[float]] = {"word": [], "Programme version": []}

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, _size: float) -> None:
        for start, found in heights.items():
            if text.strip().startswith(start):
                found.append(tm[5] * cm[3] + cm[5])

    open_pdf(snapshot).pages[0].extract_text(visitor_text=visit)
    # Points from the bottom of the sheet; the rule above the facts is 19 points over their first line.
    assert min(heights["word"]) - heights["Programme version"][0] > 26


def test_embedded_fonts_are_two_weights_and_the_script_of_the_name() -> None:
    fonts = {
        font.get_object()["/BaseFont"].split("+")[1]
        for font in open_pdf(make_snapshot(name=NAMES["Arabic"])).pages[0]["/Resources"]["/Font"].values()
    }
    assert {"Atkinson-Hyperlegible-Next", "Atkinson-Hyperlegible-Next-Bold"} <= fonts
    assert len(fonts) == 3
    assert any("Arab" in font for font in fonts)


@pytest.mark.parametrize(("paper", "size"), [("a4", (842, 595)), ("letter", (792, 612))])
def test_paper_is_landscape(paper: str, size: tuple[int, int]) -> None:
    box = open_pdf(make_snapshot(paper=paper)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_specimen_is_marked_only_for_fictional_people() -> None:
    assert "SPECIMEN" in words(open_pdf(make_snapshot(specimen=True)))
    assert "SPECIMEN" not in words(open_pdf(make_snapshot()))


def test_award_without_an_end_shows_no_last_day() -> None:
    assert "Valid until" not in words(open_pdf(make_snapshot(valid_until=None)))


def test_markup_in_a_name_stays_a_name() -> None:
    assert '<img src="x">' in words(open_pdf(make_snapshot(name='<img src="x">')))


def test_nothing_outside_is_ever_fetched() -> None:
    weasyprint = pdf.load()
    fetcher = pdf.fetcher(weasyprint, engine.pictures())
    for url in ("file:///etc/passwd", "http://example.org/x.png", "asset:../settings.py"):
        with pytest.raises(ValueError, match="not one of ours"):
            fetcher(url)


def test_switched_off_engine_says_so(settings) -> None:
    settings.PDF_ENGINE = "none"
    with pytest.raises(PdfUnavailable):
        engine.render(make_snapshot())
    assert "switched off" in str(pdf.trouble())


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Imke", "ltr"), ("عبد الرحمن", "rtl"), ("שרה", "rtl"), ("(Imke)", "ltr"), ("123", "ltr"), ("2 عبد", "rtl")],
)
def test_direction_is_that_of_the_first_letter(name: str, expected: str) -> None:
    assert pdf.direction(name) == expected


@given(st.text(min_size=1, max_size=150))
def test_every_name_has_a_size_and_longer_ones_are_not_larger(name: str) -> None:
    assert layout.name_step(name).size >= layout.name_step(name + name).size


def test_marks_do_not_make_a_name_longer() -> None:
    assert layout.width_of("e\u0301") == layout.width_of("e")


def test_verify_place_is_what_somebody_types() -> None:
    assert layout.verify_place("https://holdspace.example/verify/HS-2026-7KQ4-M2XD-93/") == "holdspace.example/verify"
