import pytest

from tests.html import parse_page, parse_strict, text_of

GOOD = """<!doctype html><html lang="en"><head><title>A</title></head>
<body><main><h1>One <b>h1</b></h1></main></body></html>"""


def test_good_page_passes() -> None:
    heading = next(parse_page(GOOD).iter("h1"))
    assert text_of(heading) == "One h1"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("<p><div></p></div>", "line 2"),
        ('<i id="a"></i><i id="a"></i>', "twice"),
        ('<label for="nobody">x</label>', "points at nothing"),
        ("<b>open", "line 2"),
    ],
)
def test_bad_page_is_refused(part: str, words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        parse_strict(GOOD.replace("</main>", f"{part}</main>"))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [(' lang="en"', "", "lang"), ("<title>A</title>", "<title></title>", "title"), ("h1", "h2", "<h1>"),
     ("<b>h1</b>", '<img src="x">', "alt")],
)  # fmt: skip
def test_page_without_what_every_page_has_is_refused(old: str, new: str, words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        parse_page(GOOD.replace(old, new))
