"""Parts of a file."""

import io

import pytest
from django.test import RequestFactory

from lms.common.ranges import file_response

DATA = bytes(range(100))


def ask(header=None, *, method="get", data=DATA):
    headers = {"Range": header} if header else {}
    request = getattr(RequestFactory(), method)("/", headers=headers)
    return file_response(request, io.BytesIO(data), size=len(data), content_type="video/mp4")


def body(answer):
    return b"".join(answer.streaming_content)


def test_the_whole_where_no_part_is_asked_for():
    answer = ask()
    assert answer.status_code == 200
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Content-Length"] == "100"
    assert answer["Content-Type"] == "video/mp4"
    assert body(answer) == DATA


@pytest.mark.parametrize(
    ("header", "content_range", "expected"),
    [
        ("bytes=0-9", "bytes 0-9/100", DATA[:10]),
        ("bytes=90-", "bytes 90-99/100", DATA[90:]),
        ("bytes=90-500", "bytes 90-99/100", DATA[90:]),
        ("bytes=-5", "bytes 95-99/100", DATA[95:]),
        ("bytes=-500", "bytes 0-99/100", DATA),
        ("bytes=0-", "bytes 0-99/100", DATA),
    ],
)
def test_a_part(header, content_range, expected):
    answer = ask(header)
    assert answer.status_code == 206
    assert answer["Content-Range"] == content_range
    assert answer["Content-Length"] == str(len(expected))
    assert body(answer) == expected


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=5-4", "bytes=-0", "bytes=-"])
def test_a_part_that_is_not_there(header):
    answer = ask(header)
    assert answer.status_code == 416
    assert answer["Content-Range"] == "bytes */100"


@pytest.mark.parametrize("header", ["bytes=0-1,5-6", "lines=0-1", "nonsense"])
def test_what_is_not_one_part_of_bytes_gives_the_whole(header):
    answer = ask(header)
    assert answer.status_code == 200
    assert body(answer) == DATA


def test_no_part_of_an_empty_file():
    assert ask("bytes=-5", data=b"").status_code == 416


def test_only_a_get_is_answered_in_parts():
    assert ask("bytes=0-9", method="head").status_code == 200


def test_file_is_closed_with_the_answer():
    file = io.BytesIO(DATA)
    answer = file_response(
        RequestFactory().get("/", headers={"Range": "bytes=0-9"}), file, size=100, content_type="a/b"
    )
    # By what Django calls at the end of a request; `close()` itself would look at database connections as well.
    for close in answer._resource_closers:
        close()
    assert file.closed
