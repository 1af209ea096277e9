"""What is held about a person, and who looked."""

from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from lms.common.privacy import PersonalData, declarations
from lms.people.models import User
from lms.privacy.models import AccessLogEntry


def access_log(user: User) -> QuerySet[AccessLogEntry]:
    """Who looked at this person's data, newest first."""
    return AccessLogEntry.objects.filter(subject=user).select_related("viewer")


def rows_of(declaration: PersonalData, user: User) -> QuerySet[Model]:
    """The rows that a declaration speaks of, for one person."""
    model = apps.get_model(declaration.model)
    rows: QuerySet[Model] = model._base_manager.filter(**{declaration.user_field: user.pk})
    return rows.order_by("pk")


def told_rows_of(declaration: PersonalData, user: User) -> QuerySet[Model]:
    """Those among them that the person may be told of by now: erasing takes all, an export these."""
    return rows_of(declaration, user).filter(**declaration.told_when)


def holdings(user: User) -> list[dict[str, Any]]:
    """What is held about somebody, declaration by declaration, with how many `rows`. One query for each."""
    return [
        {
            "holds": item.holds,
            "purpose": item.purpose,
            "retention": item.retention,
            "rows": rows_of(item, user).count(),
        }
        for item in declarations()
    ]


def is_last_administrator(user: User) -> bool:
    """Whether nobody else may do everything."""
    if not user.is_superuser:
        return False
    return not User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk).exists()
