import json
import re

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.template.loader import get_template
from django.utils import translation
from wagtail.admin.rich_text import get_rich_text_editor_widget

from content.blocks import BodyBlock, ReflectionBlock, table_cells, table_value
from content.blocks.text import PROSE_FEATURES
from content.templatetags.content_blocks import SAME_FOR_ALL
from tests.factories.content import (
    DownloadFactory,
    PictureFactory,
    RecordingFactory,
    make_home,
    make_page,
    make_resources,
)
from tests.html import parse_strict

from content.models import ResourcePage  # isort: skip

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
NAMES = [
    "prose",
    "words",
    "quote",
    "template",
    "callout",
    "content_note",
    "picture",
    "drawing",
    "recording",
    "download",
    "table",
    "intervals",
]


def render(*blocks, **context):
    """The body as a page shows it: `blocks` are (name, stored value)."""
    body = BodyBlock()
    stream = body.to_python(
        [{"type": name, "value": value, "id": f"id-{n}"} for n, (name, value) in enumerate(blocks, start=1)]
    )
    html = Template("{% load wagtailcore_tags %}{% include_block body %}").render(Context({"body": stream, **context}))
    parse_strict(f"<!doctype html><html lang='en'><head><title>x</title></head><body>{html}</body></html>")
    return BeautifulSoup(html, "html.parser")


def test_body_block_names_are_the_ones_packs_use():
    assert list(BodyBlock().child_blocks) == NAMES


@pytest.mark.parametrize("name", [*NAMES, "reflection"])
def test_every_block_has_icon_label_description_and_preview(name):
    block = {**BodyBlock().child_blocks, "reflection": ReflectionBlock()}[name]
    assert block.meta.icon != "placeholder"
    assert block.meta.template.startswith("content/blocks/")
    assert block.label
    assert block.get_description()
    assert block.is_previewable


WORDS_IN_BLOCKS = [
    ("words", {"text": "<p>Hello</p>", "context": EVIL}),
    ("quote", {"text": "<p>Hello</p>", "source": EVIL, "url": ""}),
    ("template", {"title": EVIL, "text": "<p>Hello</p>"}),
    ("callout", {"kind": "safety", "title": EVIL, "minutes": None, "body": "<p>Hello</p>"}),
    ("content_note", {"text": "<p>Hello</p>", "skip_to": EVIL}),
    ("drawing", {"drawing": "circle", "alt": EVIL, "caption": EVIL}),
    ("drawing", {"drawing": EVIL, "alt": "", "caption": ""}),
    ("intervals", {"caption": EVIL, "rows": [{"label": EVIL, "estimate": 0.2, "measure": EVIL, "source": EVIL}]}),
    ("table", {**table_value(caption=EVIL, header=[EVIL], rows=[["x"]])}),
]


@pytest.mark.parametrize(("name", "value"), WORDS_IN_BLOCKS)
def test_block_shows_markup_in_plain_words_as_words(name, value):
    soup = render((name, value))
    assert not soup.find_all(["script", "img"])
    assert not [tag for tag in soup.find_all(True) for attribute in tag.attrs if attribute.startswith("on")]


def draftail(text, **entity):
    """What the editor's browser sends for one paragraph, with a link over all of it if `entity` is given."""
    ranges = [{"offset": 0, "length": len(text), "key": 0}] if entity else []
    entities = {"0": {"type": "LINK", "mutability": "MUTABLE", "data": entity}} if entity else {}
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": ranges}
    return json.dumps({"blocks": [block], "entityMap": entities})


def saved(content_state):
    widget = get_rich_text_editor_widget("default", features=PROSE_FEATURES)
    return widget.value_from_datadict({"body": content_state}, {}, "body")


def test_prose_keeps_a_script_typed_by_an_editor_as_words():
    soup = render(("prose", saved(draftail(EVIL))))
    assert not soup.find_all(["script", "img"])
    assert "alert(1)" in soup.text


def test_prose_drops_a_link_that_would_run_a_script_and_keeps_a_good_one():
    bad = render(("prose", saved(draftail("press", url="javascript:alert(1)"))))
    good = render(("prose", saved(draftail("press", url="https://example.org/"))))
    assert "javascript" not in str(bad)
    assert good.a["href"] == "https://example.org/"


