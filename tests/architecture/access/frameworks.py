"""The framework at the desk: in, out, and what it covers."""

from typing import Any

from assessments.competencies.access import UPLOADS
from assessments.competencies.services import publish_framework
from assessments.competencies.services.drafts import send_draft
from lms.common.uploads import keep_upload
from tests.architecture.access import HIDDEN, LOGIN, OK, Line
from tests.assessments.competencies.frameworks import small_framework
from tests.factories.frameworks import draft_of
from tests.factories.people import UserFactory

READERS = {"content_editor": OK, "clinical_reviewer": OK, "programme_manager": OK, "auditor": OK}
PREPARE = READERS | {"auditor": HIDDEN}
PUBLISH = dict.fromkeys(READERS, HIDDEN) | {"clinical_reviewer": OK}


def version() -> dict[str, Any]:
    return {"pk": publish_framework(data=small_framework()).pk}


def version_file() -> dict[str, Any]:
    return version() | {"format_name": "case"}


def coverage_file() -> dict[str, Any]:
    version()
    return {"name": "targets"}


def own_upload(knocking: Any) -> dict[str, Any]:
    version()
    owner = knocking or UserFactory()
    facts = {"file_name": "a.csv", "format_name": "csv"}
    # As text: the desk's door answers whoever may not come in before anything is looked up.
    return {"upload_uuid": str(keep_upload(data=b"domain", owner=owner.pk, purpose=UPLOADS, **facts).uuid)}


def upload_of_another() -> dict[str, Any]:
    return own_upload(None)


def version_alone() -> dict[str, Any]:
    version()
    return {}


def draft() -> dict[str, Any]:
    # A competency of its own, so that publishing has something to say.
    return {"draft_uuid": str(draft_of(1, new=(2,)).uuid)}


def waiting_draft() -> dict[str, Any]:
    sent = send_draft(draft=draft_of(1, new=(2,)), note="", actor=UserFactory())
    return {"draft_uuid": str(sent.uuid)}


def draft_part() -> dict[str, Any]:
    return draft() | {"sort": "competency", "code": "SAFE-1"}


def draft_place() -> dict[str, Any]:
    return draft() | {"sort": "behaviour", "under": "SAFE-1"}


def draft_code() -> dict[str, Any]:
    return draft() | {"code": "SAFE-1"}


LINES = [
    Line("frameworkversion:import_keep", "my own", own_upload, {}, everybody=LOGIN, roles=PREPARE),
    Line("frameworkversion:import_keep", "another's", upload_of_another, {}, everybody=LOGIN, roles=PUBLISH),
    Line("frameworkversion:draft_start", "begin", version_alone, {}, everybody=LOGIN, roles=PREPARE),
    Line("frameworkversion:draft", kwargs=draft, everybody=LOGIN, roles=PREPARE),
    Line("frameworkversion:draft_do", "send", draft, {"do": "send"}, everybody=LOGIN, roles=PREPARE),
    Line("frameworkversion:draft_part", kwargs=draft_part, everybody=LOGIN, roles=PREPARE),
    Line("frameworkversion:draft_part", "save", draft_part, {}, everybody=LOGIN, roles=PREPARE),
    Line("frameworkversion:draft_add", kwargs=draft_place, everybody=LOGIN, roles=PREPARE),
    Line("frameworkversion:draft_add", "save", draft_place, {}, everybody=LOGIN, roles=PREPARE),
    Line("frameworkversion:draft_review", kwargs=waiting_draft, everybody=LOGIN, roles=PREPARE),
    Line("frameworkversion:draft_review", "publish", waiting_draft, {}, everybody=LOGIN, roles=PUBLISH),
    Line("frameworkversion:draft_people", kwargs=draft, everybody=LOGIN, roles=PREPARE),
    Line("frameworkversion:draft_people", "save", draft, {"needs": "any"}, everybody=LOGIN, roles=PREPARE),
    Line("frameworkversion:draft_succession", kwargs=draft_code, everybody=LOGIN, roles=PREPARE),
    Line("frameworkversion:draft_succession", "save", draft_code, {}, everybody=LOGIN, roles=PREPARE),
    Line("frameworkversion:index", everybody=LOGIN, roles=READERS),
    Line("frameworkversion:index_results", everybody=LOGIN, roles=READERS),
    Line("frameworkversion:inspect", kwargs=version, everybody=LOGIN, roles=READERS),
    Line("frameworkversion:export", kwargs=version_file, everybody=LOGIN, roles=READERS),
    Line("frameworkversion:import", everybody=LOGIN, roles=PREPARE),
    Line("frameworkversion:import", "upload", post={}, everybody=LOGIN, roles=PREPARE),
    Line("frameworkversion:import_check", "my own", own_upload, everybody=LOGIN, roles=PREPARE),
    Line("frameworkversion:import_check", "publish", own_upload, {}, everybody=LOGIN, roles=PUBLISH),
    Line("frameworkversion:import_check", "of another", upload_of_another, everybody=LOGIN, roles=PUBLISH),
    Line("frameworkversion:import_check", "publish another's", upload_of_another, {}, everybody=LOGIN, roles=PUBLISH),
    Line("framework_coverage:index", everybody=LOGIN, roles=READERS),
    Line("framework_coverage:export", kwargs=coverage_file, everybody=LOGIN, roles=READERS),
]
