"""What stands at the desk beside what is in force: comparing, publishing, signing, duplicating, retiring."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.competencies.queries import current_version
from assessments.instruments import queries, services
from assessments.instruments.comparing import compare_kits
from assessments.instruments.editing import Json, stamp_of
from assessments.instruments.models import Instrument, InstrumentVersion
from assessments.instruments.presenting import desk as words
from assessments.instruments.viewsets.frame import NAMES, KitPage
from assessments.questions.viewsets.retiring import RetireView
from assessments.scenarios.desk.inputs import options
from lms.common.deletion import where_used
from lms.common.errors import DomainError

DRAFT = "draft"


@dataclass(frozen=True)
class VersionRow:
    number: int
    day: datetime
    who: str
    framework: str
    uses: str


class VersionsPage(KitPage):
    """The draft and what stands against it, the signatures, and every version with what rests on it."""

    template_name = "assessments/admin/kits/versions.html"
    header_icon = "history"
    permission = queries.MAY_VIEW
    title = gettext_lazy("Versions and review")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        newest = queries.version_in_force(self.instrument)
        problems = services.check_draft(instrument=self.instrument)
        signatures = queries.signatures_on(newest) if newest else []
        may, mine = request.user.has_perm, {one.reviewer_id for one in signatures}
        return self.show(
            standing=words.standing_of(self.instrument),
            review=words.review_of(self.instrument),
            drafted=self.instrument.newest_kit != self.instrument.kit,
            older_framework=self._older_framework(newest),
            asked=self.instrument.review_asked_at,
            lines=words.problem_lines(problems),
            problem_words=words.problem_words(problems),
            stops=any(one.stops for one in problems),
            seen=stamp_of(self.instrument.kit),
            newest=newest,
            signatures=signatures,
            may_change=may(queries.MAY_CHANGE),
            may_publish=may(queries.MAY_PUBLISH),
            may_add=may(queries.MAY_ADD),
            may_sign=may(queries.MAY_SIGN) and request.user.pk not in mine,
            versions=self._rows(),
        )

    def _older_framework(self, newest: InstrumentVersion | None) -> str:
        """The framework that the version in force goes by, where another one is in force."""
        now = current_version()
        behind = newest is not None and now is not None and newest.framework_version_id != now.pk
        return str(newest.framework_version) if newest and behind else ""

    def _rows(self) -> list[VersionRow]:
        rows = self.instrument.versions.select_related("published_by", "framework_version").order_by("-number")
        return [
            VersionRow(
                one.number,
                one.published_at,
                one.published_by.get_full_name() if one.published_by else "",
                str(one.framework_version),
                ", ".join(use for use in where_used(one) if not use.startswith(_own_names())),
            )
            for one in rows
        ]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        do = {"publish": self._publish, "sign": self._sign}.get(request.POST.get("do", ""))
        if do is None:
            raise Http404
        try:
            messages.success(request, do(request))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        return redirect(request.path)

    def _publish(self, request: HttpRequest) -> str:
        seen = request.POST.get("seen", "")
        version = services.publish_draft(instrument=self.instrument, seen=seen, actor=request.user)
        return _("Version %(number)d is in force.") % {"number": version.number}

    def _sign(self, request: HttpRequest) -> str:
        number = request.POST.get("version", "")
        rows = InstrumentVersion.objects.filter(instrument=self.instrument)
        version = get_object_or_404(rows, pk=number if number.isdecimal() else None)
        services.sign_version(version=version, reviewer=request.user)
        return _("Signed in your name.")


def _own_names() -> tuple[str, ...]:
    """What belongs to a version is no use of it: its items, its signatures."""
    related = [InstrumentVersion.items.rel, InstrumentVersion.signatures.rel]
    return tuple(str(one.related_model._meta.verbose_name) for one in related)


class CompareKits(KitPage):
    """`?old=` and `?new=`: numbers of versions, or the draft. Without: the version in force and the draft."""

    template_name = "assessments/admin/kits/compare.html"
    header_icon = "history"
    permission = queries.MAY_CHANGE
    title = gettext_lazy("Compare versions")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = list(self.instrument.versions.order_by("-number"))
        kits: dict[str, Json] = {DRAFT: self.instrument.kit, **{str(one.number): one.kit for one in rows}}
        old = self._known("old", kits, str(rows[0].number) if rows else DRAFT)
        new = self._known("new", kits, DRAFT)
        labels = [(DRAFT, _("The draft at the desk")), *((str(one.number), _version_words(one)) for one in rows)]
        return self.show(
            sections=compare_kits(kits[old], kits[new]),
            olds=options(labels, old),
            news=options(labels, new),
            same=old == new,
            desk_url=self.urls()["desk"],
        )

    def _known(self, name: str, kits: dict[str, Json], usual: str) -> str:
        given = self.request.GET.get(name, "")
        return given if given in kits else usual


def _version_words(version: InstrumentVersion) -> str:
    day = date_format(localtime(version.published_at), "DATE_FORMAT")
    return _("Version %(number)d, %(day)s") % {"number": version.number, "day": day}


class DuplicateKit(KitPage):
    """Asks, then makes a draft with another code of what stands at the desk."""

    template_name = "assessments/admin/kits/duplicate.html"
    header_icon = "copy"
    permission = queries.MAY_ADD
    title = gettext_lazy("Duplicate")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        made = services.copy_instrument(instrument=self.instrument, actor=request.user)
        messages.success(request, _("“%(title)s” is a draft of its own now.") % {"title": made.title})
        return redirect(f"{NAMES}:desk", made.pk)


class RetireKit(RetireView):
    model = Instrument
    permission = queries.MAY_PUBLISH
    list_url_name = f"{NAMES}:list"
    retire: Any = staticmethod(services.retire_instrument)
    restore: Any = staticmethod(services.restore_instrument)
