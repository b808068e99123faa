"""A file or a part of it, as a player asks for it (RFC 9110, sections 13 and 14).

One range of bytes is answered with a part of at most LONGEST bytes: a player reads what it got and asks for the rest
(RFC 9110 section 15.3.7), and no thread copies an hour of video for somebody who leaves after a minute. Several ranges
at once are answered with the whole file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files import File
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

LONGEST = 1024 * 1024  # bytes: what one answer holds in memory
BLOCK = 64 * 1024
RANGE = re.compile(r"bytes=\s*(\d*)-(\d*)\s*", re.ASCII)


@dataclass(frozen=True)
class Part:
    """Bytes `first` to `last` of a file, both included."""

    first: int
    last: int


class Unsatisfiable(Exception):
    """What is asked for begins behind the end of the file."""


def part_of(asked: str, size: int) -> Part | None:
    """Return which part the header Range `asked` wants; None for the whole file. Raises Unsatisfiable."""
    match = RANGE.fullmatch(asked)
    if match is None or not any(match.groups()) or max(map(len, match.groups())) > 18:
        return None
    if not match[1]:
        if not int(match[2]) or not size:
            raise Unsatisfiable
        first, last = max(size - int(match[2]), 0), size - 1
    else:
        first, last = int(match[1]), int(match[2] or size - 1)
        if match[2] and last < first:
            return None
        if first >= size:
            raise Unsatisfiable
    return Part(first, min(last, size - 1, first + LONGEST - 1))


def serve(request: HttpRequest, *, file: FieldFile, media_type: str, etag: str, cache_control: str) -> HttpResponseBase:
    """Answer GET and HEAD for `file`, whose strong `etag` is in quotation marks. Raises FileNotFoundError."""
    headers = {"ETag": etag, "Accept-Ranges": "bytes", "Cache-Control": cache_control}
    if (refused := get_conditional_response(request, etag=etag)) is not None:
        for name, value in headers.items():
            refused[name] = value
        return refused
    size = file.size
    try:
        part = part_of(request.headers.get("Range", ""), size) if _may_be_parted(request, etag) else None
    except Unsatisfiable:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    response: HttpResponseBase
    if part is None and request.method == "GET":
        response = FileResponse(file.storage.open(str(file.name)), content_type=media_type, headers=headers)
    elif part is None:
        response = HttpResponse(content_type=media_type, headers=headers | {"Content-Length": str(size)})
    else:
        more = {"Content-Range": f"bytes {part.first}-{part.last}/{size}",
                "Content-Length": str(part.last - part.first + 1)}  # fmt: skip
        body = list(blocks(file.storage.open(str(file.name)), part))  # read before the answer begins
        response = StreamingHttpResponse(body, status=206, content_type=media_type, headers=headers | more)
    response["Content-Disposition"] = "inline"
    return response


def _may_be_parted(request: HttpRequest, etag: str) -> bool:
    """Say whether the header Range counts: of GET alone, and with If-Range of the same file only."""
    return request.method == "GET" and request.headers.get("If-Range", etag) == etag


def blocks(file: File, part: Part) -> Iterator[bytes]:
    with file:
        file.seek(part.first)
        left = part.last - part.first + 1
        while left and (block := file.read(min(BLOCK, left))):
            left -= len(block)
            yield block
