"""Words of hostile and of good files, read by the process that may die of them."""

import io

import pytest
import typst
from PIL import Image

from charter.followup import model_act
from coalition.certificates.pdf import fonts
from coalition.uploads import files, sandbox
from coalition.uploads.inspector import limits
from coalition.uploads.inspector.verdict import Cause, Refused

from .files import PLAIN_PDF, encrypted, image, pdf, stream
from .office import DTD, LAUGHS, OLE, WORD, zipped

TEXT = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:body></w:document>'


@pytest.fixture(scope="module")
def guide(tmp_path_factory):
    """A PDF in English and Arabic."""
    source = tmp_path_factory.mktemp("guide") / "guide.typ"
    source.write_text(
        '#set text(font: "Noto Naskh Arabic", lang: "ar", dir: rtl)\nدليل مرافقة النساء\n\n'
        '#set text(lang: "en", dir: ltr)\nA safe office'
    )
    return typst.compile(source, font_paths=fonts(), ignore_system_fonts=True)


def test_the_words_of_a_pdf_are_apart_in_every_script(guide):
    words = sandbox.read(guide).split()
    assert {"دليل", "مرافقة", "النساء", "safe", "office"} <= set(words)


def test_the_words_of_a_document_are_its_paragraphs():
    paragraphs = [model_act.Paragraph("مرحبا بكم"), model_act.Paragraph("Rights & duties")]
    content = model_act.write_docx(paragraphs, title="x", language="ar", right_to_left=True)
    assert sandbox.read(content) == "مرحبا بكم\nRights & duties\n"


def body(xml: str, encoding: str = "utf-8") -> bytes:
    return zipped({"word/document.xml": xml.encode(encoding)})


ENTITY = '<?xml version="1.0"{}?>' + DTD.decode() + TEXT.format("&e;")
HOSTILE = {
    "empty": (b"", Cause.EMPTY),
    "locked pdf": (encrypted(user="secret", owner="secret"), Cause.ENCRYPTED),
    "old office, or a document behind a password": (OLE, Cause.ENCRYPTED),
    "cut pdf": (PLAIN_PDF[:40], Cause.BROKEN_PDF),
    "picture": (image("PNG"), Cause.UNKNOWN),
    "archive": (zipped({"../../etc/cron.d/x": b"* * * * * root x"}), Cause.UNKNOWN),
    "cut archive": (body(TEXT.format("x"))[:60], Cause.BROKEN_OFFICE),
    "no xml": (body("<w:document"), Cause.BROKEN_OFFICE),
    "outside entity": (body(ENTITY.format("")), Cause.REACHES_OUT),
    "outside entity, hidden": (body(ENTITY.format(' encoding="utf-16"'), "utf-16"), Cause.REACHES_OUT),
    "a billion laughs": (body(LAUGHS.decode() + TEXT.format("&e8;")), Cause.REACHES_OUT),
    "bomb": (body(TEXT.format("</w:t>" + "<w:b/>" * 7_000_000 + "<w:t>")), Cause.TOO_COMPLEX),
    "too many parts": (zipped({f"{number}": b"" for number in range(5_001)}), Cause.TOO_COMPLEX),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_no_word(name):
    content, cause = HOSTILE[name]
    with pytest.raises(Refused) as refusal:
        sandbox.read(content)
    assert refusal.value.cause is cause


def test_a_path_in_an_archive_is_written_nowhere(tmp_path):
    parts = {"../../../tmp/escaped": b"x", f"{tmp_path}/escaped": b"x"}
    assert sandbox.read(zipped(parts | {"word/document.xml": TEXT.format("Good").encode()})) == "Good\n"
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_dies_ends_nothing_else(monkeypatch):
    monkeypatch.setattr(sandbox, "READER", [*sandbox.READER[:-2], "-c", "import os; os.abort()"])
    with pytest.raises(Refused) as refusal:
        sandbox.read(PLAIN_PDF)
    assert refusal.value.cause is Cause.TOO_COMPLEX


RED, WHITE = (255, 0, 0), (255, 255, 255)
JPEG = b"\xff\xd8\xff"


def drawn(content: bytes, page: int = 1) -> tuple[Image.Image, int]:
    """Return the picture of a page, and of how many it is one."""
    picture = files.draw(content, page)
    return Image.open(io.BytesIO(picture.content), formats=("JPEG",)), picture.pages


def near(colour: tuple[int, ...], to: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 24 for one, other in zip(colour, to, strict=True))


def typeset(source: bytes) -> bytes:
    return typst.compile(source, ignore_system_fonts=True)


def test_each_page_is_drawn_as_wide_as_a_screen_wants_it():
    act = typeset(b"#set page(width: 100pt, height: 200pt)\na\n#pagebreak()\n#set page(fill: rgb(255, 0, 0))\nb")

    first, pages = drawn(act, 1)
    second, _pages = drawn(act, 2)

    assert (first.size, second.size, pages) == ((1240, 2480), (1240, 2480), 2)
    assert near(first.getpixel((620, 1240)), WHITE)
    assert near(second.getpixel((620, 1240)), RED)


def test_what_was_typed_into_a_form_is_seen():
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /F 4 /P 3 0 R /Rect [50 50 150 150] /AP << /N 6 0 R >> >>"
    looks = stream(b"1 0 0 rg 0 0 100 100 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 100 100]")
    form = pdf(field, looks, catalog=b" /AcroForm << /Fields [5 0 R] >>", page=b" /Annots [5 0 R]")

    picture, _pages = drawn(form)

    assert near(picture.getpixel((620, 620)), RED)
    assert near(picture.getpixel((50, 50)), WHITE)


@pytest.mark.parametrize(("content", "page"), [(PLAIN_PDF, 2), (PLAIN_PDF, 0), (PLAIN_PDF, 101), (image("JPEG"), 2)])
def test_a_page_that_is_not_there_is_told_from_one_that_cannot_be_drawn(content, page):
    with pytest.raises(files.NoSuchPage):
        files.draw(content, page)


@pytest.mark.parametrize("content", [b"words", b"%PDF-1.7\nnothing", image("PNG")[:60], b""])
def test_what_cannot_be_drawn_is_said(content):
    with pytest.raises(files.NotDrawn) as refusal:
        files.draw(content, 1)
    assert refusal.value.is_busy is False


@pytest.mark.parametrize(
    ("media_type", "pages", "content"),
    [
        ("text/html", 1, b"<script>"),
        ("image/jpeg", 1, b"<script>"),
        ("image/svg+xml", 1, b"<svg>"),
        ("image/jpeg", 0, JPEG),
        ("image/jpeg", limits.PAGES + 1, JPEG),
        ("image/jpeg", 1, JPEG + b"x" * files.PICTURE_BYTES),
    ],
)
def test_a_drawer_that_was_taken_over_shows_nothing_else(monkeypatch, media_type, pages, content):
    head = f'{{"media_type": "{media_type}", "pages": {pages}}}\n'.encode() + content[:50]
    program = f"import sys; sys.stdout.buffer.write({head!r} + b'x' * {max(len(content) - 50, 0)})"
    monkeypatch.setattr(sandbox, "DRAWER", [*sandbox.COMMAND[:4], "-c", program])
    with pytest.raises(files.NotDrawn):
        files.draw(PLAIN_PDF, 1)
