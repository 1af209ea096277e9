from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from assessments.competencies.models import Competency
from assessments.scenarios import queries
from assessments.scenarios.choices import Quality
from assessments.scenarios.errors import GraphInvalid, ScenarioHasProblems
from assessments.scenarios.linting import Finding, LintSettings, lint
from assessments.scenarios.models import Scenario, ScenarioDraft, ScenarioVersion
from assessments.scenarios.reading import read_graph, write_graph
from assessments.scenarios.services.drafts import lay_draft
from lms.common import audit, clock
from lms.common.hashing import content_hash
from lms.people.models import User


@transaction.atomic
def publish_version(*, scenario: Scenario, actor: User | None = None) -> ScenarioVersion:
    """Freeze words, rules and story of a scenario as a `ScenarioVersion`; nothing changed, nothing new.

    Raises `ScenarioHasProblems` with all findings when one of them is an error. Runs under way stay on their version.
    """
    Scenario.objects.select_for_update().get(pk=scenario.pk)
    findings = check_scenario(scenario=scenario)
    errors = [one for one in findings if one.level == "error"]
    if errors:
        text = _("It can’t be published yet: %(first)s (%(count)s in all)")
        raise ScenarioHasProblems(text % {"first": errors[0].message, "count": len(errors)}, findings=findings)
    parts = {"settings": queries.settings_of(scenario), "graph": write_graph(read_graph(scenario.graph))}
    digest = content_hash(parts)
    newest = queries.current_version(scenario)
    if newest and newest.content_hash == digest:
        return newest
    version = ScenarioVersion.objects.create(
        scenario=scenario, number=newest.number + 1 if newest else 1, content_hash=digest, **parts
    )
    audit.record("scenario.publish", scenario, actor=actor, data={"code": scenario.code, "number": version.number})
    return version


def check_scenario(*, scenario: Scenario, graph: dict[str, Any] | None = None) -> list[Finding]:
    """Everything that speaks against publishing a scenario as it stands (level "error"), and what is worth a look.

    `graph`: the story to look at, where it is another than the scenario's own (the draft's).
    """
    try:
        story = read_graph(scenario.graph if graph is None else graph)
    except GraphInvalid as invalid:
        return [_unreadable(str(problem)) for problem in invalid.problems]
    behaviours = {code: kind for code, (kind, _text) in queries.behaviours_in_force().items()}
    source = queries.source_graph(scenario)
    return lint(
        story,
        behaviours=behaviours or None,
        settings=LintSettings.from_json(queries.settings_of(scenario)),
        source=read_graph(source) if source else None,
    )


def _unreadable(message: str) -> Finding:
    return Finding(code="unreadable", level="error", node="", choice="", message=message)


@transaction.atomic
def save_scenario(
    *,
    code: str,
    title: str,
    summary: str,
    graph: dict[str, Any],
    number: int = 1,
    setting: str = "",
    minutes: int = 12,
    safety_critical: bool = False,
    content_note: str = "",
    way_round: str = "",
    enough: str = Quality.FAIR,
    repair_all: bool = True,
    competencies: Sequence[Competency] = (),
    locale: Locale | None = None,
    actor: User | None = None,
    publish: bool = True,
) -> Scenario:
    """Write a scenario and publish it, or keep it as a draft (an import's way in; editors use the desk).

    `graph` as `reading.read_graph` takes it; `way_round` is HTML as a rich text field stores it. An authors' draft
    takes the new story over, as an edit that can be undone. Raises `GraphInvalid`, `ScenarioHasProblems` (only when
    publishing), and ValidationError.
    """
    locale = locale or Locale.get_default()
    scenario = Scenario.objects.filter(code=code, locale=locale).first()
    scenario = scenario or Scenario(code=code, locale=locale, live=False)
    scenario.title, scenario.number, scenario.summary, scenario.setting = title, number, summary, setting
    scenario.minutes, scenario.safety_critical = minutes, safety_critical
    scenario.content_note, scenario.way_round = content_note, way_round
    scenario.enough, scenario.repair_all = enough, repair_all
    scenario.graph = write_graph(read_graph(graph))
    scenario.full_clean()
    # What is live stays as it is until somebody publishes.
    if publish or not scenario.live:
        scenario.save()
    scenario.competencies.set(competencies)
    if publish or not scenario.live:
        scenario.save()
    # `publish` tells receivers.py, which freezes the version: the same way as from Wagtail.
    revision = scenario.save_revision(user=actor, clean=False)
    if publish:
        revision.publish(user=actor, skip_permission_checks=True)
    if ScenarioDraft.objects.filter(scenario=scenario).exists():
        lay_draft(scenario=scenario, graph=scenario.graph, label=str(_("Taken over from a file")), author=actor)
    return Scenario.objects.get(pk=scenario.pk)


@transaction.atomic
def retire_scenario(*, scenario: Scenario, actor: User | None = None) -> Scenario:
    """Nobody can start it any more; runs under way are finished and results stay."""
    scenario = Scenario.objects.select_for_update().get(pk=scenario.pk)
    if scenario.retired_at is None:
        scenario.retired_at = clock.now()
        scenario.save(update_fields=["retired_at", "updated"])
        audit.record("scenario.retire", scenario, actor=actor, data={"code": scenario.code})
    return scenario


@transaction.atomic
def restore_scenario(*, scenario: Scenario, actor: User | None = None) -> Scenario:
    """Let a retired scenario be started again, on the version it was left with."""
    scenario = Scenario.objects.select_for_update().get(pk=scenario.pk)
    if scenario.retired_at is not None:
        scenario.retired_at = None
        scenario.save(update_fields=["retired_at", "updated"])
        audit.record("scenario.restore", scenario, actor=actor, data={"code": scenario.code})
    return scenario
