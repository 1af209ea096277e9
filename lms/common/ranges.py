"""A file in parts, as players ask for it: HTTP Range (RFC 9110, section 14). `FileResponse` gives wholes only."""

import re
from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

CHUNK = 64 * 1024
_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


class _Part:
    """`length` bytes of a file from where it stands. Whoever sends them closes it, sent or not."""

    def __init__(self, file: Any, length: int) -> None:
        self.file, self.length = file, length
        self.close = file.close

    def __iter__(self) -> Iterator[bytes]:
        left = self.length
        while left > 0 and (chunk := self.file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def file_response(request: HttpRequest, file: Any, *, size: int, content_type: str) -> HttpResponseBase:
    """The file, or the part of it that was asked for; 416 for a part outside it. Several parts at once: the whole.

    `file` is an open binary file of `size` bytes that can seek; it is closed with the answer.
    """
    asked = _ONE_RANGE.match(request.headers.get("Range", "")) if request.method == "GET" else None
    if asked is None:
        headers = {"Accept-Ranges": "bytes", "Content-Length": str(size)}
        return FileResponse(file, content_type=content_type, headers=headers)
    part = _part(asked[1], asked[2], size)
    if part is None:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"})
    first, last = part
    file.seek(first)
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Length": str(last - first + 1),
        "Content-Range": f"bytes {first}-{last}/{size}",
    }
    part_of_it = _Part(file, last - first + 1)
    return StreamingHttpResponse(part_of_it, status=206, content_type=content_type, headers=headers)


def _part(first: str, last: str, size: int) -> tuple[int, int] | None:
    """First and last byte, or None where the file has none of what was asked for."""
    if not first:
        length = int(last or 0)
        return (max(size - length, 0), size - 1) if length and size else None
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    return (start, end) if start <= end else None
