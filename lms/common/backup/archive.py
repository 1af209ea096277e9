"""The form of a backup: a ZIP that no database and no storage has a say in.

    manifest.json            {format, made_at, migrations, rows: {model: number}, sha256: {member: hash}}
    rows/<app.Model>.jsonl   one row a line: {column: value}, as Django writes it for both databases
    files/<storage>/<name>   the files of each storage

The manifest comes last: an archive without it was cut off.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from pathlib import Path
from typing import IO, Any, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from lms.common.errors import DomainError

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024


class BackupError(DomainError):
    """The archive can't be made or used; the message says why, nothing was changed."""

    code = "backup"


class Encoder(DjangoJSONEncoder):
    """Django's, but with times to the microsecond: what comes back is what was there."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime | time) else super().default(o)


class Writer:
    """Adds members one after the other and remembers their hashes."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self._hashes: dict[str, str] = {}
        self._rows: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._zip.close()

    def add_rows(self, label: str, rows: Iterable[dict[str, Any]]) -> None:
        """Write the rows of one model."""
        count = 0

        def lines() -> Iterator[bytes]:
            nonlocal count
            for row in rows:
                count += 1
                yield json.dumps(row, cls=Encoder, ensure_ascii=False).encode() + b"\n"

        self._add(f"rows/{label}.jsonl", lines())
        self._rows[label] = count

    def add_file(self, storage: str, name: str, file: IO[bytes]) -> None:
        self._add(f"files/{storage}/{name}", iter(lambda: file.read(CHUNK), b""))

    def finish(self, **facts: Any) -> dict[str, Any]:
        """Write the manifest and give it back."""
        manifest = {"format": FORMAT, **facts, "rows": self._rows, "sha256": self._hashes}
        self._zip.writestr(MANIFEST, json.dumps(manifest, indent=1, cls=Encoder))
        return manifest

    def _add(self, member: str, chunks: Iterable[bytes]) -> None:
        digest = hashlib.sha256()
        with self._zip.open(member, "w", force_zip64=True) as target:
            for chunk in chunks:
                digest.update(chunk)
                target.write(chunk)
        self._hashes[member] = digest.hexdigest()


class Reader:
    """An archive whose every byte has been compared with the manifest."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            self.manifest: dict[str, Any] = json.loads(self._zip.read(MANIFEST))
        except FileNotFoundError as error:
            raise BackupError(_("There is no file %(path)s.") % {"path": path}) from error
        except (zipfile.BadZipFile, KeyError, ValueError) as error:
            raise BackupError(_("%(path)s is not a whole backup.") % {"path": path}) from error
        if self.manifest.get("format") != FORMAT:
            raise BackupError(_("This backup has a form that this version does not know."))
        self._verify()

    def rows(self, label: str) -> Iterator[dict[str, Any]]:
        with self._zip.open(f"rows/{label}.jsonl") as lines:
            for line in lines:
                yield json.loads(line)

    def files(self) -> Iterator[tuple[str, str, IO[bytes]]]:
        """(storage, name, open file) of each."""
        for member in self.manifest["sha256"]:
            if member.startswith("files/"):
                _files, storage, name = member.split("/", 2)
                with self._zip.open(member) as file:
                    yield storage, name, file

    def _verify(self) -> None:
        members = {name for name in self._zip.namelist() if name != MANIFEST}
        if members != {*self.manifest["sha256"]}:
            raise BackupError(_("Files are missing from this backup, or were added to it."))
        for member, expected in self.manifest["sha256"].items():
            if self._hash(member) != expected:
                raise BackupError(_("%(member)s was damaged or changed.") % {"member": member})

    def _hash(self, member: str) -> str:
        digest = hashlib.sha256()
        try:
            with self._zip.open(member) as file:
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
        except zipfile.BadZipFile:
            return ""
        return digest.hexdigest()
