"""From the bytes that were sent to the bytes that are kept, with the digests of both."""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile, File

from coalition.uploads import sandbox
from coalition.uploads.inspector import limits
from coalition.uploads.inspector.verdict import Cause, Clean, Refused
from coalition.uploads.names import display_name
from coalition.uploads.refusals import LIBRARY, SENTENCES

EXTENSIONS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
FIRST_BYTES = {"application/pdf": b"%PDF-", "image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
OFFICE = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
}


class FileRefused(Exception):
    """The file is not taken. `cause` is for code, `sentence` for the person, in the active language."""

    def __init__(self, cause: Cause, door: str = "evidence") -> None:
        super().__init__(cause.value)
        self.cause, self.door = cause, door

    @property
    def sentence(self) -> str:
        return str((LIBRARY if self.door == "library" else SENTENCES)[self.cause])


@dataclass(frozen=True)
class CleanFile:
    """A file that may be kept.

    `content` is a PDF or an office document as it was sent, or an image drawn anew. `sha256` is the digest of
    `content`: what a reader of the evidence holds in hand. `sent_sha256` is the digest of what was sent; for what is
    kept as sent both are the same.
    """

    kind: str  # "pdf", "office" or "image"
    media_type: str
    content: bytes
    sha256: str
    sent_sha256: str
    pages: int

    @property
    def extension(self) -> str:
        return {**EXTENSIONS, **OFFICE}[self.media_type]


class InspectedFile(ContentFile):
    """The clean bytes as a Django file; `clean_file` has the rest. Its name is for people, never for a path."""

    def __init__(self, clean: CleanFile, sent_name: str) -> None:
        super().__init__(clean.content, name=display_name(sent_name, clean.extension))
        self.clean_file = clean


def inspect_file(content: bytes, door: str = "evidence") -> CleanFile:
    """Return what is kept of `content`, the whole file as it was sent (bytes), by the limits of its `door`.

    `evidence` takes PDF and images of at most limits.FILE_BYTES; `library` larger ones, DOCX, XLSX and PPTX too. Takes
    less than a second as a rule, never more than limits.WAIT_SECONDS and so many times limits.WALL_SECONDS together.
    Raises FileRefused.
    """
    try:
        if not content:
            raise Refused(Cause.EMPTY)
        if len(content) > limits.ALLOWANCES[door].file_bytes:
            raise Refused(Cause.TOO_LARGE)
        return _kept(content, sandbox.inspect(content, door), limits.ALLOWANCES[door])
    except Refused as refusal:
        raise FileRefused(refusal.cause, door) from refusal


def extension_of(content: bytes) -> str:
    """Return `pdf`, `png` or `jpg` by the first bytes of `content`, or an empty string."""
    found = (EXTENSIONS[media_type] for media_type, start in FIRST_BYTES.items() if content.startswith(start))
    return next(found, "")


def sent_digest(file: File) -> str:
    """Return the SHA-256 of what was sent as `file`, or an empty string when it did not come by the form's field."""
    return file.clean_file.sent_sha256 if isinstance(file, InspectedFile) else ""


def _kept(sent: bytes, clean: Clean, allowed: limits.Allowance) -> CleanFile:
    """Return the file. What the other process said is checked: a hostile file may have taken it over."""
    content = clean.content or sent
    starts = FIRST_BYTES | (dict.fromkeys(OFFICE, b"PK\x03\x04") if allowed.office else {})
    kind = {"application/pdf": "pdf", **dict.fromkeys(OFFICE, "office")}.get(clean.media_type, "image")
    well_formed = clean.media_type in starts and content.startswith(starts[clean.media_type])
    if not well_formed or (kind == "image") is not bool(clean.content) or len(content) > allowed.file_bytes:
        raise Refused(Cause.UNCHECKED)
    return CleanFile(
        kind=kind,
        media_type=clean.media_type,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        sent_sha256=hashlib.sha256(sent).hexdigest(),
        pages=clean.pages,
    )