def test_content_note_leads_to_the_heading_it_names():
    soup = render(
        ("content_note", {"text": "<p>It mentions suicide.</p>", "skip_to": "After that"}),
        ("prose", '<h2 data-block-key="a">Before</h2><h2 data-block-key="b">After <b>that</b></h2>'),
    )
    target = soup.find(id=soup.a["href"].removeprefix("#"))
    assert target.text == "After that"
    assert len(soup.find_all("h2", id=lambda name: name and name.startswith("to-"))) == 1


def test_content_note_without_a_heading_offers_no_link():
    assert render(("content_note", {"text": "<p>It mentions suicide.</p>", "skip_to": ""})).a is None


@pytest.mark.parametrize(
    ("kind", "modifier"), [("safety", "is-safety"), ("evidence", "is-evidence"), ("try_it", "is-try")]
)
def test_callout_says_its_kind_by_class_and_icon(kind, modifier):
    soup = render(("callout", {"kind": kind, "title": "A title", "minutes": 75, "body": "<p>Text</p>"}))
    assert modifier in soup.aside["class"]
    assert soup.aside.svg
    assert ("1 h 15 min" in soup.find(class_="block-title").text) is (kind == "try_it")


@pytest.mark.django_db
def test_picture_with_text_alternative_or_as_decoration():
    picture = PictureFactory()
    told = render(
        ("picture", {"image": {"image": picture.pk, "alt_text": "A door", "decorative": False}, "caption": ""})
    )
    decorative = render(
        ("picture", {"image": {"image": picture.pk, "alt_text": "", "decorative": True}, "caption": ""})
    )
    assert told.img["alt"] == "A door"
    assert decorative.img["alt"] == ""


@pytest.mark.django_db
def test_picture_without_text_alternative_is_refused_until_marked_as_decoration():
    block, picture = BodyBlock().child_blocks["picture"], PictureFactory()
    bare = {"image": {"image": picture.pk, "alt_text": "", "decorative": False}, "caption": ""}
    with pytest.raises(ValidationError):
        block.clean(block.to_python(bare))
    bare["image"]["decorative"] = True
    block.clean(block.to_python(bare))


@pytest.mark.django_db
def test_recording_loads_nothing_before_play_and_brings_captions_and_transcript():
    soup = render(("recording", {"recording": RecordingFactory(transcript="First.\n\nSecond.").pk, "caption": ""}))
    assert soup.video["preload"] == "none"
    assert soup.video.track["kind"] == "captions"
    assert [p.text for p in soup.details.find_all("p")] == ["First.", "Second."]


@pytest.mark.django_db
def test_recording_that_has_gone_leaves_no_trace():
    assert not render(("recording", {"recording": 999, "caption": "x"})).find("figure")


@pytest.mark.django_db
def test_download_leads_to_the_resource_or_to_the_file():
    index = make_resources(make_home())
    resource = make_page(index, ResourcePage, title="Escalation card", slug="card")
    page = render(("download", {"resource": resource.pk, "document": None, "title": ""}))
    file = render(("download", {"resource": None, "document": DownloadFactory(title="Plan").pk, "title": ""}))
    assert (page.a["href"], page.find(class_="download-name").text) == ("/resources/card/", "Escalation card")
    assert "TXT" in file.a.text


@pytest.mark.django_db
def test_download_of_an_unpublished_resource_is_not_shown():
    resource = make_page(make_resources(make_home()), ResourcePage, title="Card", slug="card", live=False)
    assert render(("download", {"resource": resource.pk, "document": None, "title": ""})).a is None


@pytest.mark.django_db
def test_download_wants_exactly_one_target():
    block, file = BodyBlock().child_blocks["download"], DownloadFactory()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"resource": None, "document": None, "title": ""}))
    block.clean(block.to_python({"resource": None, "document": file.pk, "title": ""}))


def test_table_from_plain_rows_reads_by_ear():
    value = table_value(caption="Who", header=["Role", "Sees"], rows=[["You", "<b>all</b>"]], row_headings=True)
    soup = render(("table", value))
    assert soup.caption.text == "Who"
    assert [th["scope"] for th in soup.find_all("th")] == ["col", "col", "row"]
    assert soup.td.b.text == "all"
    assert table_cells(value) == ("Who", ["Role", "Sees"], [["You", "<b>all</b>"]])


