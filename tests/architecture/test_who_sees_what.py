"""The privacy matrix by what shows: everybody walks through the whole product, and what they read is compared with
`who_sees/table.py`. A word that a row does not allow is a leak, whichever page or file it stands on.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache as django_cache
from django.db import transaction
from django.test import Client, TestCase
from django.urls import reverse

from certificates.documents.models import Certificate
from tests.architecture.access import OK, all_lines
from tests.architecture.tree import report
from tests.architecture.who_sees import world as worlds
from tests.architecture.who_sees.crawl import Walk
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
def walk_of(world: World) -> Any:
    """What somebody read, each walking once."""

    @cache
    def walked(who: str) -> Walk:
        walk = Walk(world, world.people.get(who))
        walk.go()
        return walk

    return walked


def judged(row: Row, who: str, walk: Walk) -> str:
    """What is wrong with what somebody saw of a row; empty if nothing."""
    pages = [page for page in walk.pages if row.stands_in(page.text)]
    if who not in row.readers:
        return f"{row.data}: shows at {', '.join(page.url for page in pages[:3])}" if pages else ""
    if not pages:
        return f"{row.data}: shows nowhere"
    return "" if any(page.reached for page in pages) else f"{row.data}: no link leads to {pages[0].url}"


@pytest.mark.parametrize("who", WHO)
def test_everybody_reads_what_is_theirs_and_nothing_else(who: str, walk_of: Any) -> None:
    walk = walk_of(who)
    wrong = [told for told in (judged(row, who, walk) for row in THERE) if told]
    assert not wrong, report(wrong, f"wrong for {who}")


@pytest.mark.parametrize("who", WHO)
def test_whoever_reads_about_her_by_name_stands_in_her_access_log(who: str, walk_of: Any) -> None:
    """Except the trainer's list of the group, and a rater's own sheet, nothing of hers is read unseen."""
    near = any(who in row.readers for row in THERE if row.data == "that she is here")
    assert bool(walk_of(who).looks) is (near and who != "trainee")


def test_every_word_that_was_planted_stands_in_a_row() -> None:
    planted = set(re.findall(r"W_[A-Z]+", Path(worlds.__file__).read_text()))
    rows = {word for row in THERE for word in re.findall(r"W_[A-Z]+", row.mark.replace("(HARM|NOTE|LEVEL)", "HARM"))}
    assert planted == rows


def test_a_leak_would_be_noticed(walk_of: Any) -> None:
    """The same comparison with rows that are wrong on purpose."""
    walk = walk_of("supervisor")
    assert "shows at" in judged(Row("x", "W_SHARED", "trainee"), "supervisor", walk)
    assert "shows nowhere" in judged(Row("x", "W_PRIVATE", "supervisor"), "supervisor", walk)


def test_an_answer_is_marked_without_a_name(walk_of: Any) -> None:
    for who in ("supervisor", "lead", "manager"):
        pages = [page for page in walk_of(who).pages if "W_LONG" in page.text]
        assert pages
        assert not any(NAME in page.text for page in pages)


def test_a_verifier_reads_that_a_certificate_is_valid_and_no_name(world: World) -> None:
    code = Certificate.objects.get(award__learner=world.people["trainee"]).serial
    page = Client().get(reverse("certificates:verify_code", args=[code])).content.decode()
    assert "Valid until" in page
    assert NAME not in page


def test_auditors_read_nothing_that_anybody_wrote(walk_of: Any) -> None:
    told = [page.url for page in walk_of("auditor").pages if "W_" in page.text]
    assert not told, report(told, "free text for an auditor")


def test_auditors_change_nothing() -> None:
    """Of all that the access matrix posts, an auditor may do what everybody does with their own, and take files."""
    doing = [line for line in all_lines() if line.post is not None and line.roles.get("auditor") == OK]
    assert [line.name for line in doing if not line.name.endswith(":export")] == []
    assert doing
