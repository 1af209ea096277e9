"""The framework at the desk: in, out, and what it covers."""

from typing import Any

from assessments.competencies.access import UPLOADS
from assessments.competencies.services import publish_framework
from lms.common.uploads import keep_upload
from tests.architecture.access import HIDDEN, LOGIN, OK, Line
from tests.assessments.competencies.frameworks import small_framework
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


LINES = [
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
