"""Levels of a cohort and of one person in a browser: both themes, both widths, read by axe."""

import random
from pathlib import Path

import yaml
from django.conf import settings
from django.urls import reverse

from assessments.competencies.models import Competency
from assessments.competencies.services import publish_framework, set_goal
from tests.browser.looks import in_both_looks
from tests.factories.levels import cohort_of, observed
from tests.factories.people import MembershipFactory, UserFactory

FRAMEWORK = Path(settings.BASE_DIR) / "content/packs/facilitator/framework.yaml"
NAMES = ("Aiko Brandt", "Femi Oduya", "Hana Kovář", "Lucía Maximiliane Prat-Wiśniewska-Oyelaran of the Evening Circle")


@in_both_looks
def test_levels_are_read_by_everybody(page_for, axe, shot, width, dark):
    publish_framework(data=yaml.safe_load(FRAMEWORK.read_text()))
    codes = [code for code in Competency.objects.values_list("code", flat=True) if code not in ("PRO-1", "PRO-2")]
    cohort, people = cohort_of(*NAMES)
    chance = random.Random(4)
    for person in people:
        for days, occasion, choices in ((90, "baseline", (1, 2, 2, 3)), (1, "end", (2, 3, 3, 4))):
            observed(person, {code: chance.choice(choices) for code in codes}, occasion=occasion, days=days)
    observed(people[3], {"SAFE-2": 1})
    set_goal(learner=people[3], actor=people[3], text="When advice piles up, I ask the group to answer the person.")
    manager = UserFactory(roles=["lead_supervisor"], acknowledged=True)
    MembershipFactory(user=manager, organisation=cohort.organisation)
    MembershipFactory(user=people[3], organisation=cohort.organisation)
    page = page_for(manager, width=width, dark=dark)
    name = f"{width}-{'dark' if dark else 'light'}"
    page.goto(reverse("cohort_levels", args=[cohort.uuid]))
    assert page.get_by_role("row", name="Lucía").get_by_text("SAFE-2: harm seen, talk first").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)
    shot(page, f"levels-{name}")
    page.get_by_role("link", name="Lucía").click()
    assert page.get_by_role("img", name="End of training: rated 1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)
    shot(page, f"profile-{name}")
    page.get_by_text("Set a goal").click()
    page.get_by_label("Goal", exact=True).fill("I ask before I advise.")
    page.get_by_role("button", name="Set this goal").click()
    assert page.get_by_text("The goal is set.").is_visible()
