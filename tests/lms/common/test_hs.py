import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from lms.common.icons import ICONS
from lms.common.templatetags.hs import drawing, duration, icon, initials, level
from tests.html import parse_page


class Person:
    full_name = "Imke van der Lind"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (15, "15 min"), (60, "1 h"), (75, "1 h 15 min"), (1515, "25 h 15 min"), ("x", ""), (None, "")],
)
def test_duration_says_minutes_as_words(minutes, words):
    assert duration(minutes) == words


@pytest.mark.parametrize(
    ("person", "letters"),
    [(Person(), "IL"), ("noor", "N"), ("imke@demo.example", "IE"), ("", ""), (None, ""), ("7 9", ""), ("Ümit Ç", "ÜÇ")],
)
def test_initials_takes_first_and_last_word(person, letters):
    assert initials(person) == letters


def test_icon_known_is_hidden_from_readers():
    assert 'aria-hidden="true"' in icon("check")
    assert ICONS["check"] in icon("check")


def test_icon_unknown_renders_nothing():
    assert icon('"><script>') == ""


def test_drawing_with_alt_is_a_named_picture():
    svg = drawing("m1-1", alt='A circle with "one" seat open')
    assert svg.startswith('<svg class="drawing" role="img" aria-label="A circle with &quot;one&quot; seat open"')
    assert svg.endswith("</svg>")


def test_drawing_without_alt_is_decoration():
    assert drawing("m1-1").startswith('<svg class="drawing" aria-hidden="true"')


@pytest.mark.parametrize("key", ["nothing-here", "../base", "", None])
def test_drawing_unknown_key_renders_nothing(key):
    assert drawing(key) == ""


@pytest.mark.parametrize(("number", "words"), [(1, "1 · Potential harm"), (3, "3 · Skilled"), (4, "4 · Advanced")])
def test_level_says_number_and_word(number, words):
    html = level(number)
    assert words in html
    assert f"icon-level-{number}" in html


@pytest.mark.parametrize("number", [None, 0, 5])
def test_level_missing_says_not_rated_yet(number):
    assert "Not rated yet" in level(number)


def test_level_name_of_framework_wins_and_is_escaped():
    assert "2 · Still &lt;growing&gt;" in level(2, name="Still <growing>")


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_page_renders_without_context_or_database(name):
    html = render_to_string(name)
    parse_page(html)
    assert 'href="/crisis/"' in html


def test_base_shows_navigation_and_unread_as_words():
    template = Template('{% extends "base.html" %}{% block main %}<h1>x</h1>{% endblock %}')
    user = type("User", (), {"is_authenticated": True, "full_name": "Imke Lind"})()
    nav = [{"label": "My training", "url": "/training/", "current": True}]
    account = [{"label": "Sign out", "url": "/accounts/logout/", "post": True}]
    html = template.render(Context({"user": user, "nav": nav, "account_nav": account, "unread": 2}))
    parse_page(html)
    assert '<a href="/training/" aria-current="page">My training</a>' in html
    assert "2 unread" in html
    assert '<form method="post" action="/accounts/logout/">' in html
