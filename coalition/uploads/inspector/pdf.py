"""A PDF is read, never run and never rewritten: the evidence keeps the bytes that were sent.

What a viewer would run or open is refused wherever it is, reachable or not, since no two viewers reach the same parts
of a file. The names are those of ISO 32000-2: actions 12.6, embedded files 7.11.4, multimedia 13, forms 12.7.
"""

import io
import re
from collections.abc import Iterator

import pikepdf
from pikepdf import settings

from coalition.uploads.inspector.streams import Decoder
from coalition.uploads.inspector.verdict import Cause, Refused

from . import dictionaries, limits, raw

settings.set_qpdf_limits(
    parser_max_nesting=limits.PDF_NESTING,
    parser_max_container_size=limits.PDF_OBJECTS,
    doc_max_warnings=1000,
    max_stream_filters=5,
    flate_max_memory=limits.STREAM_BYTES,
    run_length_max_memory=limits.STREAM_BYTES,
    png_max_memory=limits.STREAM_BYTES,
    tiff_max_memory=limits.STREAM_BYTES,
)

NO_REVISION = {Cause.BROKEN_PDF, Cause.NO_PAGES, Cause.TOO_MANY_PAGES}  # such as the first part of a linearised file
MISREAD = re.compile(  # what two readers may read differently, in qpdf's words: one of them would see what it does not
    r"duplicated key|expected (?!endobj)|null character|unknown token|unexpected|treating|prematurely|giving up"
    r"|ignoring|wrong type|parse error|invalid character"
)


def inspect_pdf(content: bytes, most: int = limits.PAGES) -> int:
    """Return the number of pages of the PDF in `content`, at most `most`. Raises Refused.

    Its earlier revisions are looked at too: a reader may go back to one, for what a signature was about.
    """
    raw.check(content)
    pages = _inspect(content, Decoder(), most)
    for revision in raw.earlier(content):
        try:
            _inspect(revision, None, most)
        except Refused as refusal:
            if refusal.cause not in NO_REVISION:
                raise
    return pages


def _inspect(content: bytes, decoder: Decoder | None, most: int, *, look_for_hidden: bool = True) -> int:
    """Return the number of pages of the revision that `content` ends with. Raises Refused."""
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False, inherit_page_attributes=False) as pdf:
            _check_objects(pdf, decoder)
            pages = sum(1 for _page in _pages(pdf, most))
            if look_for_hidden and (other := raw.with_hidden_objects(content, pdf.trailer)):
                _inspect(other, None, most, look_for_hidden=False)
    except pikepdf.PikepdfError as error:
        raise Refused(_cause_of(error)) from error
    except (ValueError, TypeError, KeyError, AttributeError, RuntimeError, NotImplementedError) as error:
        raise Refused(Cause.BROKEN_PDF) from error
    if settings.qpdf_limit_errors():
        raise Refused(Cause.TOO_COMPLEX)
    return pages


def _cause_of(error: Exception) -> Cause:
    """Return what qpdf complains of; it tells by words, and by a count of the limits that were passed."""
    message = str(error).lower()
    if isinstance(error, pikepdf.PasswordError) or "encrypt" in message:
        return Cause.ENCRYPTED
    if settings.qpdf_limit_errors() or "limit exceeded" in message or "too deeply nested" in message:
        return Cause.TOO_COMPLEX
    return Cause.NO_PAGES if "no pages found" in message else Cause.BROKEN_PDF


def _check_objects(pdf: pikepdf.Pdf, decoder: Decoder | None) -> None:
    """Refuse what is dangerous in any object, reached or not; without `decoder` the streams stay closed."""
    if len(pdf.objects) > limits.PDF_OBJECTS:
        raise Refused(Cause.TOO_COMPLEX)
    dictionaries.check(pdf.trailer)
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            dictionaries.check_stream(item.stream_dict)
            if decoder:
                decoder.check(item)
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Array):
            dictionaries.check(item)
        elif isinstance(item, pikepdf.Name):
            dictionaries.check_name(str(item))
    if settings.qpdf_limit_errors():
        raise Refused(Cause.TOO_COMPLEX)
    if not pdf.Root.is_indirect or any(MISREAD.search(str(warning)) for warning in pdf.get_warnings()):
        raise Refused(Cause.BROKEN_PDF)


def _pages(pdf: pikepdf.Pdf, most: int) -> Iterator[pikepdf.Object]:
    """Return the pages in order, by the tree itself: what `/Count` claims is never asked."""
    seen: set[tuple[int, int]] = set()
    stack = [(pdf.Root.get("/Pages"), 0)]
    pages = 0
    while stack:
        node, depth = stack.pop()
        if not isinstance(node, pikepdf.Dictionary):
            raise Refused(Cause.BROKEN_PDF)
        if node.is_indirect and node.objgen in seen:
            raise Refused(Cause.BROKEN_PDF)
        seen.add(node.objgen)
        if depth > limits.PDF_TREE_DEPTH:
            raise Refused(Cause.TOO_COMPLEX)
        kids = node.get("/Kids")
        if isinstance(kids, pikepdf.Array):
            stack.extend((kid, depth + 1) for kid in reversed(list(kids)))
            continue
        pages += 1
        if pages > most:
            raise Refused(Cause.TOO_MANY_PAGES)
        yield node
