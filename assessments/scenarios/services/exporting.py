"""A scenario as a file that one takes away."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.scenarios.describing import settings_told
from assessments.scenarios.errors import ExportRefused, GraphInvalid
from assessments.scenarios.formats import FORMATS
from assessments.scenarios.models import Scenario, ScenarioDraft
from lms.common import audit
from lms.people.models import User


@transaction.atomic
def export_scenario(*, scenario: Scenario, format_name: str, drafts: bool = False, actor: User | None = None) -> bytes:
    """The file, as it is published, or `drafts`: as its authors have it now. Who took it is kept in the audit log.

    Raises `ExportRefused` where the story can't be read.
    """
    told, graph = scenario, scenario.graph
    if drafts or not scenario.live:
        told = scenario.get_latest_revision_as_object() if scenario.latest_revision_id else scenario
        draft = ScenarioDraft.objects.filter(scenario=scenario).first()
        graph = draft.graph if draft else told.graph
    try:
        text = FORMATS[format_name].write(scenario.code, settings_told(told), graph)
    except GraphInvalid as invalid:
        raise ExportRefused(_("It can’t be written: %(why)s") % {"why": invalid.problems[0]}) from invalid
    facts = {"code": scenario.code, "format": format_name, "drafts": drafts}
    audit.record("scenario.export", scenario, actor=actor, data=facts)
    return text.encode()
