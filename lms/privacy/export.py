"""Everything a person may take along, as files in a ZIP."""

import io
import json
import zipfile
from pathlib import PurePosixPath
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Model
from django.utils.translation import gettext as _

from lms.common import clock
from lms.common.privacy import PersonalData, declarations
from lms.people.models import User
from lms.privacy.plain import follow, plain
from lms.privacy.queries import told_rows_of


def write_export(user: User) -> bytes:
    """A ZIP with one JSON file for each kind of data, the stored files, and a README."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        names = [_write(archive, declaration, user) for declaration in declarations()]
        addresses = list(EmailAddress.objects.filter(user=user).values("email", "verified", "primary"))
        archive.writestr("account.emailaddress.json", _json({"rows": addresses}))
        archive.writestr("README.txt", _readme([name for name in names if name]))
    return buffer.getvalue()


def _write(archive: zipfile.ZipFile, declaration: PersonalData, user: User) -> str:
    rows = list(told_rows_of(declaration, user))
    if not rows:
        return ""
    name = f"{declaration.model.lower()}.json"
    said = {
        "holds": str(declaration.holds),
        "purpose": str(declaration.purpose),
        "retention": str(declaration.retention),
        "rows": [{path: plain(follow(row, path)) for path in declaration.fields} for row in rows],
    }
    archive.writestr(name, _json(said))
    for row in rows:
        for path in declaration.files:
            _add_file(archive, declaration, row, path)
    return f"{name}: {declaration.holds}"


def _add_file(archive: zipfile.ZipFile, declaration: PersonalData, row: Model, path: str) -> None:
    stored = follow(row, path)
    if not stored or not stored.storage.exists(stored.name):
        return
    name = f"files/{declaration.model.lower()}/{row.pk}-{PurePosixPath(stored.name).name}"
    with stored.open("rb") as file:
        archive.writestr(name, file.read())


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def _readme(lines: list[str]) -> str:
    intro = _("This is what Holdspace holds about you, as of %(day)s.") % {"day": clock.today().isoformat()}
    form = _("Each file is JSON: a text format that any programming language and many programs can read.")
    files = _("Files that were made or uploaded, such as certificates, lie in the folder “files”.")
    return "\n\n".join([intro, form, files, "\n".join(lines)]) + "\n"
