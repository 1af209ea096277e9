from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from tests.factories.content import RecordingFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "file", "needed"), [("video", "talk.mp4", True), ("audio", "talk.mp3", False)])
def test_recording_needs_captions_only_where_there_is_a_picture(kind, file, needed):
    recording = RecordingFactory(kind=kind, file=ContentFile(b"\0", name=file), captions="")
    if needed:
        with pytest.raises(ValidationError, match="captions"):
            recording.full_clean()
        recording.captions = ContentFile(b"WEBVTT\n", name="talk.vtt")
    recording.full_clean()


@pytest.mark.parametrize("change", [{"transcript": ""}, {"file": "talk.exe"}, {"captions": "talk.html"}])
def test_recording_is_refused_without_transcript_or_as_another_kind_of_file(change):
    recording = RecordingFactory()
    recording.full_clean()
    for name, value in change.items():
        setattr(recording, name, value)
    with pytest.raises(ValidationError):
        recording.full_clean()


def test_public_and_private_files_lie_apart(settings, client):
    private = storages["private"]
    name = private.save("secret.pdf", ContentFile(b"secret"))
    public, hidden = Path(settings.MEDIA_ROOT).resolve(), Path(private.path(name)).resolve()
    assert public not in hidden.parents
    assert Path(settings.PRIVATE_ROOT).resolve() in hidden.parents
    assert not default_storage.exists(name)
    with pytest.raises(ValueError, match="not accessible via a URL"):
        private.url(name)
    assert client.get(f"{settings.MEDIA_URL}{name}").status_code == 404
