"""What a draft would change, for words and for people, and the reviewer's decision."""

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.competencies import presenting_people as telling
from assessments.competencies import queries
from assessments.competencies.access import may_publish, reads_names
from assessments.competencies.drafts import VersionMapping
from assessments.competencies.editing import codes, competencies
from assessments.competencies.effects import Preview, people_to_show, preview
from assessments.competencies.forms import AnswerForm, DraftPublishForm, NeedsForm, SendForm, SuccessorForm
from assessments.competencies.planning import suggested_version
from assessments.competencies.presenting_transfer import dry_run, published_words
from assessments.competencies.services import publishing
from assessments.competencies.services.drafts import send_back
from assessments.competencies.tasks import carry_people_over
from assessments.competencies.viewsets.drafts import DraftFrame
from assessments.competencies.viewsets.transfer import NAMES
from lms.common.errors import DomainError
from lms.common.signals import people_viewed
from lms.people.models import User

PER_PAGE = 25
SHOWN = ("lost", "again", "over")


class Deciding(DraftFrame):
    """A page that knows both versions and whom the difference touches."""

    @cached_property
    def old_words(self) -> dict[str, str]:
        return dict(queries.titles_in(self.draft.base))

    @cached_property
    def titles(self) -> dict[str, str]:
        return {**self.old_words, **{one["code"]: one["title"] for one in competencies(self.draft.data)}}

    @cached_property
    def found(self) -> Preview:
        new = codes(self.draft.data)
        return preview(list(self.old_words), new, self.draft.successors or {}, self.draft.needs)

    @cached_property
    def lines(self) -> list[telling.Line]:
        return telling.lines(self.found.rows, self.titles)

    def people_context(self) -> dict[str, Any]:
        return {
            "lines": self.lines,
            "sums": telling.sums(self.found, exact=reads_names(self.request.user)) if self.lines else [],
            "left": self.left(),
            "left_behind": self.found.left_behind,
        }


class DraftReview(Deciding):
    """The comparison with what is in force; a clinical reviewer publishes from here, or sends it back with words."""

    template_name = "assessments/competencies/drafts/review.html"
    here = gettext_lazy("What it would change")

    def get(self, request: HttpRequest, draft_uuid: uuid.UUID) -> HttpResponse:
        return self._shown()

    def post(self, request: HttpRequest, draft_uuid: uuid.UUID) -> HttpResponse:
        if not may_publish(request.user):
            raise Http404
        if self.draft.published:
            return redirect(f"{NAMES}:inspect", self.draft.published.pk)
        return self._send_back() if request.POST.get("do") == "send_back" else self._publish()

    def _send_back(self) -> HttpResponse:
        form = AnswerForm(self.request.POST)
        if not form.is_valid():
            messages.error(self.request, _("Nothing was sent back yet. See what is missing below."))
            return self._shown(answer=form)
        try:
            send_back(draft=self.draft, words=form.cleaned_data["words"], actor=self.request.user)
        except DomainError as refusal:
            form.add_error("words", str(refusal))
            return self._shown(answer=form)
        messages.success(
            self.request, _("Sent back, with your words. Its editors find them in the list and in the draft.")
        )
        return redirect(self.list_url())

    def _publish(self) -> HttpResponse:
        form = DraftPublishForm(self.request.POST, asks=self._asks())
        if not form.is_valid():
            messages.error(self.request, _("Nothing was published yet. See what is missing below."))
            return self._shown(form=form)
        given = {**form.cleaned_data, "carry": form.cleaned_data.get("carry") == "yes"}
        try:
            with transaction.atomic():
                made, mapping = publishing.publish_draft(draft=self.draft, **given, actor=self.request.user)
                self._begin(mapping)
        except DomainError as refusal:
            messages.error(self.request, str(refusal))
            form.add_error("version", str(refusal))
            return self._shown(form=form)
        messages.success(self.request, published_words(made.version, new=True))
        return redirect(f"{NAMES}:inspect", made.pk)

    def _begin(self, mapping: VersionMapping | None) -> None:
        if mapping is not None and mapping.carry:
            transaction.on_commit(partial(carry_people_over.enqueue, mapping.pk), robust=True)

    def _asks(self) -> bool:
        """Whether anything becomes something else, so that evidence could go over."""
        return any(row.old and row.new and row.old != row.new for row in self.found.rows)

    def _shown(self, form: DraftPublishForm | None = None, answer: AnswerForm | None = None) -> HttpResponse:
        digest = publishing.digest_of(draft=self.draft, plan=self.plan)
        if form is None:
            initial = {"expected": digest, "version": suggested_version(self.plan)}
            form = DraftPublishForm(initial=initial, asks=self._asks())
        elif form.is_bound:
            # What was shown this time is what is decided on next.
            form.data = {**form.data.dict(), "expected": digest}
        return self.show(
            report=dry_run(self.plan),
            standing=self.plan.standing,
            form=form,
            answer=answer or AnswerForm(),
            send_form=SendForm(),
            **self.people_context(),
        )


