"""What a lab is: written by a pack, published, reviewed."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Revision

from assessments.competencies.models import Competency
from content.site.edition import note_change
from courses.sessions.models import Lab
from lms.common import audit
from lms.people.choices import Role
from lms.people.models import User

NAMESPACE = uuid.UUID("5b0c7a52-9df1-4f5e-8a53-2f3d6f1f7c10")


@transaction.atomic
def save_lab(
    *,
    code: str,
    plan: Sequence[dict[str, Any]],
    competencies: Sequence[Competency],
    actor: User | None = None,
    locale: Locale | None = None,
    **fields: Any,
) -> Lab:
    """Write a lab and publish it (an import's way in; editors use Wagtail).

    `plan`: title, minutes, text and hosts of each section, the latter two as HTML. `fields` are those of the model.
    """
    locale = locale or Locale.get_default()
    lab = Lab.objects.filter(code=code, locale=locale).first() or Lab(code=code, locale=locale)
    for name, value in fields.items():
        setattr(lab, name, value)
    lab.plan = [
        {"type": "section", "id": str(uuid.uuid5(NAMESPACE, f"{code}#{place}")), "value": section}
        for place, section in enumerate(plan)
    ]
    lab.full_clean()
    lab.save()
    lab.competencies = list(competencies)
    lab.save()
    lab.save_revision(user=actor, clean=False).publish(user=actor, skip_permission_checks=True)
    lab.refresh_from_db()
    return lab


@transaction.atomic
def record_lab_review(*, lab: Lab, revision: Revision | None) -> Lab:
    """Write down whether what was just published was published by a clinical reviewer. Idempotent."""
    reviewer = getattr(revision, "user", None) if lab.safety else None
    signed = reviewer is not None and reviewer.has_role(Role.CLINICAL_REVIEWER) and bool(reviewer.get_full_name())
    lab.reviewed_by = reviewer.get_full_name() if signed and reviewer else ""
    lab.reviewed_at = lab.last_published_at if signed else None
    Lab.objects.filter(pk=lab.pk).update(reviewed_by=lab.reviewed_by, reviewed_at=lab.reviewed_at)
    note_change()
    if lab.safety:
        audit.record("lab.reviewed" if signed else "lab.unreviewed", lab, actor=reviewer)
    return lab
