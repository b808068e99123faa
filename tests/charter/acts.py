"""Files written by hand, byte by byte: PDF, PNG, WebP and their parts. No test needs a binary in the repository."""

import io
import struct
import zlib

from PIL import Image

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object's body."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def flate(content: bytes, entries: bytes = b"") -> bytes:
    """Return the body of a stream that is deflated once."""
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode " + entries)


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


def assembled(objects: dict[int, bytes], trailer: bytes, header: bytes = b"%PDF-1.7\n") -> bytes:
    """Return a PDF file with the objects numbered from 1 without a gap."""
    content, places = header, []
    for number in sorted(objects):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    return content + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, trailer, len(content)
    )  # fmt: skip


PLAIN_PDF = pdf()


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
    body = b"".join(chunks) + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + header + body


def webp_header(width: int, height: int) -> bytes:
    """Return a WebP that claims a canvas and has nothing on it."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def zip_of(**files: bytes) -> bytes:
    """Return a ZIP; underscores of a name stand for slashes and dots are kept."""
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()
