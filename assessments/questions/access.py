import uuid

from django.http import Http404

from lms.common.uploads import Upload, find_upload
from lms.people.models import User

# What uploads of questions are kept for.
UPLOADS = "questions"


def access_upload(user: User, upload_uuid: uuid.UUID) -> Upload:
    """Somebody's own upload, as long as they may write questions. Another's, or none: the same `Http404`."""
    upload = find_upload(upload_uuid, UPLOADS) if may_import(user) else None
    if upload is None:
        raise Http404
    if upload.owner != user.pk:
        raise Http404
    return upload


def may_import(user: User) -> bool:
    return user.has_perms(["assessments.add_question", "assessments.change_question"])


def may_export(user: User) -> bool:
    """Who may read questions in the desk may read their keys there, too."""
    return user.has_perm("assessments.view_question")
