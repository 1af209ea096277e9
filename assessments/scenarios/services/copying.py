from django.db import transaction
from django.utils.translation import gettext as _

from assessments.scenarios.models import Scenario, ScenarioDraft
from assessments.scenarios.services.publishing import save_scenario
from lms.people.models import User

LONGEST_CODE, LONGEST_TITLE = 60, 120


@transaction.atomic
def copy_scenario(*, scenario: Scenario, actor: User | None = None) -> Scenario:
    """A draft with a code of its own: the newest words and rules, and the story as it stands at the desk.

    Raises ValidationError only where the original itself would not be valid.
    """
    newest = scenario.get_latest_revision_as_object()
    draft = ScenarioDraft.objects.filter(scenario=scenario).first()
    return save_scenario(
        code=_free_code(scenario),
        title=(_("Copy of %(title)s") % {"title": newest.title})[:LONGEST_TITLE],
        graph=draft.graph if draft else newest.graph,
        summary=newest.summary,
        number=newest.number,
        setting=newest.setting,
        minutes=newest.minutes,
        safety_critical=newest.safety_critical,
        content_note=newest.content_note,
        way_round=newest.way_round,
        enough=newest.enough,
        repair_all=newest.repair_all,
        competencies=list(newest.competencies.all()),
        locale=scenario.locale,
        actor=actor,
        publish=False,
    )


def _free_code(scenario: Scenario) -> str:
    stem = scenario.code[: LONGEST_CODE - 4]
    taken = set(Scenario.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for number in range(2, len(taken) + 3) if (code := f"{stem}-{number}") not in taken)
