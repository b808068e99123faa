"""What the bytes of a PDF must not hold, whatever a PDF reader makes of them: a second file, an unlisted script."""

import re
import struct

import pikepdf

from . import limits
from .kinds import HEAD_BYTES
from .verdict import Cause, Refused

TAG = re.compile(rb"<(?:!doctype\s+html|html|svg|body|iframe)[\s>]", re.IGNORECASE)
CODE = re.compile(rb"<\?php|<script[\s>]", re.IGNORECASE)
HIDDEN = {
    "JavaScript": Cause.SCRIPT,
    "Launch": Cause.REACHES_OUT,
    "GoToR": Cause.REACHES_OUT,
    "GoToE": Cause.REACHES_OUT,
    "SubmitForm": Cause.REACHES_OUT,
    "ImportData": Cause.REACHES_OUT,
    "EmbeddedFile": Cause.ATTACHMENT,
    "RichMedia": Cause.MULTIMEDIA,
}
SPELLINGS = [
    (re.compile(b"/" + b"".join(b"(?:%c|#(?i:%02x))" % (sign, sign) for sign in name.encode()) + rb"(?![\w#])"), cause)
    for name, cause in HIDDEN.items()
]
WHITE = b"\x00\t\n\x0c\r "
ZIP_END = b"PK\x05\x06"  # the end record, by which every ZIP reader starts (APPNOTE 4.3.16)
ZIP_END_FORMAT = struct.Struct("<4s4H2LH")


def check(content: bytes) -> None:
    """Refuse a PDF that is also another file, or whose bytes name a script. Raises Refused."""
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise Refused(Cause.BROKEN_PDF)
    if content[end + 5 :].strip(WHITE) or TAG.search(content, 0, HEAD_BYTES) or CODE.search(content) or _zip(content):
        raise Refused(Cause.TWO_FILES_IN_ONE)
    check_names(content)


def check_names(content: bytes) -> None:
    """Refuse bytes in which a dangerous name stands, as it is or in hexadecimal. Raises Refused."""
    for spelling, cause in SPELLINGS:
        if spelling.search(content):
            raise Refused(cause)


def _zip(content: bytes) -> bool:
    """Say whether some end record points to a directory of a ZIP: four bytes alone happen by chance."""
    position = content.find(ZIP_END)
    while position >= 0:
        record = content[position : position + ZIP_END_FORMAT.size]
        if len(record) == ZIP_END_FORMAT.size:
            size = ZIP_END_FORMAT.unpack(record)[5]
            if size and content[max(position - size, 0) :][:4] == b"PK\x01\x02":
                return True
        position = content.find(ZIP_END, position + 1)
    return False


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
