"""QTI from strangers: packages that lead out, burst or lie, and items that ask otherwise. No database."""

import io
import zipfile

import pytest

from assessments.questions.formats import FORMATS, read
from assessments.questions.formats.draft import Limits
from assessments.questions.formats.qti_package import leads_out
from tests.assessments.questions.formats.reading import BOMB, ITEM, LIMITS, manifest, one, package, refusal
from tests.assessments.questions.formats.samples import draft_of


def declared(inside):
    return f"<responseDeclaration identifier='R' cardinality='single'>{inside}</responseDeclaration>"


def key(value):
    return declared(f"<correctResponse><value>{value}</value></correctResponse>")


@pytest.mark.parametrize("name", ["../x.xml", "/x.xml", "a/../../x.xml", "..\\x.xml", "C:\\x.xml"])
def test_a_package_that_leads_out_of_itself_is_refused(name):
    assert leads_out(name)
    data = package({"imsmanifest.xml": manifest("x.xml"), name: "<a/>"})
    assert "leads out of it" in refusal(data, "qti21")[1]
    reading = read(package({"imsmanifest.xml": manifest(name), "x.xml": "<a/>"}), "qti21", LIMITS)
    assert [problem.words for problem in reading.problems] == ["The manifest names a file that is not in the package."]


def test_a_bomb_of_a_package_is_refused_before_it_is_unpacked():
    data = package({"imsmanifest.xml": manifest("x.xml"), "x.xml": b"0" * 3_000_000})
    assert len(data) < 10_000
    assert "too large" in refusal(data, "qti21", Limits(unpacked=1_000_000))[1]
    many = package({f"{n}.xml": "" for n in range(5_001)}, compression=zipfile.ZIP_STORED)
    assert "too large" in refusal(many, "qti21")[1]


def test_a_package_that_lies_about_its_sizes_is_refused():
    data = package({"imsmanifest.xml": manifest("x.xml"), "x.xml": b"0" * 3_000_000})
    lying = data.replace((3_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != data
    reading = read(lying, "qti21", LIMITS)
    assert "damaged" in reading.problems[0].words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 not a zip", "not a sound ZIP"),
        (package({"a.xml": "<a/>"}), "no imsmanifest.xml"),
        (package({"imsmanifest.xml": "<manifest>"}), "not well-formed"),
        (package({"imsmanifest.xml": manifest()}), "no question in this package"),
        (b"<questestinterop/>", "QTI 1.2"),
    ],
)
def test_what_is_no_package_is_refused(data, words):
    assert words in refusal(data, "qti21")[1]


def test_bad_items_of_a_package_are_told_by_file():
    files = {"imsmanifest.xml": manifest("a.xml", "b.xml", "c.xml"), "a.xml": "<a>", "b.xml": BOMB + "<a/>"}
    good = zipfile.ZipFile(io.BytesIO(FORMATS["qti21"].write([draft_of("number")]).content))
    files["c.xml"] = good.read("items/q-number.xml")
    reading = read(package(files), "qti21", LIMITS)
    assert [(problem.question, problem.words.split(":")[0].split(".")[0]) for problem in reading.problems] == [
        ("a.xml", "This is not well-formed XML"),
        ("b.xml", "The XML declares a document type or entities"),
    ]
    assert len(reading.drafts) == 1
    folder = package({f"folder/{name}": content for name, content in files.items()})
    assert len(read(folder, "qti21", LIMITS).drafts) == 1


CHOICE = "<choiceInteraction responseIdentifier='R'><simpleChoice identifier='a'>A</simpleChoice></choiceInteraction>"


@pytest.mark.parametrize(
    ("body", "declared", "words"),
    [
        ("", "", "asks nothing"),
        (CHOICE, "", "“R” is not declared"),
        (CHOICE * 2, "", "asks 2 things"),
        ("<hotspotInteraction responseIdentifier='R'/>", "", "hotspotInteraction can't"),
        (
            CHOICE,
            key("z"),
            "not offered: z",
        ),
        (
            CHOICE,
            declared("<mapping><mapEntry mapKey='a' mappedValue='x'/></mapping>"),
            "not a number",
        ),
        (
            "<textEntryInteraction responseIdentifier='R'/>",
            "<responseDeclaration identifier='R' baseType='float'/>",
            "right number is missing",
        ),
        (
            "<orderInteraction responseIdentifier='R'><simpleChoice identifier='a'/></orderInteraction>",
            "<responseDeclaration identifier='R'/>",
            "each step once",
        ),
        ("<matchInteraction responseIdentifier='R'/>", "<responseDeclaration identifier='R'/>", "two lists"),
    ],
)
def test_items_that_ask_otherwise_are_told(body, declared, words):
    draft, said = one(ITEM.format(body=body, declared=declared), "qti21")
    assert draft is None
    assert words in said[0][1]


def test_a_field_within_a_sentence_becomes_a_line_to_fill():
    body = "<p>The <b>first</b> is <textEntryInteraction responseIdentifier='R'/>.</p>"
    draft, said = one(ITEM.format(body=body, declared=key("one")), "qti21")
    assert (draft.kind, draft.stem, said) == ("short_answer", "<p>Well?</p><p>The <b>first</b> is _____.</p>", [])


def test_script_in_a_package_is_cleaned_out():
    bad = "<script>alert(1)</script><b onclick='x()'>bold</b>"
    choices = f"<simpleChoice identifier='a'>{bad}</simpleChoice><simpleChoice identifier='b'>b</simpleChoice>"
    body = f"{bad}<choiceInteraction responseIdentifier='R' shuffle='true'>{choices}</choiceInteraction>"
    draft, _said = one(ITEM.format(body=body, declared=key("a")), "qti21")
    assert "alert" not in draft.stem + draft.options[0]["text"]
    assert draft.options[0]["text"] == "<p><b>bold</b></p>"
