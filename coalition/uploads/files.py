"""From the bytes that were sent to the bytes that are kept, with the digests of both."""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile, File

from coalition.uploads import sandbox
from coalition.uploads.inspector import limits
from coalition.uploads.inspector.verdict import Cause, Clean, Refused
from coalition.uploads.names import display_name
from coalition.uploads.refusals import SENTENCES

EXTENSIONS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
FIRST_BYTES = {"application/pdf": b"%PDF-", "image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}


class FileRefused(Exception):
    """The file is not taken. `cause` is for code, `sentence` for the person, in the active language."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(cause.value)
        self.cause = cause

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.cause])


@dataclass(frozen=True)
class CleanFile:
    """A file that may be kept.

    `content` is a PDF as it was sent, or an image drawn anew. `sha256` is the digest of `content`: what a reader of the
    evidence holds in hand. `sent_sha256` is the digest of what was sent; for a PDF both are the same.
    """

    kind: str  # "pdf" or "image"
    media_type: str
    content: bytes
    sha256: str
    sent_sha256: str
    pages: int

    @property
    def extension(self) -> str:
        return EXTENSIONS[self.media_type]


class InspectedFile(ContentFile):
    """The clean bytes as a Django file; `clean_file` has the rest. Its name is for people, never for a path."""

    def __init__(self, clean: CleanFile, sent_name: str) -> None:
        super().__init__(clean.content, name=display_name(sent_name, clean.extension))
        self.clean_file = clean


def inspect_file(content: bytes) -> CleanFile:
    """Return what is kept of `content`, the whole file as it was sent (bytes; at most limits.FILE_BYTES).

    Takes less than a second as a rule, and never more than limits.WAIT_SECONDS and limits.WALL_SECONDS together.
    Raises FileRefused.
    """
    try:
        if not content:
            raise Refused(Cause.EMPTY)
        if len(content) > limits.FILE_BYTES:
            raise Refused(Cause.TOO_LARGE)
        return _kept(content, sandbox.inspect(content))
    except Refused as refusal:
        raise FileRefused(refusal.cause) from refusal


def extension_of(content: bytes) -> str:
    """Return `pdf`, `png` or `jpg` by the first bytes of `content`, or an empty string."""
    found = (EXTENSIONS[media_type] for media_type, start in FIRST_BYTES.items() if content.startswith(start))
    return next(found, "")


def sent_digest(file: File) -> str:
    """Return the SHA-256 of what was sent as `file`, or an empty string when it did not come by the form's field."""
    return file.clean_file.sent_sha256 if isinstance(file, InspectedFile) else ""


def _kept(sent: bytes, clean: Clean) -> CleanFile:
    """Return the file. What the other process said is checked: a hostile file may have taken it over."""
    content = clean.content or sent
    is_pdf = clean.media_type == "application/pdf"
    well_formed = clean.media_type in FIRST_BYTES and content.startswith(FIRST_BYTES[clean.media_type])
    if not well_formed or is_pdf is bool(clean.content) or len(content) > limits.FILE_BYTES:
        raise Refused(Cause.UNCHECKED)
    return CleanFile(
        kind="pdf" if is_pdf else "image",
        media_type=clean.media_type,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        sent_sha256=hashlib.sha256(sent).hexdigest(),
        pages=clean.pages,
    )
