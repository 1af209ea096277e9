"""Live labs on a phone: a trainee takes a place, a host takes the register, and nothing bars the way."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from courses.sessions.models import Attendance, LabSession
from lms.common import clock
from tests.factories.sessions import LabSessionFactory, join, place

pytestmark = pytest.mark.django_db(transaction=True)


def look(page: Page, address: str, axe: Callable[..., None], shot: Callable[..., Path], name: str) -> None:
    page.goto(address)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, f"labs-{name}-{page.viewport_size['width'] if page.viewport_size else 0}")


def test_a_place_is_taken_and_attendance_confirmed(page_for: Any, axe: Any, shot: Any) -> None:
    session = LabSessionFactory()
    learner = join(session.cohort).learner
    page = page_for(learner, width=390, dark=True)
    look(page, reverse("courses:labs"), axe, shot, "mine")
    page.get_by_role("link", name=session.lab.title).click()
    page.get_by_role("button", name="Take a place").click()
    expect(page.get_by_role("link", name="Go to the meeting")).to_be_visible()
    look(page, reverse("courses:lab_session", args=[session.uuid]), axe, shot, "place")
    begun = clock.now() - timedelta(minutes=110)
    LabSession.objects.filter(pk=session.pk).update(starts_at=begun, ends_at=begun + timedelta(hours=2))
    other = place(LabSessionFactory(cohort=session.cohort, lab=session.lab)).learner
    host = page_for(session.hosts.get(), width=390)
    look(host, reverse("courses:lab_register", args=[session.uuid]), axe, shot, "register")
    row = host.get_by_role("group", name=learner.full_name)
    expect(row.get_by_label("Minutes there")).to_be_hidden()
    row.get_by_label("Left early").check()
    row.get_by_label("Minutes there").fill("100")
    box = row.get_by_text("Left early").locator("..").bounding_box()
    assert box is not None
    assert box["height"] >= 44
    host.get_by_text("Somebody came without a place").click()
    host.get_by_role("group", name=other.full_name).get_by_label("Was here").check()
    host.get_by_role("button", name="Save the register").click()
    expect(host.get_by_text("2 people confirmed.")).to_be_visible()
    axe(host)
    assert sorted(Attendance.objects.values_list("presence", "minutes")) == [("left", 100), ("present", 120)]


def test_wide_pages_of_hosts_and_managers_have_no_barriers(page_for: Any, axe: Any, shot: Any) -> None:
    session = LabSessionFactory()
    place(session)
    page = page_for(session.hosts.get(), width=1280, dark=True)
    for name, address in {
        "hosted": reverse("courses:labs"),
        "cohort": reverse("courses:cohort_labs", args=[session.cohort.uuid]),
        "change": reverse("courses:lab_edit", args=[session.uuid]),
        "call-off": reverse("courses:lab_cancel", args=[session.uuid]),
        "register-before": reverse("courses:lab_register", args=[session.uuid]),
    }.items():
        look(page, address, axe, shot, name)
