"""A file between its upload and the decision: in private storage, for one person and one day. No database."""

import json
import uuid
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from lms.common import clock

FOLDER = "imports"
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Upload:
    """What was uploaded by whom (`owner`: primary key) and for which page (`purpose`).

    `facts`: what it should become; `done`: what it became, once it was brought in.
    """

    uuid: uuid.UUID
    owner: int
    purpose: str
    file_name: str
    facts: dict[str, Any] = field(default_factory=dict)
    done: dict[str, Any] = field(default_factory=dict)


def keep_upload(*, data: bytes, owner: int, purpose: str, file_name: str, **facts: Any) -> Upload:
    """Put a file and what it should become aside."""
    upload = Upload(uuid=uuid.uuid4(), owner=owner, purpose=purpose, file_name=file_name, facts=facts)
    _storage().save(_name(upload.uuid, "data"), ContentFile(data))
    _write(upload)
    return upload


def find_upload(upload_uuid: uuid.UUID, purpose: str) -> Upload | None:
    """What was put aside for this purpose, or None when it is not there (any more)."""
    try:
        with _storage().open(_name(upload_uuid, "json")) as file:
            kept = json.load(file)
    except FileNotFoundError:
        return None
    return Upload(**{**kept, "uuid": upload_uuid}) if kept.get("purpose") == purpose else None


def read_upload(upload: Upload) -> bytes | None:
    """The file, or None when it was brought in or cleared away."""
    try:
        with _storage().open(_name(upload.uuid, "data")) as file:
            return file.read()
    except FileNotFoundError:
        return None


def settle_upload(*, upload: Upload, done: dict[str, Any]) -> None:
    """Keep the result in the place of the file, so that a second press of the button finds it."""
    _write(Upload(**{**vars(upload), "done": done}))
    _storage().delete(_name(upload.uuid, "data"))


def forget_old_uploads() -> int:
    """Clear away what is older than a day; the number of files."""
    storage = _storage()
    try:
        names = [f"{FOLDER}/{name}" for name in storage.listdir(FOLDER)[1]]
    except FileNotFoundError:
        return 0
    old = [name for name in names if clock.now() - storage.get_modified_time(name) > KEPT]
    for name in old:
        storage.delete(name)
    return len(old)


def _write(upload: Upload) -> None:
    name = _name(upload.uuid, "json")
    _storage().delete(name)
    _storage().save(name, ContentFile(json.dumps({**asdict(upload), "uuid": str(upload.uuid)}).encode()))


def _storage() -> Storage:
    return storages["private"]


def _name(upload_uuid: uuid.UUID, ending: str) -> str:
    return f"{FOLDER}/{upload_uuid}.{ending}"
