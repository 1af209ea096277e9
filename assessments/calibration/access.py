import uuid

from django.http import Http404

from assessments.calibration.models import CalibrationSheet, PerformanceVersion
from lms.people.choices import Role
from lms.people.models import User
from lms.people.queries import people_of

MAY_SIGN = "assessments.sign_reference"


def access_sheet(user: User, sheet_uuid: uuid.UUID) -> CalibrationSheet:
    """A rater's own sheet with its performance. Another's, or none: the same `Http404`."""
    rows = CalibrationSheet.objects.select_related("run__rater", "version__performance", "version__framework_version")
    sheet = rows.filter(uuid=sheet_uuid, run__rater=user.pk).first() if user.is_authenticated else None
    if sheet is None:
        raise Http404
    return sheet


def access_rater(user: User, rater_uuid: uuid.UUID) -> User:
    """Somebody who rates, for the lead supervisors who look after them; never for managers or other raters.

    Else the same `Http404`.
    """
    if not (user.is_superuser or user.has_role(Role.LEAD_SUPERVISOR)):
        raise Http404
    roles = [Role.SUPERVISOR, Role.LEAD_SUPERVISOR]
    rater = people_of(user).filter(uuid=rater_uuid, groups__name__in=roles).distinct().first()
    if rater is None:
        raise Http404
    return rater


def access_version_to_sign(user: User, version_uuid: uuid.UUID) -> PerformanceVersion:
    """A reference that `user` may read without rating it first, and sign. Else the same `Http404`."""
    rows = PerformanceVersion.objects.select_related("performance", "framework_version")
    version = rows.filter(uuid=version_uuid).first()
    if version is None or not user.has_perm(MAY_SIGN):
        raise Http404
    return version