class DraftPeople(Deciding):
    """What becomes of each competency, and whom it touches: counts for all, names for whoever may see them."""

    template_name = "assessments/competencies/drafts/people.html"
    here = gettext_lazy("People")

    def get(self, request: HttpRequest, draft_uuid: uuid.UUID) -> HttpResponse:
        return self._shown(NeedsForm(initial={"needs": self.draft.needs}))

    def post(self, request: HttpRequest, draft_uuid: uuid.UUID) -> HttpResponse:
        form = NeedsForm(request.POST)
        if not form.is_valid():
            return self._shown(form)
        try:
            needs = form.cleaned_data["needs"]
            publishing.decide_successors(draft=self.draft, successors={}, needs=needs, actor=request.user)
        except DomainError as refusal:
            self.refused(refusal)
        return redirect(self.address("draft_people"))

    def _shown(self, form: NeedsForm) -> HttpResponse:
        only = self.request.GET.get("only", "")
        only = only if only in SHOWN else ""
        known = people_to_show(self.request.user, self.found, only=only)
        page = Paginator(known, PER_PAGE).get_page(self.request.GET.get("p"))
        if page.object_list:
            subjects = [person.pk for person, _effect in page.object_list]
            people_viewed.send(
                sender=User, viewer=self.request.user, subjects=subjects, what="evidence between versions"
            )
        url = self.address("draft_succession", "CODE")
        old, new = list(self.old_words), codes(self.draft.data)
        choices = telling.choices(old, new, self.draft.successors, self.titles, url)
        return self.show(
            needs_form=form if any(len(row.old) > 1 for row in self.found.rows) else None,
            choices=[one for one in choices if not one.goes_on],
            going_on=[one for one in choices if one.goes_on],
            people=telling.people(page.object_list),
            items=page,
            elided_page_range=page.paginator.get_elided_page_range(page.number),
            only=only,
            filters=self._filters(only),
            decides=not self.draft.published,
            **self.people_context(),
        )

    def _filters(self, only: str) -> list[tuple[str, str, bool]]:
        names = {
            "": _("Everybody in question"),
            "lost": _("Lose a requirement"),
            "again": _("Asked again"),
            "over": _("Something goes over"),
        }
        return [(str(words), f"?only={name}" if name else "?", name == only) for name, words in names.items()]


class DraftSuccession(Deciding):
    """What takes the place of one competency."""

    template_name = "assessments/competencies/drafts/succession.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.code = kwargs["code"]
        self.here = _("What takes the place of %(code)s") % {"code": self.code}
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, draft_uuid: uuid.UUID, code: str) -> HttpResponse:
        return self._shown(self._form(initial={"named": (self.draft.successors or {}).get(code, [])}))

    def post(self, request: HttpRequest, draft_uuid: uuid.UUID, code: str) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._shown(form)
        try:
            named = {code: form.cleaned_data["named"]}
            publishing.decide_successors(draft=self.draft, successors=named, actor=request.user)
        except DomainError as refusal:
            self.refused(refusal)
            return self._shown(form)
        messages.success(request, _("Noted. Nothing has changed for anybody yet."))
        return redirect(self.address("draft_people"))

    def _form(self, data: Any = None, **more: Any) -> SuccessorForm:
        if self.code not in self.old_words:
            raise Http404
        new = codes(self.draft.data)
        # What goes on by itself hands on only to what is new; what is left out, to anything.
        offered = [one for one in new if one not in self.old_words] if self.code in new else new
        return SuccessorForm(data, targets=[(one, f"{one} {self.titles[one]}") for one in offered], **more)

    def _shown(self, form: SuccessorForm) -> HttpResponse:
        return self.show(
            form=form,
            title=self.old_words[self.code],
            goes_on=self.code in codes(self.draft.data),
            offered=bool(form.fields["named"].choices),
            decides=not self.draft.published,
        )
