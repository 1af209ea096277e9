"""Role-plays in which a skill can be practised."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.observations.links import NextLink
from assessments.scenarios.queries.library import open_scenarios

MOST = 3


def scenarios_to_practise(codes: Iterable[str], learner_id: int) -> dict[str, list[NextLink]]:
    """Open scenarios that touch these competencies, at most three of each. One query."""
    found: dict[str, list[NextLink]] = {code: [] for code in codes}
    rows = open_scenarios().filter(competencies__code__in=list(found))
    for code, scenario, title in rows.values_list("competencies__code", "code", "title"):
        if len(found[code]) < MOST:
            found[code].append(NextLink(reverse("assessments:scenario", args=[scenario]), title, _("Role-play")))
    return found
