"""What goes through Markdown comes back the same."""

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.common.texts.markdown import inline_markdown, to_markdown
from lms.common.texts.problems import Problems
from lms.common.texts.prose import to_html
from lms.packs.reading.directives import split_body
from tests.lms.packs.conftest import SHIPPED

SAME = [
    "<p>One <b>bold</b> and <i>em</i>.</p>",
    "<p>“<b>Quoted</b>” [two] [a](b) _x_ snake_case 3 * 4</p>",
    "<h2>Head</h2><p>a &lt; b &amp; c &amp;amp; &lt;b&gt;</p>",
    "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><ol><li>x</li><li>y</li></ol>",
    "<ul><li>a</li></ul><ul><li>b</li></ul>",
    "<p># no head</p><p>1. no list</p><p>- no list</p><p>::: no block</p><p>&gt; no quote</p><p>--- no rule</p>",
    '<p><a href="https://a.example/?b=1&amp;c=(2)">link</a></p><hr/>',
    "<p>one<br/>two<br/>- three</p>",
]


@pytest.mark.parametrize("html", SAME)
def test_to_markdown_round_trip(html: str) -> None:
    assert to_html(to_markdown(html)) == html


def test_to_markdown_of_what_the_editor_stores() -> None:
    html = '<p data-block-key="ab1">Hi <strong>you </strong>there</p><p data-block-key="c"></p><h3>x</h3>'
    assert to_markdown(html) == "Hi **you** there\n\n### x"


def test_to_markdown_resolves_links_to_pages() -> None:
    html = '<p><a linktype="page" id="5">There</a></p>'
    assert to_markdown(html, lambda attributes: f"/page/{attributes['id']}/") == "[There](/page/5/)"


def test_to_markdown_emphasis_it_cannot_say_keeps_the_words() -> None:
    assert to_markdown("<p>a<b>(b)</b>c</p>") == "a(b)c"


def test_inline_markdown_of_a_cell() -> None:
    assert inline_markdown("<p>Yes, <b>own</b></p>") == "Yes, **own**"


@given(st.text(alphabet=st.sampled_from("ab1 *_[]()<>&#-+.:|\\`!~=\"'é“"), min_size=1, max_size=40))
@settings(max_examples=400)
def test_to_markdown_keeps_any_words(text: str) -> None:
    words = " ".join(text.split())
    html = f"<p>{escape(words, quote=False)}</p>" if words else ""
    assert to_html(to_markdown(html)) == html


def test_to_markdown_of_shipped_prose_is_the_shipped_text() -> None:
    changed = []
    for file in SHIPPED.rglob("*.md"):
        body = file.read_text().split("---\n", 2)[2]
        for piece in split_body(body, file.name, Problems()):
            if piece.text and piece.name not in {"table"} and to_markdown(to_html(piece.text)) != piece.text:
                changed.append(f"{file.name}:{piece.line}")
    assert changed == []
