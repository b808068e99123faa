"""What the bytes of a PDF must not hold, whatever a PDF reader makes of them: a second file, an unlisted script."""

import re
import struct

from .kinds import HEAD_BYTES
from .verdict import Cause, Refused

TAG = re.compile(rb"<(?:!doctype\s+html|html|svg|body|iframe)[\s>]", re.IGNORECASE)
CODE = re.compile(rb"<\?php|<script[\s>]", re.IGNORECASE)
HIDDEN = {b"/JavaScript": Cause.SCRIPT, b"/Launch": Cause.REACHES_OUT}
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
    for name, cause in HIDDEN.items():
        if re.search(re.escape(name) + rb"(?![\w#])", content):
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
