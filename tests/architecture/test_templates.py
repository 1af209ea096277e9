"""Templates hold words and markup: no queries, nothing inline that the Content-Security-Policy would refuse."""

import re

import pytest

from tests.architecture.tree import report, short, template_files

TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
QUERY = re.compile(r"\.(all|count|exists|filter|exclude|order_by|select_related|prefetch_related)\b|\w_set\b")
COMMENT = re.compile(r"{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->", re.DOTALL)
INLINE = {
    "style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "script without src": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", re.IGNORECASE),
    "javascript: link": re.compile(r"javascript:", re.IGNORECASE),
}
# A certificate is printed by WeasyPrint and an e-mail shown by a mail reader: neither meets the policy of our pages.
NOT_A_PAGE = re.compile(r"/(email|pdf)/|_pdf\.html$|_email\.html$")


def markup(path) -> str:
    return COMMENT.sub("", path.read_text())


def queries(source: str) -> list[str]:
    return [tag for tag in TAG.findall(source) if QUERY.search(re.sub(r"\"[^\"]*\"|'[^']*'", "", tag))]


def inline(source: str) -> list[str]:
    return [name for name, pattern in INLINE.items() if pattern.search(source)]


def test_templates_make_no_queries() -> None:
    offenders = [f"{short(path)}: {tag}" for path in template_files() for tag in queries(markup(path))]
    assert not offenders, report(offenders, "query in a template")


def test_templates_hold_nothing_inline() -> None:
    offenders = [
        f"{short(path)}: {name}"
        for path in template_files()
        if not NOT_A_PAGE.search(short(path))
        for name in inline(markup(path))
    ]
    assert not offenders, report(offenders, "inline script or style")


def test_templates_speak_through_gettext() -> None:
    offenders = [
        short(path)
        for path in template_files()
        if re.search(
            r"(?<![\w&;])[A-Z][a-z]+ [a-z]+", re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", "\n", markup_untranslated(path))
        )
    ]
    assert not offenders, report(offenders, "sentence outside {% translate %}")


def markup_untranslated(path) -> str:
    """The markup without what stands between blocktranslate and its end."""
    return re.sub(r"{%\s*blocktrans.*?endblocktrans\w*\s*%}", "", markup(path), flags=re.DOTALL)


@pytest.mark.parametrize("source", ["{{ course.lessons.all }}", "{% if cohort.enrolment_set %}", "{{ rows.count }}"])
def test_query_is_noticed(source: str) -> None:
    assert queries(source)


@pytest.mark.parametrize("source", ["{{ page.discount }}", "{% include 'x.all.html' %}", "{{ all_done }}"])
def test_plain_value_is_not_taken_for_a_query(source: str) -> None:
    assert not queries(source)


@pytest.mark.parametrize(
    "source",
    ['<p class="a" style="color:red">', '<a onclick="x()">', "<style>p{}</style>", "<script>x()</script>"],
)
def test_inline_is_noticed(source: str) -> None:
    assert inline(source)


@pytest.mark.parametrize(
    "source", ['<script type="module" src="/a.js"></script>', '<p data-style="x">', '<script type="application/json">']
)
def test_file_of_its_own_is_not_taken_for_inline(source: str) -> None:
    assert not inline(source)
