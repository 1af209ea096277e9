from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from content.pages.models import StandardPage
from lms.common import clock, due


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> dict[str, due.Job]:
    """A registry of its own, so that a test adds and breaks jobs as it likes."""
    mine: dict[str, due.Job] = {}
    monkeypatch.setattr(due, "_JOBS", mine)
    return mine


def test_run_due_does_every_job(jobs: dict[str, due.Job]) -> None:
    done: list[str] = []
    due.register("one", lambda: done.append("one"))
    due.register("two", lambda: done.append("two"))
    call_command("run_due")
    assert done == ["one", "two"]


def test_run_due_does_only_what_is_named(jobs: dict[str, due.Job]) -> None:
    done: list[str] = []
    due.register("one", lambda: done.append("one"))
    due.register("two", lambda: done.append("two"))
    call_command("run_due", "two")
    assert done == ["two"]


def test_broken_job_is_logged_and_does_not_stop_the_next(
    jobs: dict[str, due.Job], caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []
    due.register("bad", lambda: 1 / 0)
    due.register("good", lambda: done.append("good"))
    with pytest.raises(CommandError, match="bad"):
        call_command("run_due")
    assert done == ["good"]
    assert "ZeroDivisionError" in caplog.text


def test_unknown_job_is_refused(jobs: dict[str, due.Job]) -> None:
    with pytest.raises(CommandError, match="nobody"):
        call_command("run_due", "nobody")


def test_second_job_of_a_name_is_refused(jobs: dict[str, due.Job]) -> None:
    due.register("one", list)
    with pytest.raises(ValueError, match="one"):
        due.register("one", list)


def test_list_names_the_jobs_and_does_none() -> None:
    out = StringIO()
    call_command("run_due", "--list", stdout=out)
    assert "scheduled-publishing" in out.getvalue().split()


@pytest.mark.django_db
def test_page_is_published_when_its_time_has_come() -> None:
    page = StandardPage(title="Later", slug="later", live=False)
    Page.objects.get(depth=2).add_child(instance=page)
    page.go_live_at = clock.now() - timedelta(minutes=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("run_due")
    page.refresh_from_db()
    assert page.live
