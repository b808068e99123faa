"""The other documents inside a PDF: what it was before its updates, and what readers of another age see of it."""

import re

import pikepdf

from coalition.uploads.inspector import limits
from coalition.uploads.inspector.verdict import Cause, Refused

END = re.compile(rb"%%EOF[\r\n]*")
START = re.compile(rb"startxref\s+(\d+)")


def earlier(content: bytes) -> list[bytes]:
    """Return the revisions before the last one (ISO 32000-2, 7.5.6). Raises Refused when there are too many.

    The first part of a linearised file is among them, and is no document.
    """
    ends = [found.end() for found in END.finditer(content)][:-1]
    if len(ends) > limits.PDF_REVISIONS:
        raise Refused(Cause.TOO_COMPLEX)
    return [content[:end] for end in ends]


def with_hidden_objects(content: bytes, trailer: pikepdf.Object) -> bytes | None:
    """Return the file of `trailer` such that its hidden objects count (ISO 32000-2, 7.5.8.4); None when it has none.

    Readers of PDF 1.4 find these objects free in the table, and so does qpdf; others find them in a stream.
    """
    if "/XRefStm" not in trailer:
        return None
    starts = START.findall(content)
    trailer["/Prev"] = int(starts[-1])
    place = len(content) + 1
    return b"%s\nxref\n0 0\ntrailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (content, trailer.unparse(), place)
