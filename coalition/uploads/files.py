"""From the bytes that were sent to the bytes that are kept, with the digests of both."""

import hashlib
import unicodedata
from dataclasses import dataclass

from django.core.files.base import ContentFile, File

from . import sandbox
from .inspector import limits
from .inspector.verdict import Cause, Clean, Refused
from .refusals import LIBRARY, SENTENCES

LONGEST = 100  # characters
KNOWN = frozenset({"pdf", "jpg", "jpeg", "jpe", "jfif", "png", "webp"})


def display_name(sent: str, extension: str) -> str:
    """Return `sent` without folders, control and direction signs, at most 100 characters, ending in `.extension`.

    >>> display_name("C:\\\\acts\\\\deliberation.PDF", "pdf")
    'deliberation.pdf'
    """
    name = unicodedata.normalize("NFC", sent.replace("\\", "/").rpartition("/")[2])
    name = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in name)
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix.strip().lower() in {*KNOWN, extension}:
        name = stem
    name = " ".join(name.split()).strip(". ")[: LONGEST - len(extension) - 1].rstrip(". ")
    return f"{name or 'document'}.{extension}"


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


PICTURE_BYTES = 4 * limits.MEBIBYTE


class NotDrawn(Exception):
    """The page could not be drawn; `is_busy` says that it may be in a minute."""

    def __init__(self, *, is_busy: bool) -> None:
        super().__init__("busy" if is_busy else "not drawn")
        self.is_busy = is_busy


class NoSuchPage(Exception):
    """The file has no page of that number."""


@dataclass(frozen=True)
class Picture:
    """One page as a JPEG, and how many there are; at most limits.PAGES are shown."""

    content: bytes
    pages: int


def draw(content: bytes, page: int) -> Picture:
    """Return a picture of `page`, from 1 on, of a file that was inspected before it was kept.

    What the other process answers is checked: a hostile file may have taken it over. Raises NoSuchPage, NotDrawn.
    """
    if not 1 <= page <= limits.PAGES:
        raise NoSuchPage
    try:
        drawn = sandbox.draw(content, page)
    except Refused as refusal:
        if refusal.cause is Cause.NO_PAGES:
            raise NoSuchPage from refusal
        raise NotDrawn(is_busy=refusal.cause is Cause.BUSY) from refusal
    is_jpeg = drawn.media_type == "image/jpeg" and drawn.content.startswith(FIRST_BYTES["image/jpeg"])
    if not is_jpeg or len(drawn.content) > PICTURE_BYTES or not page <= drawn.pages <= limits.PAGES:
        raise NotDrawn(is_busy=False)
    return Picture(drawn.content, drawn.pages)
