"""Files written by hand, byte by byte, good ones and bombs. No test needs a binary in the repository."""

import io
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


def image(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """Return a picture that is red on the left and blue on the right."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    target = io.BytesIO()
    picture.convert(mode).save(target, kind, **options)
    return target.getvalue()


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


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + count))
    pages = [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * count
    return pdf(*pages, _2=b"<< /Type /Pages /Count 1 /Kids [%s] >>" % kids)
