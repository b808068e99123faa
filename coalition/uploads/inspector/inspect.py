"""One file, from its bytes to a verdict."""

import codecs

from coalition.uploads.inspector import limits
from coalition.uploads.inspector.kinds import Kind, check_signatures, kind_of
from coalition.uploads.inspector.verdict import Cause, Clean, Refused


def load(content: bytes, allowed: limits.Allowance = limits.EVIDENCE) -> None:
    """Load what reads a file that begins as `content` does: a sealed process can load no library any more."""
    if content.startswith(b"%PDF-"):
        import coalition.uploads.inspector.pdf
    elif content.startswith((b"\xff\xd8\xff", b"\x89PNG", b"RIFF")):
        from coalition.uploads.inspector import image

        image.load()
    elif allowed.office and content.startswith(b"PK\x03\x04"):
        import coalition.uploads.inspector.office.document  # noqa: F401

        codecs.lookup("cp437")  # of names in a ZIP


def inspect(content: bytes, allowed: limits.Allowance = limits.EVIDENCE) -> Clean:
    """Return what is kept of `content`. Raises Refused, or MemoryError when it asks for too much."""
    if not content:
        raise Refused(Cause.EMPTY)
    if len(content) > allowed.file_bytes:
        raise Refused(Cause.TOO_LARGE)
    check_signatures(content)
    if allowed.office and content.startswith(b"PK\x03\x04"):
        from coalition.uploads.inspector.office import document

        return Clean(document.inspect(content), 0)
    kind = kind_of(content)
    if kind is Kind.PDF:
        from coalition.uploads.inspector.pdf import inspect_pdf

        return Clean("application/pdf", inspect_pdf(content, allowed.pages))
    from coalition.uploads.inspector.image import reencode

    media_type, clean = reencode(content, kind)
    return Clean(media_type, 1, clean)
