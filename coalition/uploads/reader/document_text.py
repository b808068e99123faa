"""The words of a PDF or of a word processor's document (DOCX); the kind is told by the bytes alone."""

import codecs
import ctypes
import io
import zipfile
import zlib
from typing import IO
from xml.parsers import expat

from coalition.uploads.inspector.verdict import Cause, Refused

FILE_BYTES = 60 * 1024 * 1024
PAGES = 500
LETTERS = 300_000  # a book of 150 pages: what is behind them is not searched
XML_BYTES = 32 * 1024 * 1024
PARTS = 5_000  # files in one DOCX
STEP = 256 * 1024

PDF, DOCX = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also of a DOCX behind a password
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = "word/document.xml"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    KeyError,
)


def load(content: bytes) -> None:
    """Load what reads a file that begins as `content` does: a sealed process can load no library any more."""
    if content.startswith(b"%PDF-"):
        import pypdfium2  # noqa: F401
    codecs.lookup("cp437")  # of names in a ZIP


def read(content: bytes) -> tuple[str, int, str]:
    """Return media type, pages (0 where they are not known) and words of `content`. Raises Refused."""
    if not content:
        raise Refused(Cause.EMPTY)
    if len(content) > FILE_BYTES:
        raise Refused(Cause.TOO_LARGE)
    if content.startswith(b"%PDF-"):
        pages, text = of_pdf(content)
        return PDF, pages, text
    if content.startswith(b"PK\x03\x04"):
        return DOCX, 0, of_docx(content)
    raise Refused(Cause.ENCRYPTED if content.startswith(OLD_OFFICE) else Cause.UNKNOWN)


def of_pdf(content: bytes) -> tuple[int, str]:
    """Return how many pages a PDF has, and the words of the first PAGES, by PDFium. Raises Refused."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        with pypdfium2.PdfDocument(content) as document:
            pages, found, letters = len(document), [], 0
            for number in range(min(pages, PAGES)):
                page = document[number].get_textpage()
                # Sign by sign: one without a letter is the space between Arabic words, which PDFium's own text loses.
                signs = (raw.FPDFText_GetUnicode(page, place) for place in range(min(page.count_chars(), LETTERS)))
                text = "".join(chr(sign) if sign else " " for sign in signs)
                found.append(text[: LETTERS - letters])
                letters += len(text)
                if letters >= LETTERS:
                    break
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        raise Refused(Cause.ENCRYPTED if locked else Cause.BROKEN_PDF) from error
    except (ValueError, OSError, ctypes.ArgumentError) as error:
        raise Refused(Cause.BROKEN_PDF) from error
    return pages, "\n".join(found)


def of_docx(content: bytes) -> str:
    """Return the words of the body of a DOCX: the one part that is read, as far as the limits go. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS or any(part.flag_bits & 1 for part in parts):
                raise Refused(Cause.ENCRYPTED if len(parts) <= PARTS else Cause.TOO_COMPLEX)
            if BODY not in archive.namelist():
                raise Refused(Cause.UNKNOWN)
            with archive.open(BODY) as body:
                return _paragraphs(body)
    except BROKEN as error:
        raise Refused(Cause.BROKEN_OFFICE) from error


def _paragraphs(body: IO[bytes]) -> str:
    """Return the words of the XML in `body`, a line for each paragraph. Raises Refused, ExpatError where it is none.

    A document that declares a type, and so perhaps an entity, is refused: no word processor writes one.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    found: list[str] = []
    state = {"within": False, "letters": 0}

    def begin(name: str, _attributes: object) -> None:
        state["within"] = name == f"{MAIN} t"
        found.extend({f"{MAIN} tab": " ", f"{MAIN} br": "\n"}.get(name, ""))

    def end(name: str) -> None:
        state["within"] = False
        found.extend("\n" if name == f"{MAIN} p" else "")

    def letters(words: str) -> None:
        if state["within"]:
            found.append(words)
            state["letters"] += len(words)

    def refuse(*_declared: object) -> None:
        raise Refused(Cause.REACHES_OUT)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, letters
    parser.StartDoctypeDeclHandler, size = refuse, 0
    while state["letters"] < LETTERS:
        chunk = body.read(STEP)
        size += len(chunk)
        if size > XML_BYTES:
            raise Refused(Cause.TOO_COMPLEX)
        parser.Parse(chunk, not chunk)
        if not chunk:
            break
    return "".join(found)[:LETTERS]
