"""The authors' desk of one kit: all its parts as links, and the small form of one of them.

Everything is a link or a small POST. A script asks for the problems of what is being typed.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.instruments import queries, services
from assessments.instruments.editing import (
    FIELDS,
    LISTS,
    PROMPTS,
    Json,
    part_of,
    prompt_key,
    put_part,
    stamp_of,
    variant_of,
)
from assessments.instruments.errors import KitStale
from assessments.instruments.forms import PartForm, form_for
from assessments.instruments.presenting import desk as words
from assessments.instruments.viewsets.frame import NAMES, KitPage

STEPS = {"earlier": -1, "later": 1}
CONFLICT, REFUSED = 409, 422


def path_in(asked: Any, kit: Json) -> tuple[str, ...]:
    """The part that is asked for; the first one for what is none. An empty name is that of a new entry."""
    part, name, prompt = (asked.get(key, "") for key in ("part", "entry", "prompt"))
    if part in FIELDS:
        return (part,)
    if part in LISTS:
        return (part, name)
    if part == PROMPTS and variant_of(kit, name) is not None:
        return (part, name, prompt)
    return ("basics",)


class DeskView(KitPage):
    template_name = "assessments/admin/kits/desk.html"
    header_icon = "clipboard-list"
    permission = queries.MAY_CHANGE
    title = gettext_lazy("Kit")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.path: tuple[str, ...] = ("basics",)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def framework(self) -> dict[str, Any]:
        return queries.words_in_force()

    @property
    def titles(self) -> dict[str, str]:
        return {code: row.title for code, row in self.framework.items()}

    @property
    def part(self) -> Json | None:
        return part_of(self.instrument.kit, self.path)

    def form(self, data: Any = None) -> PartForm:
        return form_for(self.path, data, kit=self.instrument.kit, part=self.part, words=self.framework)

    def page(self, form: PartForm, status: int = 200, **more: Any) -> HttpResponse:
        problems = services.check_draft(instrument=self.instrument)
        context = {
            "sections": words.sections_of(self.instrument.kit, self.path, self.titles),
            "heading": words.heading_of(self.path, self.titles),
            "check_url": reverse(f"{NAMES}:desk_check", args=[self.instrument.pk]),
            "is_unknown": self.path[0] == "items" and self.path[1] not in {"", *self.framework},
            "path": [*self.path, "", ""][:3],
            "seen": stamp_of(self.part),
            "form": form,
            "is_there": self.part is not None,
            "may_change": True,
            "may_move": self.part is not None and len(self.path) > 1,
            "lines": words.problem_lines(problems),
            "problem_words": words.problem_words(problems),
            "standing": words.standing_of(self.instrument),
            "review": words.review_of(self.instrument),
        }
        return self.show(status, **{**context, **more})


class DeskPage(DeskView):
    """Shows a part; takes its new words, moves it, takes it away, or sends the kit to review."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.path = path_in(request.GET, self.instrument.kit)
        if len(self.path) > 1 and self.path[-1] and self.part is None:
            messages.info(request, _("That part is not there any more, or says something else now."))
            return redirect(f"{request.path}?part={self.path[0]}" if self.path[0] != PROMPTS else request.path)
        return self.page(self.form())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.path = path_in(request.POST, self.instrument.kit)
        do = request.POST.get("do", "save")
        if do == "review":
            services.ask_for_review(instrument=self.instrument, actor=request.user)
            messages.success(request, _("It waits for a clinical reviewer now."))
            return redirect(request.path)
        return self._save(request) if do == "save" else self._act(request, do)

    def _save(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, REFUSED)
        try:
            self._keep(request, form.value())
        except KitStale as stale:
            return self._show_both(form, stale)
        messages.success(request, _("Saved."))
        return redirect(request.path + words.address(form.new_path()))

    def _keep(self, request: HttpRequest, value: Json | None) -> None:
        services.change_kit(
            instrument=self.instrument,
            path=self.path,
            seen=request.POST.get("seen", ""),
            value=value,
            actor=request.user,
        )

    def _show_both(self, form: PartForm, stale: KitStale) -> HttpResponse:
        """What was typed stays in the form; what stands there now is shown beside it."""
        self.instrument.refresh_from_db(fields=["kit"])
        now = [] if self.part is None else self.form().groups()
        return self.page(form, CONFLICT, stale=str(stale), now=now, gone=self.part is None)

    def _act(self, request: HttpRequest, do: str) -> HttpResponse:
        if len(self.path) < 2 or (do not in STEPS and do != "remove"):
            raise Http404
        try:
            if do == "remove":
                self._keep(request, None)
                messages.success(request, _("Taken away."))
                return redirect(request.path)
            path = self._move(request, STEPS[do])
        except KitStale as stale:
            return self._show_both(self.form(), stale)
        return redirect(request.path + words.address(path))

    def _move(self, request: HttpRequest, step: int) -> tuple[str, ...]:
        """Where it is found afterwards: a prompt that went to another minute has another key."""
        before, seen = self.part or {}, request.POST.get("seen", "")
        kit = services.move_in_kit(
            instrument=self.instrument, path=self.path, seen=seen, step=step, actor=request.user
        ).kit
        if self.path[0] == PROMPTS and part_of(kit, self.path) is None:
            moved = {**before, "minute": max(before.get("minute", 0) + step, 0)}
            return (*self.path[:2], prompt_key(moved))
        return self.path


class DeskCheck(DeskView):
    """The problems of the kit as it would be with what is typed; nothing is kept."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        kit = self.instrument.kit
        self.path = path_in(request.POST, kit)
        form = self.form(request.POST)
        typed = put_part(kit, self.path, form.value()) if form.is_valid() else kit
        problems = services.check_draft(instrument=self.instrument, kit=typed)
        context = {"lines": words.problem_lines(problems), "problem_words": words.problem_words(problems), "open": True}
        return render(request, "assessments/admin/kits/_problems.html", context)
