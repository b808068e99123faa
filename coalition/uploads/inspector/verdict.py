"""What can be wrong with a file, and what comes out of a good one."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Cause(StrEnum):
    """Why a file is refused. `coalition.uploads.refusals` has the sentence of each."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    MALWARE = "malware"
    PROGRAM = "program"
    OFFICE = "office"
    WEB_PAGE = "web_page"
    MAIL = "mail"
    ARCHIVE = "archive"
    MEDIA = "media"
    TEXT = "text"
    OTHER_IMAGE = "other_image"
    UNKNOWN = "unknown"
    BROKEN_PDF = "broken_pdf"
    NO_PAGES = "no_pages"
    TOO_MANY_PAGES = "too_many_pages"
    ENCRYPTED = "encrypted"
    SCRIPT = "script"
    REACHES_OUT = "reaches_out"
    ATTACHMENT = "attachment"
    MULTIMEDIA = "multimedia"
    XFA = "xfa"
    TWO_FILES_IN_ONE = "two_files_in_one"
    MACRO = "macro"
    EMBEDDED = "embedded"
    LINKED = "linked"
    DECLARES = "declares"
    BROKEN_OFFICE = "broken_office"
    BROKEN_IMAGE = "broken_image"
    TOO_MANY_PIXELS = "too_many_pixels"
    ANIMATED = "animated"
    TOO_COMPLEX = "too_complex"
    BUSY = "busy"
    UNCHECKED = "unchecked"


class Refused(Exception):
    def __init__(self, cause: Cause) -> None:
        super().__init__(cause.value)
        self.cause = cause


@dataclass(frozen=True)
class Clean:
    """A good file: its media type, its pages, the bytes of an image drawn anew (empty for what stays as sent)."""

    media_type: str
    pages: int
    content: bytes = b""


def answer(work: Callable[[], tuple[str, int, bytes]]) -> None:
    """Write what `work` returns of a hostile file, its media type, its pages and bytes; or the cause of its refusal."""
    told: dict[str, object]
    content = b""
    try:
        media_type, pages, content = work()
        told = {"media_type": media_type, "pages": pages}
    except Refused as refusal:
        told = {"cause": refusal.cause.value}
    except (MemoryError, RecursionError):
        told = {"cause": Cause.TOO_COMPLEX.value}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + content)
    sys.stdout.buffer.flush()
