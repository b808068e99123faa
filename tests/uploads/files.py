"""Files written by hand, byte by byte, good ones and bombs. No test needs a binary in the repository."""

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image

QUICKLY = 1  # the level of compression: bombs are large, and made by each process that collects their tests
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object's body."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def flate(content: bytes, entries: bytes = b"") -> bytes:
    """Return the body of a stream that is deflated once."""
    return stream(zlib.compress(content, QUICKLY), b"/Filter /FlateDecode " + entries)


def pdf(*more: bytes, catalog: bytes = b"", page: bytes = b"", trailer: bytes = b"", **objects: bytes) -> bytes:
    """Return a PDF of one page. `more` are objects from number 5 on; `catalog` and `page` are further entries.

    `objects` replaces whole objects: `_2=b"..."` is the page tree.
    """
    numbered = {
        1: CATALOG[:-2] + catalog + b" >>",
        2: PAGES,
        3: PAGE[:-2] + page + b" >>",
        4: flate(b"BT ET"),
        **dict(enumerate(more, 5)),
        **{int(name[1:]): body for name, body in objects.items()},
    }
    return assembled(numbered, b"/Root 1 0 R " + trailer)


def written(objects: dict[int, bytes], before: bytes = b"%PDF-1.7\n") -> tuple[bytes, list[int]]:
    """Return `objects` by their numbers as they stand in a file after `before`, and where each begins."""
    places = []
    for number in sorted(objects):
        places.append(len(before))
        before += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    return before, places


def assembled(objects: dict[int, bytes], trailer: bytes) -> bytes:
    """Return a PDF file with the objects numbered from 1 without a gap."""
    content, places = written(objects)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    return content + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, trailer, len(content)
    )  # fmt: skip


PLAIN_PDF = pdf()


def annotation(entries: bytes, *more: bytes) -> bytes:
    """Return a PDF whose page has one annotation, object 5; `more` are objects from number 6 on."""
    body = b"<< /Type /Annot /Rect [0 0 9 9] " + entries + b" >>"
    return pdf(body, *more, page=b"/Annots [5 0 R]")


def link(action: bytes, *more: bytes) -> bytes:
    """Return a PDF whose page has a link with `action`, object 5; `more` are objects from number 6 on."""
    return annotation(b"/Subtype /Link /A << " + action + b" >>", *more)


def updated(content: bytes, **objects: bytes) -> bytes:
    """Return `content` with an incremental update (ISO 32000-2, 7.5.6) that writes whole objects: `_5=b"null"`."""
    before = content.rindex(b"xref\n0")
    rows = b""
    for name, body in objects.items():
        rows += b"%d 1\n%010d 00000 n \n" % (int(name[1:]), len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (int(name[1:]), body)
    trailer = b"<< /Size 9 /Root 1 0 R /Prev %d >>" % before
    return content + b"xref\n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (rows, trailer, len(content))


def hybrid(hidden: bytes) -> bytes:
    """Return a PDF whose object 5 is `hidden` from readers of PDF 1.4 (ISO 32000-2, 7.5.8.4)."""
    content = pdf(_1=b"<< /Type /Catalog /Pages 2 0 R /X 5 0 R >>")
    table = content.rindex(b"xref\n0")
    more = {
        6: flate(b"5 0 " + hidden, b"/Type /ObjStm /N 1 /First 4 "),
        7: flate(struct.pack(">BIB", 2, 6, 0), b"/Type /XRef /Size 8 /W [1 4 1] /Index [5 1] /Root 1 0 R "),
    }
    body, places = written(more, content[:table])
    rows = content[table:].split(b"trailer")[0].replace(b"xref\n0 5", b"xref\n0 8")
    rows += b"0000000000 00000 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"%strailer\n<< /Size 8 /Root 1 0 R /XRefStm %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        rows, places[1], len(body)
    )  # fmt: skip


def image(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """Return a picture that is red on the left and blue on the right."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    target = io.BytesIO()
    picture.convert(mode).save(target, kind, **options)
    return target.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(*chunks: bytes, width: int = 1, height: int = 1, pixels: bytes = b"\0\0\0\0") -> bytes:
    """Return an RGB PNG; `chunks` come before the pixels, which are filtered rows, not compressed yet."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = b"".join(chunks) + chunk(b"IDAT", zlib.compress(pixels, QUICKLY)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + header + body


def webp_header(width: int, height: int) -> bytes:
    """Return a WebP that claims a canvas and has nothing on it."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def zip_of(**files: bytes) -> bytes:
    """Return a ZIP; underscores of a name stand for slashes and dots are kept."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def encrypted(content: bytes = PLAIN_PDF, **options: object) -> bytes:
    """Return a PDF that qpdf encrypted."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(target, encryption=pikepdf.Encryption(**options))
    return target.getvalue()


def deep_page_tree(depth: int) -> bytes:
    """Return a PDF whose only page is `depth` nodes down."""
    nodes = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1) for number in range(5, 5 + depth)]
    return pdf(*nodes, b"<< /Type /Page /MediaBox [0 0 9 9] >>", _2=b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>")


def many_pages(count: int) -> bytes:
    """Return a PDF of `count` pages that claims to have one."""
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + count))
    pages = [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * count
    return pdf(*pages, _2=b"<< /Type /Pages /Count 1 /Kids [%s] >>" % kids)


def object_stream(objects: bytes, first: int, count: int, *, listed: int = 1) -> bytes:
    """Return a PDF with an object stream, behind a cross-reference stream (ISO 32000-2, 7.5.7 and 7.5.8).

    Of its objects `listed` are in the table: number 5, and more from number 7 on.
    """
    bodies = [CATALOG[:-2] + b"/X 5 0 R >>", PAGES, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"]
    packed = flate(objects, b"/Type /ObjStm /N %d /First %d " % (count, first))
    content, places = written(dict(enumerate([*bodies, packed], 1)))
    rows = [(0, 0, 0), *((1, place, 0) for place in places), (2, 4, 0), (1, len(content), 0)]
    rows += [(2, 4, index) for index in range(1, listed)]
    table = b"".join(struct.pack(">BII", *row) for row in rows)
    own = flate(table, b"/Type /XRef /Size %d /W [1 4 4] /Root 1 0 R " % len(rows))
    return content + b"6 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (own, len(content))


def crowd(count: int) -> bytes:
    """Return a PDF of `count` objects in one object stream, each listed in the table."""
    places = (5, *range(7, 6 + count))
    numbers = b" ".join(b"%d %d" % (number, 2 * index) for index, number in enumerate(places)) + b" "
    return object_stream(numbers + b"0 " * count, len(numbers), count, listed=count)


def nested(content: bytes, times: int) -> bytes:
    """Return a stream object deflated `times` over."""
    for _time in range(times):
        content = zlib.compress(content, QUICKLY)
    return stream(content, b"/Filter [" + b"/FlateDecode " * times + b"]")


def xref_loop() -> bytes:
    """Return a PDF whose cross-reference table names itself as the one before."""
    place = PLAIN_PDF.rindex(b"xref\n0")
    return PLAIN_PDF.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d " % place)


def bmp_bomb() -> bytes:
    """Return a bitmap's header of 60,000 pixels square."""
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, 60000, 60000, 1, 24, *[0] * 6)


def gif_bomb() -> bytes:
    """Return a GIF of 65,535 pixels square with nothing inside."""
    return (
        b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0x80, 0, 0) + b"\0" * 6 + b",\0\0\0\0\xff\xff\xff\xff\0\x02\0;"
    )
