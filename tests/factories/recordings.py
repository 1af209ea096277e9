"""Recordings of role-plays: what is asked, agreed to, and added."""

import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from assessments.observations import services
from assessments.observations.models import Recording, RecordingRequest, Sitting
from assessments.observations.queries import recording_standing
from tests.factories.people import UserFactory

# What a browser takes for the beginning of a film, and some more.
FILM = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 8
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nWelcome, all of you.\n"


def film(data: bytes = FILM, name: str = "evening.mp4") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


def captions(data: bytes = CAPTIONS) -> SimpleUploadedFile:
    return SimpleUploadedFile("evening.vtt", data, content_type="text/plain")


def asked(sitting: Sitting, **fields: Any) -> RecordingRequest:
    return services.ask_for_recording(sitting=sitting, asked_by=sitting.arranged_by, **fields)


def agree(request: RecordingRequest, *, supervisor: bool = False) -> RecordingRequest:
    """Everybody in it says yes."""
    for answer in recording_standing(request.sitting).answers:
        services.answer_recording(request=request, person=answer.person, agrees=True, supervisor=supervisor)
    return request


def recorded(sitting: Sitting, *, supervisor: bool = False, **files: Any) -> Recording:
    """Asked, agreed to by all, added."""
    agree(asked(sitting), supervisor=supervisor)
    actor = UserFactory(roles=["programme_manager"], acknowledged=True)
    fields = {"file": film(), "key": uuid.uuid4(), **files}
    return services.add_recording(sitting=sitting, added_by=actor, **fields)
