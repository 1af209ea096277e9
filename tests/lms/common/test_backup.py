"""The drill: back up, lose everything, restore, and find every row and file as it was."""

import json
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Page, Revision

from lms.common.backup import rows
from lms.common.backup.archive import BackupError
from lms.common.backup.services import is_empty, make_backup, restore_backup, stored_names
from tests.factories.assessments import make_attempt
from tests.factories.content import PictureFactory
from tests.factories.courses import EnrolmentFactory, make_course
from tests.factories.people import OrganisationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def everything() -> dict[str, list[dict[str, Any]]]:
    return {model._meta.label: list(rows.dump(model)) for model in rows.kept_models()}


def all_files() -> dict[str, bytes]:
    found = {}
    for alias in ("default", "private"):
        for name in stored_names(storage=storages[alias]):
            with storages[alias].open(name) as file:
                found[f"{alias}/{name}"] = file.read()
    return found


@pytest.fixture
def site() -> Any:
    """A small site with one of each: people, roles, pages with revisions, an attempt, public and private files."""
    tree = make_course(lessons=1, quiz=True)
    learner = UserFactory(roles=["trainee"], organisation=OrganisationFactory())
    EnrolmentFactory(learner=learner, course=tree.course)
    make_attempt(tree.quiz, learner, right=1, finish=True)
    for _time in range(2):
        tree.lessons[0].save_revision(user=learner)
    picture = PictureFactory()
    picture.tags.add("hands")
    storages["private"].save("certificates/one.pdf", ContentFile(b"%PDF-private"))
    return tree


@pytest.fixture
def archive(site: Any, tmp_path: Path) -> Path:
    path = tmp_path / "site.zip"
    make_backup(path=path)
    return path


def lose_everything() -> None:
    rows.empty(rows.kept_models())
    for alias in ("default", "private"):
        for name in list(stored_names(storage=storages[alias])):
            storages[alias].delete(name)


def test_restored_site_has_every_row_and_every_file(archive: Path, site: Any) -> None:
    before, files = everything(), all_files()
    assert before["people.User"]
    assert before["assessments.AttemptItem"]
    assert before["people.User_groups"]
    assert len(files) == 2
    lose_everything()
    restore_backup(path=archive)
    assert everything() == before
    assert all_files() == files


def test_restored_pages_keep_their_revisions_and_go_on(archive: Path, site: Any) -> None:
    lose_everything()
    restore_backup(path=archive)
    lesson = Page.objects.get(pk=site.lessons[0].pk).specific
    assert Revision.objects.for_instance(lesson).count() == 2
    lesson.title = "A better title"
    lesson.save_revision().publish()
    assert Page.objects.get(pk=lesson.pk).title == "A better title"
    make_course()


def test_restored_page_is_found_again(archive: Path, site: Any) -> None:
    lose_everything()
    restore_backup(path=archive)
    assert site.course.page_ptr in Page.objects.search(site.course.title).results()


def test_restore_refuses_a_database_with_people_and_leaves_it(archive: Path) -> None:
    before = everything()
    with pytest.raises(CommandError, match="--force"):
        call_command("restore", archive)
    assert everything() == before


def test_forced_restore_replaces_what_came_later(archive: Path) -> None:
    before = everything()
    late = UserFactory()
    call_command("restore", archive, "--force", stdout=StringIO())
    assert everything() == before
    assert not type(late).objects.filter(pk=late.pk).exists()


def test_freshly_migrated_database_is_empty() -> None:
    assert is_empty()


def test_session_is_not_kept(archive: Path, client: Any) -> None:
    client.force_login(UserFactory())
    restore_backup(path=archive, force=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)


def test_backup_does_not_overwrite_a_file(archive: Path) -> None:
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", archive)


def test_backup_says_what_it_wrote(site: Any, tmp_path: Path) -> None:
    out = StringIO()
    call_command("backup", tmp_path / "said.zip", stdout=out)
    assert "2 files" in out.getvalue()


def test_broken_backup_leaves_no_half_file(site: Any, tmp_path: Path) -> None:
    (Path(settings.PRIVATE_ROOT) / "certificates" / "gone.pdf").symlink_to(tmp_path / "nowhere")
    with pytest.raises(CommandError, match=r"gone\.pdf"):
        call_command("backup", tmp_path / "half.zip")
    assert not list(tmp_path.iterdir())


def rewrite(path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    with zipfile.ZipFile(path) as old:
        members = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in members.items():
            changed = change(name, content)
            if changed is not None:
                new.writestr(name, changed)


def older_version(name: str, content: bytes) -> bytes:
    if name != "manifest.json":
        return content
    manifest = json.loads(content)
    manifest["migrations"].append("people.9999_from_the_future")
    return json.dumps(manifest).encode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda name, content: content + b" " if name.endswith("people.User.jsonl") else content, "people.User"),
        (lambda name, content: None if name.endswith("one.pdf") else content, "missing"),
        (lambda name, content: None if name == "manifest.json" else content, "not a whole backup"),
        (lambda name, content: b"{}" if name == "manifest.json" else content, "form"),
        (older_version, "9999_from_the_future"),
    ],
)
def test_tampered_or_foreign_backup_is_refused_untouched(archive: Path, change: Any, words: str) -> None:
    rewrite(archive, change)
    before = everything()
    with pytest.raises(BackupError, match=words):
        restore_backup(path=archive, force=True)
    assert everything() == before


@pytest.mark.parametrize("content", [None, b"", b"not a zip"])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "nothing.zip"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BackupError, match=r"no file|not a whole"):
        restore_backup(path=path)
