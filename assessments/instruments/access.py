"""The only way from a URL to a kit that somebody reads. Who is rated by it never gets there."""

import uuid

from django.http import Http404

from assessments.instruments import queries
from assessments.instruments.models import InstrumentVersion
from lms.people.models import User


def may_read_kits(user: User) -> bool:
    """Whoever rates, supervises, writes or reviews kits. Trainees never see a prompt before they meet it."""
    return user.is_authenticated and user.has_perm(queries.MAY_VIEW)


def access_kit(user: User, version_uuid: uuid.UUID) -> InstrumentVersion:
    """A published version of a kit, in force or older, for whoever may read kits. Else `Http404`."""
    if not may_read_kits(user):
        raise Http404
    rows = InstrumentVersion.objects.select_related("instrument", "framework_version")
    version = rows.prefetch_related("signatures").filter(uuid=version_uuid).first()
    if version is None:
        raise Http404
    return version
