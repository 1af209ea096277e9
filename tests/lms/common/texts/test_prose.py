import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.common.texts.problems import Problems
from lms.common.texts.prose import check, to_html

ALLOWED = {"p", "b", "i", "a", "ul", "ol", "li", "br", "hr", "h2", "h3"}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One **bold** and *em*.", "<p>One <b>bold</b> and <i>em</i>.</p>"),
        ("- a\n- b\n\n1. c", "<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>"),
        ("- a\n  - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("one\ntwo", "<p>one two</p>"),
        ("one\\\ntwo", "<p>one<br/>two</p>"),
        ("## Head\n\n### Small", "<h2>Head</h2><h3>Small</h3>"),
        ('[a](https://b.example/?c=1&d=2 "t")', '<p><a href="https://b.example/?c=1&amp;d=2">a</a></p>'),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
    ],
)
def test_to_html_subset(text: str, html: str) -> None:
    assert to_html(text) == html


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=200))
def test_to_html_of_any_text_holds_no_tag_but_ours(text: str) -> None:
    problems = Problems()
    check(text, "x.md", 1, problems)
    if not len(problems):
        tags = set(re.findall(r"<(/?[a-z0-9]+)", to_html(text)))
        assert tags <= {close + tag for tag in ALLOWED for close in ("", "/")}
        assert not re.search(r'href="(?!https?:|mailto:|/|#)', to_html(text))
