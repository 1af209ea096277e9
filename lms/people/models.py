import secrets
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lms.common import clock
from lms.common.models import BaseModel
from lms.common.sql import select
from lms.people.choices import AccommodationKind, AgreementKind, Role, amount_in_words
from lms.people.managers import UserManager

# Every page asks this for its menus.
ROLES_OF = """
    SELECT auth_group.name FROM auth_group
    JOIN people_user_groups ON people_user_groups.group_id = auth_group.id
    WHERE people_user_groups.user_id = %s
"""
CODES = frozenset(role.value for role in Role)


def validate_time_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError(_("%(value)s is not a time zone we know."), params={"value": value})


def unnamed(instance: BaseModel) -> str:
    """What stands in the audit log, which outlives the account: no name, no address."""
    return f"{instance._meta.verbose_name} {instance.uuid}"


def new_token() -> str:
    return secrets.token_urlsafe(24)


class User(AbstractBaseUser, PermissionsMixin, BaseModel):
    """A person who signs in with an e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(
        _("name on your certificate"),
        max_length=150,
        help_text=_("As it shall stand on a certificate, in your own script."),
    )
    preferred_name = models.CharField(
        _("what we call you"),
        max_length=60,
        blank=True,
        help_text=_("Used in greetings. Leave empty for the first word of your name."),
    )
    language = models.CharField(_("language"), max_length=12, default="en", choices=settings.LANGUAGES)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_time_zone])
    region = models.CharField(_("region for crisis help"), max_length=8, blank=True)
    name_public = models.BooleanField(_("show my name when somebody checks my certificate"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    is_demo = models.BooleanField(_("fictional person of the demo"), default=False, editable=False)
    date_joined = models.DateTimeField(_("joined"), default=clock.now, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    audit_label = property(unnamed)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["full_name", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="people_user_email_ci")]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.preferred_name or (self.full_name.split() or [self.email])[0]

    @property
    def first_name(self) -> str:
        """What the sidebar of Wagtail calls an editor."""
        return self.get_short_name()

    @cached_property
    def role_codes(self) -> frozenset[str]:
        """Codes of the person's roles (see `choices.Role`); one query, once per request."""
        rows = select(ROLES_OF, self.pk)
        return CODES.intersection(name for (name,) in rows)

    def has_role(self, *roles: str) -> bool:
        """Whether the person holds one of these roles."""
        return bool(self.role_codes.intersection(roles))


class Organisation(BaseModel):
    """Whoever runs a programme. People, cohorts and programmes belong to one."""

    name = models.CharField(_("name"), max_length=150)
    slug = models.SlugField(unique=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_time_zone])

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(BaseModel):
    """A person belongs to an organisation from a day, until a day."""

    wagtail_reference_index_ignore = True
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    starts = models.DateField(_("from"), default=clock.today)
    ends = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=Q(ends=None), name="people_membership_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation}"


class SupervisionLink(BaseModel):
    """Who supervises whom, from when to when. Accepted by the supervisor before it counts."""

    wagtail_reference_index_ignore = True
    supervisor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="supervises")
    trainee = models.ForeignKey(User, on_delete=models.PROTECT, related_name="supervised_by")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="supervision_links")
    starts = models.DateField(_("from"), default=clock.today)
    ends = models.DateField(_("until"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)

    audit_label = property(unnamed)

    class Meta:
        verbose_name = _("supervision")
        verbose_name_plural = _("supervision")
        constraints = [
            models.CheckConstraint(condition=~Q(supervisor=F("trainee")), name="people_supervision_not_oneself"),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="people_supervision_dates"),
            models.UniqueConstraint(
                fields=["supervisor", "trainee"], condition=Q(ends=None), name="people_supervision_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supervisor} → {self.trainee}"


class Accommodation(BaseModel):
    """What somebody needs in order to take part, never why."""

    # Filled by `queries.needs_of`: what it is for alone, in words; empty for everything.
    scope_name = ""

    wagtail_reference_index_ignore = True
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="accommodations")
    kind = models.CharField(_("kind"), max_length=20, choices=AccommodationKind.choices)
    value = models.DecimalField(
        _("how much"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("More time: 1.5 means half as much again. More attempts: how many. Later dates: days."),
    )
    scope = models.UUIDField(
        _("only for"), null=True, blank=True, help_text=_("What it counts for alone (see scopes.py); empty: for all.")
    )
    needed = models.CharField(_("what is needed"), max_length=300, help_text=_("What, never why."))
    starts = models.DateField(_("from"), default=clock.today)
    ends = models.DateField(_("until"), null=True, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    audit_label = property(unnamed)

    class Meta:
        verbose_name = _("accommodation")
        verbose_name_plural = _("accommodations")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.needed}"

    @property
    def amount(self) -> str:
        """How much, in words; empty where the kind has no amount."""
        return amount_in_words(self.kind, self.value)


class Agreement(BaseModel):
    """A text that people accept at their first visit. Versions are added, never edited."""

    kind = models.CharField(_("kind"), max_length=20, choices=AgreementKind.choices)
    version = models.CharField(_("version"), max_length=20)
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"), help_text=_("Markdown."))
    order = models.PositiveSmallIntegerField(default=0)
    in_force_from = models.DateTimeField(_("in force from"), default=clock.now)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["order", "kind", "-in_force_from"]
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="people_agreement_version")]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"


class Acknowledgement(BaseModel):
    """Somebody accepted one version of one agreement."""

    wagtail_reference_index_ignore = True
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="acknowledgements")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="acknowledgements")

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        constraints = [models.UniqueConstraint(fields=["user", "agreement"], name="people_acknowledgement_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.agreement}"


class Invitation(BaseModel):
    """Somebody is asked in, by e-mail, with roles. `as_admin` only comes from the command line."""

    wagtail_reference_index_ignore = True
    email = models.EmailField(_("e-mail address"))
    full_name = models.CharField(_("name"), max_length=150, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="invitations", null=True, blank=True
    )
    roles = models.JSONField(_("roles"), default=list, blank=True)
    as_admin = models.BooleanField(default=False, editable=False)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(User, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

    audit_label = property(unnamed)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created"]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "organisation"],
                condition=Q(accepted_at=None),
                name="people_invitation_one_open",
            )
        ]

    def __str__(self) -> str:
        return self.email
