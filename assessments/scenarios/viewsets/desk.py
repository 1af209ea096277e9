"""The authors' desk of one scenario: a list and a picture of its moments, and the form of one of them.

Everything is a link or a small POST. A script asks for the same as JSON and gets the parts of the page that changed.
"""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from assessments.scenarios import queries, services
from assessments.scenarios.desk import lists
from assessments.scenarios.desk.acts import ACTS, ActRefused
from assessments.scenarios.desk.editing import Json, find, is_key, keys_of, put_list, put_node
from assessments.scenarios.desk.sent import node_from
from assessments.scenarios.editing import changes_between, item_at
from assessments.scenarios.errors import DraftLocked, DraftStale, GraphInvalid
from assessments.scenarios.models import Scenario, ScenarioDraft
from assessments.scenarios.reading import read_graph
from assessments.scenarios.viewsets.screen import NAMES, Asked, Screen
from assessments.scenarios.viewsets.visits import visits_of

JSON_TYPE = "application/json"
REFUSED, STALE = 422, 409


class DeskView(WagtailAdminTemplateMixin, View):
    """The frame of all that happens at the desk: who may, and how it is answered."""

    template_name = "assessments/admin/desk/page.html"
    header_icon = "edit"
    page_title = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(queries.MAY_CHANGE):
            raise Http404
        self.scenario = get_object_or_404(Scenario, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def draft(self) -> ScenarioDraft:
        return ScenarioDraft.objects.filter(scenario=self.scenario).first() or services.open_draft(
            scenario=self.scenario
        )

    @property
    def wants_json(self) -> bool:
        return JSON_TYPE in self.request.headers.get("Accept", "")

    def heed_lock(self) -> None:
        """What keeps the form in Wagtail from being saved holds for the story, too. Raises `DraftLocked`."""
        lock = self.scenario.get_lock()
        if lock and lock.for_user(self.request.user):
            raise DraftLocked(_("It is locked or under review: nobody else may change it now."))

    def get_page_title(self) -> str:
        return _("Story")

    def get_page_subtitle(self) -> str:
        return str(self.scenario)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(Scenario._meta.verbose_name_plural)
        here = {"url": "", "label": self.get_page_title(), "sublabel": str(self.scenario)}
        return [*self.breadcrumbs_items, {"url": reverse(f"{NAMES}:list"), "label": plural}, here]

    def screen(self, asked: Asked, **more: Any) -> Screen:
        return Screen(
            self.request, self.scenario, self.draft, asked, visits=visits_of(self.request, self.scenario), **more
        )

    def answer(self, screen: Screen, *, said: str = "", status: int = 200) -> HttpResponse:
        """The screen as a page, or its parts for the script. After a POST without one: the page by its address."""
        url = reverse(f"{NAMES}:desk", args=[self.scenario.pk]) + screen.query
        if self.wants_json:
            facts = {"counter": self.draft.counter, "said": said, "url": url, "refused": status != 200}
            return JsonResponse({**facts, "parts": screen.parts()}, status=status)
        if self.request.method == "POST" and status == 200:
            return redirect(url + "#panel")
        context = self.get_context_data(**screen.context(), said=said)
        return self.render_to_response(context, status=status)


class DeskPage(DeskView):
    """`?node=` opens a moment, `?part=` people, variables or variants."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        node, part = request.GET.get("node", ""), request.GET.get("part", "")
        asked = Asked(
            node=node if find(self.draft.graph, "nodes", node) else "", part=part if part in lists.SPECS else ""
        )
        if not asked.node and not asked.part:
            asked = Asked(node=self.draft.graph.get("start") or next(iter(keys_of(self.draft.graph)), ""))
        return self.answer(self.screen(asked))


class DeskSave(DeskView):
    """Takes the form of a moment, or of people, variables or variants, into the draft."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect(f"{NAMES}:desk", pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        part = request.POST.get("part", "")
        asked, graph, label = self._list(part) if part in lists.SPECS else self._moment()
        own = [part, ""] if asked.part else ["nodes", asked.node]
        before = self.draft.counter
        try:
            self.heed_lock()
            if asked.part:
                # Only the whole list shows that two have one name.
                read_graph({"start": "", part: graph[part]})
            self.draft = services.change_draft(
                scenario=self.scenario,
                based_on=based_on(request, self.draft),
                label=label,
                changes=changes_for(self.draft.graph, graph, own),
                author=request.user,
            )
        except (DraftLocked, DraftStale, GraphInvalid) as refusal:
            return self._refuse(asked, refusal)
        said = _("Saved: %(label)s") % {"label": label} if self.draft.counter != before else _("Nothing had changed.")
        return self.answer(self.screen(replace(asked, typed=None)), said=said)

    def _moment(self) -> tuple[Asked, Json, str]:
        graph, key = self.draft.graph, self.request.POST.get("node", "")
        if not is_key(key):
            raise Http404
        node = node_from(self.request.POST, key, graph)
        # Where somebody deleted it meanwhile, it comes back with these words.
        changed = put_node(graph, node)
        more = [one for one in keys_of(changed) if one not in keys_of(graph)]
        label = _("%(node)s changed, %(more)s added") if more else _("%(node)s changed")
        return Asked(node=key, typed=node), changed, label % {"node": key, "more": ", ".join(more)}

    def _list(self, part: str) -> tuple[Asked, Json, str]:
        rows = lists.list_from(self.request.POST, part)
        asked = Asked(part=part, typed=[dict(row) for row in rows])
        return asked, put_list(self.draft.graph, part, rows), _("%(part)s changed") % {"part": lists.HEADINGS[part]}

    def _refuse(self, asked: Asked, refusal: DraftLocked | DraftStale | GraphInvalid) -> HttpResponse:
        """Everything that was typed stays; what is wrong stands at its place. Saving again then goes through."""
        if isinstance(refusal, DraftLocked):
            notice = _("Not saved. %(why)s Your words are still here.") % {"why": refusal}
            return self.answer(self.screen(asked, notice=notice), said=_("Not saved yet."), status=REFUSED)
        if isinstance(refusal, DraftStale):
            self.__dict__.pop("draft", None)
            notice = _("Not saved yet. %(why)s Your words are still here: save again to put them in its place.")
            screen = self.screen(asked, notice=notice % {"why": refusal})
            return self.answer(screen, said=_("Not saved yet."), status=STALE)
        screen = self.screen(asked, problems=refusal.problems)
        return self.answer(screen, said=_("Not saved yet: something is missing or doesn’t fit."), status=REFUSED)


class DeskDo(DeskView):
    """The buttons: add, link, duplicate, delete, rename, begin here, undo, redo."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect(f"{NAMES}:desk", pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        name = request.POST.get("do", "")
        if name not in {"undo", "redo", *ACTS}:
            raise Http404
        asked = Asked(node=request.POST.get("node", ""))
        try:
            self.heed_lock()
            if name not in ACTS:
                return self._turn(name)
            act = ACTS[name](self.draft.graph, request.POST.dict())
            self.draft = services.change_draft(
                scenario=self.scenario,
                based_on=based_on(request, self.draft),
                label=act.label,
                changes=changes_for(self.draft.graph, act.graph, []),
                author=request.user,
            )
        except (ActRefused, DraftLocked, DraftStale, GraphInvalid) as refusal:
            self.__dict__.pop("draft", None)
            return self.answer(
                self.screen(self._still_there(asked), notice=str(refusal)), said=str(refusal), status=REFUSED
            )
        return self.answer(self.screen(Asked(node=act.node)), said=act.label)

    def _turn(self, name: str) -> HttpResponse:
        turn = services.undo_edit if name == "undo" else services.redo_edit
        before = self.draft.counter
        self.draft = turn(scenario=self.scenario, based_on=based_on(self.request, self.draft))
        done = _("Undone.") if name == "undo" else _("Done again.")
        said = done if self.draft.counter != before else _("Somebody changed it meanwhile. Look again first.")
        part = self.request.POST.get("part", "")
        asked = Asked(node=self.request.POST.get("node", ""), part=part if part in lists.SPECS else "")
        return self.answer(self.screen(self._still_there(asked)), said=said)

    def _still_there(self, asked: Asked) -> Asked:
        if asked.part or find(self.draft.graph, "nodes", asked.node):
            return asked
        return Asked(node=self.draft.graph.get("start", ""))


class DeskLint(DeskView):
    """What the lint says of a moment as it stands in its form, unsaved."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect(f"{NAMES}:desk", pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        key = request.POST.get("node", "")
        if not is_key(key):
            raise Http404
        node = node_from(request.POST, key, self.draft.graph)
        screen = self.screen(Asked(node=key, typed=node))
        return JsonResponse({"errors": screen.errors(), "findings": screen.part("desk-findings")})


def based_on(request: HttpRequest, draft: ScenarioDraft) -> int:
    given = request.POST.get("based_on", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else draft.counter


def changes_for(before: Json, after: Json, own: list[str]) -> list[Json]:
    """Changes of a draft; all but those of the author's own form are made by us, from what stands there now."""
    changes = changes_between(before, after)
    for change in changes:
        is_own = bool(own) and change["path"][0] == own[0] and own[1] in {"", *change["path"][1:]}
        if not is_own:
            change["before"] = item_at(before, change["path"])
    return changes
