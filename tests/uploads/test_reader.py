"""Words of hostile and of good files, read by the process that may die of them."""

import io
import zipfile

import pikepdf
import pytest
import typst

from charter.preparation import docx
from coalition.certificates.typefaces import fonts
from coalition.uploads import sandbox
from coalition.uploads.inspector.verdict import Cause, Refused
from tests.uploads.files import PLAIN_PDF, image

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TEXT = f'<w:document xmlns:w="{MAIN}"><w:body><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:body></w:document>'


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
    paragraphs = [docx.Paragraph("مرحبا بكم"), docx.Paragraph("Rights & duties")]
    content = docx.write(paragraphs, title="x", language="ar", right_to_left=True)
    assert sandbox.read(content) == "مرحبا بكم\nRights & duties\n"


def archive(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def body(xml: str, encoding: str = "utf-8") -> bytes:
    return archive({"word/document.xml": xml.encode(encoding)})


def locked_pdf() -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(PLAIN_PDF)) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return target.getvalue()


ENTITY = '<?xml version="1.0"{}?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + TEXT.format("&e;")
LAUGHS = "<!DOCTYPE d [" + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(9)) + "]>"
HOSTILE = {
    "empty": (b"", Cause.EMPTY),
    "locked pdf": (locked_pdf(), Cause.ENCRYPTED),
    "old office, or a document behind a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Cause.ENCRYPTED),
    "cut pdf": (PLAIN_PDF[:40], Cause.BROKEN_PDF),
    "picture": (image("PNG"), Cause.UNKNOWN),
    "archive": (archive({"../../etc/cron.d/x": b"* * * * * root x"}), Cause.UNKNOWN),
    "cut archive": (body(TEXT.format("x"))[:60], Cause.BROKEN_OFFICE),
    "no xml": (body("<w:document"), Cause.BROKEN_OFFICE),
    "outside entity": (body(ENTITY.format("")), Cause.REACHES_OUT),
    "outside entity, hidden": (body(ENTITY.format(' encoding="utf-16"'), "utf-16"), Cause.REACHES_OUT),
    "a billion laughs": (body(LAUGHS + TEXT.format("&e8;")), Cause.REACHES_OUT),
    "bomb": (body(TEXT.format("</w:t>" + "<w:b/>" * 7_000_000 + "<w:t>")), Cause.TOO_COMPLEX),
    "too many parts": (archive({f"{number}": b"" for number in range(5_001)}), Cause.TOO_COMPLEX),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_no_word(name):
    content, cause = HOSTILE[name]
    with pytest.raises(Refused) as refusal:
        sandbox.read(content)
    assert refusal.value.cause is cause


def test_a_path_in_an_archive_is_written_nowhere(tmp_path):
    parts = {"../../../tmp/escaped": b"x", f"{tmp_path}/escaped": b"x"}
    assert sandbox.read(archive(parts | {"word/document.xml": TEXT.format("Good").encode()})) == "Good\n"
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_dies_ends_nothing_else(monkeypatch):
    monkeypatch.setattr(sandbox, "READER", [*sandbox.READER[:-2], "-c", "import os; os.abort()"])
    with pytest.raises(Refused) as refusal:
        sandbox.read(PLAIN_PDF)
    assert refusal.value.cause is Cause.TOO_COMPLEX
