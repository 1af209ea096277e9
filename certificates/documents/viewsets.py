"""Certification in the admin. Programmes come from packs and awards from evidence: here they are read, not written."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from certificates.awards.models import Award
from certificates.awards.queries import standing, with_ledger
from certificates.awards.wording import status_sentence
from certificates.documents.models import Certificate
from certificates.documents.queries import validity, with_standing
from certificates.programmes.models import Programme, ProgrammeVersion


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Nobody adds, changes or deletes here, not even an administrator: rows come from services."""

    allowed: tuple[str, ...] = ("view",)

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        return action in self.allowed and super().user_has_permission(user, action)


class ChangeOnlyPolicy(ReadOnlyPolicy):
    allowed = ("view", "change")


register_permission_policy(Programme, ChangeOnlyPolicy(Programme))
for final in (ProgrammeVersion, Award, Certificate):
    register_permission_policy(final, ReadOnlyPolicy(final))


class ReadOnlyViewSet(ModelViewSet):
    """A list with search and filters and a page per row."""

    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_admin_menu = False
    exclude_form_fields: list[str] = []


class ProgrammeViewSet(ReadOnlyViewSet):
    model = Programme
    name = "programmes"
    icon = "tasks"
    menu_label = _("Programmes")
    list_display = ["title", "code", "organisation", "paper"]
    list_filter = ["organisation"]
    search_fields = ["title", "code"]
    inspect_view_fields = ["title", "code", "organisation", "paper", "created"]
    panels = [FieldPanel("organisation"), FieldPanel("paper")]


class VersionViewSet(ReadOnlyViewSet):
    model = ProgrammeVersion
    name = "programme-versions"
    icon = "history"
    menu_label = _("Versions")
    list_display = [
        "title",
        "version",
        DateColumn("published_at", label=_("Published")),
        DateColumn("retired_at", label=_("Retired")),
    ]
    list_filter = ["programme"]
    search_fields = ["title", "version"]
    inspect_view_fields = ["title", "version", "attests", "caveat", "validity_months", "published_at", "retired_at"]
    form_fields = ["title"]


class AwardIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return with_ledger(Award.objects.all())


class AwardViewSet(ReadOnlyViewSet):
    model = Award
    index_view_class = AwardIndexView
    name = "awards"
    icon = "success"
    menu_label = _("Awards")
    list_filter = ["programme", "granted_at"]
    search_fields = ["learner__full_name"]
    inspect_view_fields = ["learner", "version", "cycle", "granted_at", "valid_until"]
    form_fields = ["cycle"]
    list_display = [
        TitleColumn(
            "learner", label=_("Person"), get_url=lambda award: reverse("certificates:award", args=[award.uuid])
        ),
        Column("version", label=_("Programme")),
        Column("status", label=_("Today"), accessor=lambda award: _award_status(award)),
        DateColumn("granted_at", label=_("Granted")),
    ]


class CertificateIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return with_standing(Certificate.objects.all())


class CertificateViewSet(ReadOnlyViewSet):
    model = Certificate
    index_view_class = CertificateIndexView
    name = "issued-certificates"
    icon = "doc-full"
    menu_label = _("Certificates")
    list_filter = ["status", "issued_at"]
    search_fields = ["serial"]
    inspect_view_fields = ["serial", "award", "issued_at", "status", "trouble", "sha256", "replaces"]
    form_fields = ["serial"]
    list_display = [
        TitleColumn(
            "serial", label=_("Serial"), get_url=lambda row: reverse("certificates:verify_code", args=[row.serial])
        ),
        Column("programme", label=_("Programme"), accessor=lambda row: row.snapshot["programme"]),
        Column("validity", label=_("Today"), accessor=lambda row: _certificate_status(row)),
        Column("get_status_display", label=_("PDF")),
        DateColumn("issued_at", label=_("Issued")),
    ]


class CertificationGroup(ViewSetGroup):
    menu_label = _("Certification")
    menu_icon = "success"
    menu_order = 230
    items = (ProgrammeViewSet, VersionViewSet, AwardViewSet, CertificateViewSet)


def _award_status(award: Award) -> str:
    now = standing(award)
    return status_sentence(now.status, now.last_day)


def _certificate_status(certificate: Certificate) -> str:
    now = validity(certificate)
    return status_sentence(now.status, now.last_day)
