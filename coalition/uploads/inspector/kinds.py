"""What a file is, by its bytes: its name and the type that a browser claims are never asked."""

import re
from enum import StrEnum

from coalition.uploads.inspector.verdict import Cause, Refused

# The anti-malware test file of EICAR (www.eicar.org), in two halves so that a scanner leaves this source alone.
TEST_VIRUS = b"$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
HEAD_BYTES = 1024  # within which readers look for %PDF-, and browsers for the first tag of a page

WEB = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|svg|iframe|\?xml|\?php|meta|title|!--)", re.IGNORECASE)
MAIL = re.compile(
    rb"\A(?:From |Return-Path:|Received:|MIME-Version:|Delivered-To:|Message-ID:|Subject:|From:|Date:|X-[\w-]+:)",
    re.IGNORECASE,
)
OFFICE_ZIP = re.compile(rb"\[Content_Types\]\.xml|mimetypeapplication/vnd\.|word/|xl/|ppt/|META-INF/manifest\.xml")
OTHER_IMAGE_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis", b"crx ")


class Kind(StrEnum):
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"


TAKEN: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", Kind.PDF),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
)
REFUSED: tuple[tuple[bytes, Cause], ...] = (
    (b"MZ", Cause.PROGRAM),
    (b"\x7fELF", Cause.PROGRAM),
    (b"#!", Cause.PROGRAM),
    (b"\xca\xfe\xba\xbe", Cause.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Cause.PROGRAM),
    (b"\xce\xfa\xed\xfe", Cause.PROGRAM),
    (b"L\x00\x00\x00\x01\x14\x02\x00", Cause.PROGRAM),  # a Windows shortcut
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Cause.OFFICE),
    (b"{\\rtf", Cause.OFFICE),
    (b"%!PS", Cause.OFFICE),
    (b"\x1f\x8b", Cause.ARCHIVE),
    (b"BZh", Cause.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Cause.ARCHIVE),
    (b"Rar!\x1a\x07", Cause.ARCHIVE),
    (b"\xfd7zXZ\x00", Cause.ARCHIVE),
    (b"(\xb5/\xfd", Cause.ARCHIVE),
    (b"GIF8", Cause.OTHER_IMAGE),
    (b"BM", Cause.OTHER_IMAGE),
    (b"II*\x00", Cause.OTHER_IMAGE),
    (b"MM\x00*", Cause.OTHER_IMAGE),
    (b"II+\x00", Cause.OTHER_IMAGE),
    (b"MM\x00+", Cause.OTHER_IMAGE),
    (b"8BPS", Cause.OTHER_IMAGE),
    (b"\x00\x00\x01\x00", Cause.OTHER_IMAGE),
    (b"\x00\x00\x00\x0cjP  ", Cause.OTHER_IMAGE),
    (b"\xff\x0a", Cause.OTHER_IMAGE),
    (b"\x00\x00\x01\xba", Cause.MEDIA),
    (b"\x00\x00\x01\xb3", Cause.MEDIA),
    (b"ID3", Cause.MEDIA),
    (b"OggS", Cause.MEDIA),
    (b"fLaC", Cause.MEDIA),
    (b"\x1aE\xdf\xa3", Cause.MEDIA),
    (b"RIFF", Cause.MEDIA),
    (b"FWS", Cause.MEDIA),
    (b"CWS", Cause.MEDIA),
)


def check_signatures(content: bytes) -> None:
    """Refuse bytes that a scanner knows, wherever they are. Raises Refused."""
    if TEST_VIRUS in content:
        raise Refused(Cause.MALWARE)


def kind_of(content: bytes) -> Kind:
    """Return the kind of `content`. Raises Refused with what it is instead, as well as that can be told."""
    for start, kind in TAKEN:
        if content.startswith(start):
            return kind
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return Kind.WEBP
    raise Refused(_other(content))


def _other(content: bytes) -> Cause:
    head = content[:HEAD_BYTES]
    if b"%PDF-" in head:
        return Cause.TWO_FILES_IN_ONE
    if content.startswith(b"PK\x03\x04"):
        return Cause.OFFICE if OFFICE_ZIP.search(content) else Cause.ARCHIVE
    if content[4:8] == b"ftyp":
        return Cause.OTHER_IMAGE if content[8:12] in OTHER_IMAGE_BRANDS else Cause.MEDIA
    for start, cause in REFUSED:
        if content.startswith(start):
            return cause
    return _readable(head.removeprefix(b"\xef\xbb\xbf").lstrip())


def _readable(head: bytes) -> Cause:
    """Tell pages, mail and plain text apart; anything else is unknown."""
    if WEB.match(head):
        return Cause.WEB_PAGE
    if MAIL.match(head):
        return Cause.MAIL
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Cause.TEXT
    try:
        text = head.decode()
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            return Cause.UNKNOWN
        text = head[: error.start].decode()
    if not text or any(sign < " " and sign not in "\t\r\n\f" for sign in text):
        return Cause.UNKNOWN
    return Cause.WEB_PAGE if WEB.search(head) else Cause.TEXT
