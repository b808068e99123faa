"""Pages of kept files as pictures, drawn by the process that may die of them."""

import io

import pytest
import typst
from PIL import Image

from coalition.uploads import looking, sandbox
from coalition.uploads.inspector import limits
from tests.uploads.files import PLAIN_PDF, image, pdf, stream

RED, WHITE = (255, 0, 0), (255, 255, 255)
JPEG = b"\xff\xd8\xff"


def drawn(content: bytes, page: int = 1) -> tuple[Image.Image, int]:
    """Return the picture of a page, and of how many it is one."""
    picture = looking.draw(content, page)
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
    with pytest.raises(looking.NoSuchPage):
        looking.draw(content, page)


@pytest.mark.parametrize("content", [b"words", b"%PDF-1.7\nnothing", image("PNG")[:60], b""])
def test_what_cannot_be_drawn_is_said(content):
    with pytest.raises(looking.NotDrawn) as refusal:
        looking.draw(content, 1)
    assert refusal.value.is_busy is False


@pytest.mark.parametrize(
    ("media_type", "pages", "content"),
    [
        ("text/html", 1, b"<script>"),
        ("image/jpeg", 1, b"<script>"),
        ("image/svg+xml", 1, b"<svg>"),
        ("image/jpeg", 0, JPEG),
        ("image/jpeg", limits.PAGES + 1, JPEG),
        ("image/jpeg", 1, JPEG + b"x" * looking.PICTURE_BYTES),
    ],
)
def test_a_drawer_that_was_taken_over_shows_nothing_else(monkeypatch, media_type, pages, content):
    head = f'{{"media_type": "{media_type}", "pages": {pages}}}\n'.encode() + content[:50]
    program = f"import sys; sys.stdout.buffer.write({head!r} + b'x' * {max(len(content) - 50, 0)})"
    monkeypatch.setattr(sandbox, "DRAWER", [*sandbox.COMMAND[:4], "-c", program])
    with pytest.raises(looking.NotDrawn):
        looking.draw(PLAIN_PDF, 1)
