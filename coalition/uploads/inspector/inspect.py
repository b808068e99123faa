"""One file, from its bytes to a verdict."""

from coalition.uploads.inspector import limits
from coalition.uploads.inspector.kinds import Kind, check_signatures, kind_of
from coalition.uploads.inspector.verdict import Cause, Clean, Refused


def inspect(content: bytes) -> Clean:
    """Return what is kept of `content`. Raises Refused, or MemoryError when it asks for too much."""
    if not content:
        raise Refused(Cause.EMPTY)
    if len(content) > limits.FILE_BYTES:
        raise Refused(Cause.TOO_LARGE)
    check_signatures(content)
    kind = kind_of(content)
    if kind is Kind.PDF:
        from coalition.uploads.inspector.pdf import inspect_pdf

        return Clean("application/pdf", inspect_pdf(content))
    from coalition.uploads.inspector.image import reencode

    media_type, clean = reencode(content, kind)
    return Clean(media_type, 1, clean)
