"""The privacy matrix by what shows: everybody walks through the whole product, and what they read is compared with
`who_sees/table.py`. A word that a row does not allow is a leak, whichever page or file it stands on.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache as django_cache
from django.db import transaction
from django.test import Client, TestCase
from django.urls import reverse

from certificates.documents.models import Certificate
from tests.architecture.access import OK, all_lines
from tests.architecture.tree import report
from tests.architecture.who_sees import world as worlds
from tests.architecture.who_sees.crawl import Page, Walk
from tests.architecture.who_sees.table import ROWS, WHO, Row
from tests.architecture.who_sees.world import NAME, World, make_world

# The mark has the database made; what is planted is made once for the module, and taken back at its end.
pytestmark = pytest.mark.django_db
THERE = [row for row in ROWS if not row.not_yet]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=True):
            made = make_world()
        yield made
        transaction.set_rollback(True)
    django_cache.clear()


@pytest.fixture(scope="module")
def stored(world: World) -> dict[Path, bytes]:
    """The private files of the world as they were made."""
    root = Path(settings.PRIVATE_ROOT)
    return {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture(autouse=True)
def files(stored: dict[Path, bytes]) -> None:
    """Each test's files are cleared away after it: whoever walks next finds them in their places again."""
    for path, content in stored.items():
        place = Path(settings.PRIVATE_ROOT) / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def judged(row: Row, who: str, pages: list[Page]) -> str:
    """What is wrong with what somebody saw of a row; empty if nothing."""
    found = [page for page in pages if row.stands_in(page.text)]
    if who not in row.readers:
        return f"{row.data}: shows at {', '.join(page.url for page in found[:3])}" if found else ""
    if not found:
        return f"{row.data}: shows nowhere"
    return "" if any(page.reached for page in found) else f"{row.data}: no link leads to {found[0].url}"


@pytest.mark.parametrize("who", WHO)
def test_everybody_reads_what_is_theirs_and_nothing_else(who: str, world: World) -> None:
    """And whoever comes near her by name stands in her access log; and who marks an answer reads no name."""
    walk = Walk(world, world.people.get(who))
    pages = walk.go()
    wrong = [told for told in (judged(row, who, pages) for row in THERE) if told]
    assert not wrong, report(wrong, f"wrong for {who}")
    near = who in next(row.readers for row in THERE if row.mark == NAME)
    assert bool(walk.looks) is (near and who != "trainee")
    named = [page.url for page in pages if "W_LONG" in page.text and NAME in page.text and who != "trainee"]
    assert not named, report(named, "name beside an answer that is marked")


def test_every_word_that_was_planted_stands_in_a_row() -> None:
    planted = set(re.findall(r"W_[A-Z]+", Path(worlds.__file__).read_text()))
    rows = {word for row in THERE for word in re.findall(r"W_[A-Z]+", row.mark.replace("(HARM|NOTE|LEVEL)", "HARM"))}
    assert planted == rows


@pytest.mark.parametrize(
    ("readers", "said"),
    [
        ("trainee", "shows at /x/"),
        ("supervisor", "no link leads to /x/"),
        ("trainee supervisor", "no link leads to /x/"),
    ],
)
def test_a_leak_and_a_dead_end_are_noticed(readers: str, said: str) -> None:
    """What a supervisor finds by typing an address alone."""
    pages = [Page("/", "Nothing."), Page("/x/", "a W_WORD here", reached=False)]
    assert said in judged(Row("x", "W_WORD", readers), "supervisor", pages)
    assert "shows nowhere" in judged(Row("x", "W_OTHER", "supervisor"), "supervisor", pages)
    assert judged(Row("x", "W_OTHER", ""), "supervisor", pages) == ""


def test_a_verifier_reads_that_a_certificate_is_valid_and_no_name(world: World) -> None:
    code = Certificate.objects.get(award__learner=world.people["trainee"]).serial
    page = Client().get(reverse("certificates:verify_code", args=[code])).content.decode()
    assert "Valid until" in page
    assert NAME not in page


def test_auditors_read_nothing_that_anybody_wrote() -> None:
    assert not [row.data for row in THERE if "W_" in row.mark and "auditor" in row.readers]


def test_auditors_change_nothing() -> None:
    """Of all that the access matrix posts, an auditor may do what everybody does with their own, and take files."""
    doing = [line for line in all_lines() if line.post is not None and line.roles.get("auditor") == OK]
    assert [line.name for line in doing if not line.name.endswith(":export")] == []
    assert doing
