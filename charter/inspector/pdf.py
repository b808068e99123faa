"""A PDF is read, never run and never rewritten: the evidence keeps the bytes that were sent.

What a viewer would run or open is refused wherever it is, reachable or not, since no two viewers reach the same parts
of a file. The names are those of ISO 32000-2: actions 12.6, embedded files 7.11.4, multimedia 13, forms 12.7.
"""

import io
import re
from collections.abc import Iterator

import pikepdf
from pikepdf import settings

from . import limits, raw
from .streams import Decoder
from .verdict import Cause, Refused

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

ACTIONS = {
    "/JavaScript": Cause.SCRIPT,
    "/Launch": Cause.REACHES_OUT,
    "/GoToR": Cause.REACHES_OUT,
    "/GoToE": Cause.REACHES_OUT,
    "/SubmitForm": Cause.REACHES_OUT,
    "/ImportData": Cause.REACHES_OUT,
    "/Rendition": Cause.MULTIMEDIA,
    "/Movie": Cause.MULTIMEDIA,
    "/Sound": Cause.MULTIMEDIA,
    "/RichMediaExecute": Cause.MULTIMEDIA,
    "/GoTo3DView": Cause.MULTIMEDIA,
}
SUBTYPES = {
    "/RichMedia": Cause.MULTIMEDIA,
    "/Movie": Cause.MULTIMEDIA,
    "/Sound": Cause.MULTIMEDIA,
    "/Screen": Cause.MULTIMEDIA,
    "/3D": Cause.MULTIMEDIA,
    "/U3D": Cause.MULTIMEDIA,
    "/PRC": Cause.MULTIMEDIA,
    "/FileAttachment": Cause.ATTACHMENT,
    "/PS": Cause.SCRIPT,
}
KEYS = {
    "/JS": Cause.SCRIPT,
    "/JavaScript": Cause.SCRIPT,
    "/EF": Cause.ATTACHMENT,
    "/Collection": Cause.ATTACHMENT,
    "/XFA": Cause.XFA,
    "/NeedsRendering": Cause.XFA,
    "/RichMediaContent": Cause.MULTIMEDIA,
    "/3DD": Cause.MULTIMEDIA,
}
STREAM_KEYS = {"/F": Cause.REACHES_OUT, "/Ref": Cause.REACHES_OUT}  # contents that are fetched from another file
SUSPECT = re.compile(
    rb"/(?:JS|JavaScript|Launch|GoToR|GoToE|SubmitForm|ImportData|Rendition|Movie|Sound|RichMedia\w*|GoTo3DView|Screen"
    rb"|3DD?|U3D|PRC|FileAttachment|EmbeddedFile|PS|EF|Collection|XFA|NeedsRendering|URI|Base|Thread|F|Ref)(?!\w)"
)
SAFE_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")


def inspect_pdf(content: bytes) -> int:
    """Return the number of pages of the PDF in `content`. Raises Refused."""
    raw.check(content)
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False, inherit_page_attributes=False) as pdf:
            _check_objects(pdf)
            pages = sum(1 for _page in _pages(pdf))
    except pikepdf.PikepdfError as error:
        raise Refused(_cause_of(error)) from error
    except (ValueError, TypeError, KeyError, AttributeError, RuntimeError, NotImplementedError) as error:
        raise Refused(Cause.BROKEN_PDF) from error
    if settings.qpdf_limit_errors():
        raise Refused(Cause.TOO_COMPLEX)
    return pages


def _cause_of(error: Exception) -> Cause:
    """Return what qpdf complains of; it tells by words, and by a count of the limits that were passed."""
    said = str(error).lower()
    if isinstance(error, pikepdf.PasswordError) or "encrypt" in said:
        return Cause.ENCRYPTED
    if settings.qpdf_limit_errors() or "limit exceeded" in said or "too deeply nested" in said:
        return Cause.TOO_COMPLEX
    return Cause.NO_PAGES if "no pages found" in said else Cause.BROKEN_PDF


def _check_objects(pdf: pikepdf.Pdf) -> None:
    if len(pdf.objects) > limits.PDF_OBJECTS:
        raise Refused(Cause.TOO_COMPLEX)
    decoder = Decoder()
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            if SUSPECT.search(item.stream_dict.unparse(resolved=True)):
                _check_dictionary(item.stream_dict, STREAM_KEYS)
            decoder.check(item)
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Array) and SUSPECT.search(item.unparse(resolved=True)):
            _check_dictionary(item)


def _check_dictionary(root: pikepdf.Object, more_keys: dict[str, Cause] | None = None) -> None:
    """Refuse what is dangerous in `root` or in what it holds directly."""
    for item in _dictionaries(root):
        names = item.keys()
        for name, cause in KEYS.items():
            if name in names and item[name] is not False:
                raise Refused(cause)
        action, subtype = str(item.get("/S", "")), str(item.get("/Subtype", ""))
        if found := ACTIONS.get(action) or SUBTYPES.get(subtype):
            raise Refused(found)
        if str(item.get("/Type", "")) == "/EmbeddedFile":
            raise Refused(Cause.ATTACHMENT)
        if action == "/Thread" and "/F" in names:
            raise Refused(Cause.REACHES_OUT)
        _check_address(item.get("/URI"))
        _check_address(item.get("/Base"))
    for name, cause in (more_keys or {}).items():
        if name in root:
            raise Refused(cause)


def _check_address(value: object) -> None:
    """Refuse a link that is no web, mail or telephone address: it would open a file, a share or a script."""
    if not isinstance(value, pikepdf.String):
        return
    address = re.sub(r"[\x00-\x20]", "", str(value)).lower()
    scheme = SCHEME.match(address)
    if (scheme[1] if scheme else "") not in SAFE_SCHEMES:
        raise Refused(Cause.SCRIPT if scheme and scheme[1] in {"javascript", "vbscript"} else Cause.REACHES_OUT)
    if address.startswith(("\\", "//")):
        raise Refused(Cause.REACHES_OUT)


def _dictionaries(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Return `root` and every dictionary directly inside it; other objects are visited by themselves."""
    stack = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, pikepdf.Dictionary):
            yield item
            values = [value for _name, value in item.items()]
        else:
            values = list(item)
        stack.extend(
            value for value in values if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect
        )


def _pages(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
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
        if pages > limits.PAGES:
            raise Refused(Cause.TOO_MANY_PAGES)
        yield node
