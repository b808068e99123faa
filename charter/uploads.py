"""Council acts that people send: known by their first bytes, never by their name."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 10 * 1024 * 1024
SIGNATURES: dict[str, Callable[[bytes], bool]] = {
    "pdf": lambda content: content.startswith(b"%PDF-"),
    "png": lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"),
    "jpg": lambda content: content.startswith(b"\xff\xd8\xff"),
}


def extension_of(content: bytes) -> str:
    """Return `pdf`, `png` or `jpg` by the first bytes of `content`, or an empty string."""
    return next((extension for extension, matches in SIGNATURES.items() if matches(content)), "")


def validate_act(file: File) -> None:
    """Refuse a file that is too large, empty, or neither PDF, PNG nor JPEG. Raises ValidationError."""
    if (file.size or 0) > MAX_BYTES:
        raise ValidationError(_("The file is larger than 10 MB. Send a smaller scan."), code="too_large")
    file.seek(0)
    head = file.read(16)
    file.seek(0)
    if not extension_of(head):
        raise ValidationError(_("Send a PDF, PNG or JPEG file."), code="type")