def test_table_stored_and_read_again_gives_the_same_cells():
    block = BodyBlock().child_blocks["table"]
    value = table_value(caption="Who", header=["Role"], rows=[["You"], ["Me"]])
    assert table_cells(block.get_prep_value(block.to_python(value))) == table_cells(value)


@pytest.mark.parametrize("value", [("Who", ["Role"], []), ("Who", [""], [["You"]])])
def test_table_without_rows_or_headings_is_refused(value):
    block = BodyBlock().child_blocks["table"]
    caption, header, rows = value
    with pytest.raises(ValidationError):
        block.clean(block.to_python(table_value(caption=caption, header=header, rows=rows)))
    block.clean(block.to_python(table_value(caption="Who", header=["Role"], rows=[["You"]])))


def interval(**change):
    return {"label": "Recovery", "estimate": 0.19, "low": 0.11, "high": 0.27, "measure": "g", "source": "", **change}


def test_intervals_say_in_a_table_what_they_draw():
    soup = render(("intervals", {"caption": "Small", "rows": [interval(low=-0.2), interval(low=None, high=None)]}))
    cells = [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in soup.tbody.find_all("tr")]
    assert cells == [["Recovery", "0.19", "−0.20 to 0.27", "g"], ["Recovery", "0.19", "not given", "g"]]
    assert len(soup.find_all(class_="chart-range")) == 1
    assert len(soup.find_all(class_="chart-zero")) == 2


@pytest.mark.parametrize("wrong", [{"low": None}, {"high": None}, {"estimate": 0.3}, {"low": 0.2}])
def test_intervals_refuse_an_estimate_outside_or_half_an_interval(wrong):
    block = BodyBlock().child_blocks["intervals"]
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"caption": "", "rows": [interval(**wrong)]}))
    block.clean(block.to_python({"caption": "", "rows": [interval()]}))


def test_reflection_without_a_place_to_keep_it_is_only_a_question():
    block = ReflectionBlock()
    html = block.render(block.to_python({"prompt": "What helps you?", "help": ""}), {"block_id": "b1"})
    assert "What helps you?" in html
    assert "<textarea" not in html


def test_reflection_shows_what_was_kept_in_this_box_only():
    block = ReflectionBlock()
    kept = {"url": "/keep/", "share_url": "/share/", "text": EVIL, "saved_at": None, "shared_at": None}
    value = block.to_python({"prompt": "What helps you?", "help": "Briefly."})
    html = block.render(value, {"block_id": "b1", "csrf_token": "token", "reflections": {"b1": kept, "b2": {}}})
    soup = BeautifulSoup(html, "html.parser")
    assert soup.form["action"] == "/keep/"
    assert soup.textarea.text.strip() == EVIL
    assert "nobody watches this box" in soup.text
    assert soup.find("button", formaction="/share/")


def test_headings_of_blocks_leave_no_hole_in_the_outline():
    callout = ("callout", {"kind": "note", "title": "A title", "minutes": None, "body": "<p>Text</p>"})
    soup = render(callout, ("prose", "<h2>A part</h2><p>Words.</p>"), callout)
    assert [heading.name for heading in soup.find_all(["h2", "h3"])] == ["h2", "h2", "h3"]


def test_what_is_the_same_for_all_is_made_once_for_each_language():
    row = {"label": "First", "estimate": 0.2, "low": 0.1, "high": 0.3, "measure": "g", "source": ""}
    body = BodyBlock().to_python([{"type": "intervals", "value": {"caption": "", "rows": [row]}, "id": "a"}])
    english = body.render_as_block({})
    assert "0.2" in english
    with translation.override("de"):
        assert "0,2" in body.render_as_block({})
    assert body.render_as_block({}) == english
    # A page that was published anew brings other blocks.
    body[0].value["caption"] = "Later"
    assert body.render_as_block({}) == english


@pytest.mark.parametrize("name", sorted(SAME_FOR_ALL))
def test_what_is_the_same_for_all_asks_for_no_reader(name):
    source = get_template(BodyBlock().child_blocks[name].meta.template).template.source
    assert not re.search(r"request|user|csrf_token|crisis_url|nonce", source)
