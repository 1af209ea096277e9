import uuid

from django.http import Http404

from assessments.competencies.drafts import FrameworkDraft
from assessments.competencies.models import FrameworkVersion
from lms.common.uploads import Upload, find_upload
from lms.people.choices import Role
from lms.people.models import User

# What uploads of frameworks are kept for.
UPLOADS = "framework"


def access_version(user: User, pk: int) -> FrameworkVersion:
    """A published version with its framework, for who may read it at the desk. Else the same `Http404`."""
    version = FrameworkVersion.objects.select_related("framework").filter(pk=pk).first()
    if version is None or not may_read(user):
        raise Http404
    return version


def access_upload(user: User, upload_uuid: uuid.UUID) -> Upload:
    """Somebody's own upload, as long as they may prepare frameworks; anybody's for who may publish it.

    Another's, or none: the same `Http404`.
    """
    upload = find_upload(upload_uuid, UPLOADS) if may_prepare(user) else None
    if upload is None:
        raise Http404
    if upload.owner != user.pk and not may_publish(user):
        raise Http404
    return upload


def may_read(user: User) -> bool:
    """Who may read frameworks at the desk may take them along, and see what they cover."""
    return user.has_perm("assessments.view_frameworkversion")


def may_prepare(user: User) -> bool:
    """Who may bring a file and look at what it would change."""
    return user.has_perm("assessments.add_competencyversion")


def may_publish(user: User) -> bool:
    """Who may put other words in force: they say what is harmful, so it is for clinical reviewers."""
    return may_prepare(user) and user.has_perm("assessments.add_frameworkversion")


def access_draft(user: User, draft_uuid: uuid.UUID) -> FrameworkDraft:
    """A draft of the next version, for who may prepare frameworks: they write it together. Else the same `Http404`."""
    people = ("base__framework", "started_by", "sent_by", "answered_by", "published")
    draft = FrameworkDraft.objects.select_related(*people).filter(uuid=draft_uuid).first()
    if draft is None or not may_prepare(user):
        raise Http404
    return draft


def reads_names(user: User) -> bool:
    """Whether `user` looks after people, and so may look up by name whom a change touches. Editors and reviewers do
    not: to them people are counted, of five or more.
    """
    return user.is_superuser or user.has_role(Role.PROGRAMME_MANAGER, Role.LEAD_SUPERVISOR, Role.AUDITOR)
