"""What a file holds, told from its first bytes."""

import pytest

from assessments.observations.media import are_captions, media_type_of


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"\x00\x00\x00\x18ftypisom\x00\x00", "video/mp4"),
        (b"\x00\x00\x00\x18ftypM4A \x00\x00", "audio/mp4"),
        (b"\x1a\x45\xdf\xa3\x01", "video/webm"),
        (b"OggS\x00\x02", "audio/ogg"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"ID3\x04\x00", "audio/mpeg"),
        (b"\xff\xfb\x90\x00", "audio/mpeg"),
        (b"\xff\xf1\x50\x80", ""),
        (b"RIFF\x00\x00\x00\x00AVI LIST", ""),
        (b"<!doctype html>", ""),
        (b"PK\x03\x04", ""),
        (b"\xff", ""),
        (b"", ""),
    ],
)
def test_media_type(head, media_type):
    assert media_type_of(head) == media_type


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (b"WEBVTT", True),
        (b"WEBVTT\n\n00:00.000 --> 00:01.000\nHi\n", True),
        (b"\xef\xbb\xbfWEBVTT - evening\r\n", True),
        (b"WEBVTTX\n", False),
        (b"1\n00:00:00,000 --> 00:00:01,000\nHi\n", False),
        (b"<script>", False),
    ],
)
def test_captions(text, is_one):
    assert are_captions(text) is is_one
