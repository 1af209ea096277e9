"""What the desk shows, put together: as context of the page, or as the parts of it that a script swaps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.scenarios import queries, services
from assessments.scenarios.choices import NodeKind
from assessments.scenarios.desk import lists, page
from assessments.scenarios.desk.editing import Json, find, linked_from, put_node
from assessments.scenarios.desk.inputs import Complaints, options
from assessments.scenarios.desk.markup import option_list
from assessments.scenarios.desk.moment import MomentForm, MomentPresenter, suggestions
from assessments.scenarios.desk.naming import title_of, titles_of
from assessments.scenarios.desk.places import by_id, complaints_from
from assessments.scenarios.errors import GraphInvalid, Problem
from assessments.scenarios.models import Scenario, ScenarioDraft
from assessments.scenarios.reading import read_node

NAMES = "wagtailsnippets_assessments_scenario"
PATHS = "scenario_paths:paths"
FOLDER = "assessments/admin/desk"
PARTS = {
    "desk-bar": "_bar.html",
    "desk-findings": "_findings.html",
    "desk-list": "_list.html",
    "desk-picture": "_picture.html",
    "desk-suggestions": "_suggestions.html",
}


@dataclass(frozen=True)
class Asked:
    """What is open: a moment or a part. `typed`: what its form was sent with, where that is not stored."""

    node: str = ""
    part: str = ""
    typed: Any = None


@dataclass
class Screen:
    """One author's view of one draft."""

    request: HttpRequest
    scenario: Scenario
    draft: ScenarioDraft
    asked: Asked
    visits: Mapping[str, int] = field(default_factory=dict)
    notice: str = ""
    problems: Iterable[Problem] = ()

    @property
    def graph(self) -> Json:
        return self.draft.graph

    @property
    def query(self) -> str:
        if self.asked.part:
            return f"?part={self.asked.part}"
        return f"?node={self.asked.node}" if self.asked.node else ""

    @cached_property
    def wrong(self) -> list[Problem]:
        """What keeps the form from being read: told at its fields, while the lint looks at what is stored."""
        if self.problems or not self.asked.node or not self.asked.typed:
            return list(self.problems)
        try:
            read_node(find(put_node(self.graph, self.asked.typed), "nodes", self.asked.node))
        except GraphInvalid as invalid:
            return invalid.problems
        return []

    @cached_property
    def looked_at(self) -> Json:
        """The story with what stands in the form, for the lint."""
        if self.asked.node and self.asked.typed and not self.wrong:
            return put_node(self.graph, self.asked.typed)
        return self.graph

    @cached_property
    def findings(self) -> list[Any]:
        return services.check_scenario(scenario=self.scenario, graph=self.looked_at)

    @cached_property
    def behaviours(self) -> dict[str, tuple[str, str]]:
        return queries.behaviours_in_force()

    @cached_property
    def titles(self) -> list[str]:
        return titles_of(self.graph)

    @cached_property
    def moments(self) -> list[page.Moment]:
        return page.moments_of(self.graph, self.titles, self.findings, self.visits)

    @cached_property
    def presenter(self) -> MomentPresenter:
        complaints = complaints_from(self.wrong, self.findings, self.asked.node)
        return MomentPresenter(self.graph, self.behaviours, complaints, self.titles)

    @cached_property
    def form(self) -> MomentForm | None:
        node = self.asked.typed or find(self.graph, "nodes", self.asked.node)
        return self.presenter.form(node) if node and self.asked.node else None

    def errors(self) -> dict[str, list[str]]:
        """What stands at each field of the form, by the field's id."""
        return by_id(self.presenter.complaints) if self.form else {}

    # --- context

    def context(self) -> dict[str, Any]:
        return {**self.frame(), **self.panel(), **self.story(), **self.state()}

    def frame(self) -> dict[str, Any]:
        """What every part needs."""
        route = {name: reverse(f"{NAMES}:{at}", args=[self.scenario.pk]) for name, at in ROUTES.items()}
        return {
            "scenario": self.scenario,
            "counter": self.draft.counter,
            "urls": route,
            "current": self.asked.node,
            "part": self.asked.part,
            "kinds": NodeKind.choices,
            "notice": self.notice,
            "legend": page.legend(),
        }

    def state(self) -> dict[str, Any]:
        edits = self.draft.edits
        undo = edits.filter(undone=False).order_by("-number").values_list("label", flat=True).first()
        redo = edits.filter(undone=True).order_by("number").values_list("label", flat=True).first()
        return {"undo": undo, "redo": redo, "standing": self._standing(), "more_links": self._more_links()}

    def _more_links(self) -> list[tuple[str, str]]:
        if not self.request.user.has_perm(queries.MAY_SEE_PATHS):
            return []
        return [(_("Paths"), reverse(PATHS, args=[self.scenario.pk]))]

    def _standing(self) -> str:
        if not self.scenario.live:
            return _("Never published yet")
        changed = self.scenario.has_unpublished_changes or self.draft.graph != self.scenario.graph
        return _("Published, with newer words here") if changed else _("Published as it stands here")

    def story(self) -> dict[str, Any]:
        drawing = page.picture_of(self.graph)
        return {
            "moments": page.moment_list(self.moments, self.asked.node),
            "moment_count": len(self.moments),
            "drawing": drawing,
            "picture": page.picture(drawing, self.moments, self.asked.node),
            "suggestions": {name: option_list(found) for name, found in suggestions(self.presenter).items()},
            **self.said_of_it(),
        }

    def said_of_it(self) -> dict[str, Any]:
        lines = page.finding_lines(self.findings, self.looked_at)
        errors = sum(line.is_error for line in lines)
        return {
            "findings": lines,
            "errors": errors,
            "findings_words": findings_words(errors, len(lines) - errors),
            "findings_open": False,
        }

    def panel(self) -> dict[str, Any]:
        if self.asked.part:
            return {"panel_template": f"{FOLDER}/_part.html", "form": self._list_form()}
        if self.form is None:
            return {"panel_template": f"{FOLDER}/_welcome.html"}
        node = find(self.graph, "nodes", self.asked.node) or {}
        gone = page.Moment(self.asked.node, self.form.kind, "")
        return {
            "panel_template": f"{FOLDER}/_moment.html",
            "form": self.form,
            "moment": next((one for one in self.moments if one.key == self.asked.node), gone),
            "linked": self._linked(),
            "lead_on": self._lead_on(node),
            "choices": [(one["key"], one.get("text") or one["key"]) for one in node.get("choices", ())],
        }

    def _list_form(self) -> lists.ListForm:
        rows = self.asked.typed if self.asked.typed is not None else self.graph.get(self.asked.part, [])
        complaints = Complaints()
        for problem in self.problems:
            complaints.add(problem.where, problem.message)
        return lists.list_form(self.asked.part, rows, complaints)

    def _linked(self) -> list[dict[str, str]]:
        return [
            {"node": node, "words": title_of(find(self.graph, "nodes", node) or {}, self.graph, 50), "choice": choice}
            for node, choice in linked_from(self.graph, self.asked.node)
        ]

    def _lead_on(self, node: Json) -> SafeString:
        routes = node.get("routes", ())
        only = routes[0]["to"] if len(routes) == 1 else ""
        others = [pair for pair in self.presenter.moments if pair[0] != self.asked.node]
        return option_list(options(others, only))

    # --- parts

    def parts(self) -> dict[str, str]:
        """All that a change may have changed."""
        context = self.context()
        context["findings_open"] = self.request.POST.get("findings_open") == "1"
        shown = {"desk-panel": context["panel_template"].removeprefix(f"{FOLDER}/"), **PARTS}
        return {name: self._render(template, context) for name, template in shown.items()}

    def part(self, name: str) -> str:
        return self._render(PARTS[name], {**self.frame(), **self.said_of_it()})

    def _render(self, template: str, context: dict[str, Any]) -> str:
        return render_to_string(f"{FOLDER}/{template}", context, request=self.request)


ROUTES = {
    "save": "desk_save",
    "do": "desk_do",
    "lint": "desk_lint",
    "play": "desk_play",
    "compare": "compare",
    "edit": "edit",
}


def findings_words(errors: int, hints: int) -> str:
    """How many findings there are, in words."""
    parts = []
    if errors:
        parts.append(
            ngettext("%(n)d problem before it can be published", "%(n)d problems before it can be published", errors)
            % {"n": errors}
        )
    if hints:
        parts.append(ngettext("%(n)d hint", "%(n)d hints", hints) % {"n": hints})
    return ", ".join(parts) or _("No problems, no hints")
