"""Hostile files: none runs, none takes the web process down, and each gets its clear sentence."""

import logging
import subprocess
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from pikepdf import settings as settings_of_qpdf

from coalition.uploads import sandbox
from coalition.uploads.fields import InspectedFileField
from coalition.uploads.files import FileRefused, display_name, inspect_file
from coalition.uploads.inspector import inspect, limits
from coalition.uploads.inspector.verdict import Cause, Refused
from coalition.uploads.refusals import LIBRARY, SENTENCES
from tests.uploads import hostile, office
from tests.uploads.files import PLAIN_PDF, image

MARKERS = (b"<?php", b"<script", b"<html", b"%PDF", b"PK\x03\x04", b"JavaScript", hostile.EICAR)
# Causes that no file has: they are of the process that inspects it, see test_sandbox.py.
NOT_OF_A_FILE = {Cause.BUSY, Cause.UNCHECKED}


# A reader with half of the memory, which tells a verdict from a lack of memory: the real one answers alike.
POOR_READER = """
import resource, sys
from coalition.uploads.inspector import inspect, limits
from coalition.uploads.inspector.verdict import Refused
resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES // 2,) * 2)
try:
    inspect.inspect(sys.stdin.buffer.read())
except Refused as refusal:
    print(refusal.cause)
except MemoryError:
    print("no memory left")
else:
    print("taken")
"""


@pytest.fixture(autouse=True)
def no_reader_dies(caplog) -> Iterator[None]:
    """Fail when a file ended its reader, or kept it too long: by its cause alone, that looks like a verdict."""
    yield
    records = [record for when in ("setup", "call") for record in caplog.get_records(when)]
    assert [record.getMessage() for record in records if record.levelno >= logging.WARNING] == []


@pytest.fixture(params=["here", pytest.param("apart", marks=pytest.mark.attack)])
def reader(request, monkeypatch) -> None:
    """Read files in this process; in one of their own in `make attack`."""
    if request.param == "here":
        read_here(monkeypatch)


def read_here(monkeypatch) -> None:
    """Let files be read in this process, where that takes a millisecond."""
    monkeypatch.setattr(sandbox, "inspect", lambda content, door: _read_here(content, limits.ALLOWANCES[door]))
    counted, before = settings_of_qpdf.qpdf_limit_errors, settings_of_qpdf.qpdf_limit_errors()
    monkeypatch.setattr(settings_of_qpdf, "qpdf_limit_errors", lambda: counted() - before)  # of files before


def _read_here(content, allowed):
    try:
        return inspect.inspect(content, allowed)
    except MemoryError as error:
        raise Refused(Cause.TOO_COMPLEX) from error


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("name", hostile.REFUSED)
def test_a_hostile_file_is_refused_for_its_cause(name):
    content, cause = hostile.REFUSED[name]
    with pytest.raises(FileRefused) as refusal:
        inspect_file(content)
    assert (refusal.value.cause, refusal.value.sentence) == (cause, str(SENTENCES[cause]))


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("name", hostile.CLEANED)
def test_a_picture_that_is_also_something_else_comes_out_as_a_picture_alone(name):
    act = inspect_file(hostile.CLEANED[name])
    assert (act.kind, act.pages, act.sha256 == act.sent_sha256) == ("image", 1, False)
    assert [marker for marker in MARKERS if marker in act.content] == []


def test_the_collection_is_large_and_covers_every_cause():
    assert len(hostile.REFUSED | hostile.CLEANED) >= 120
    refused = hostile.REFUSED | office.REFUSED
    assert {cause for _content, cause in refused.values()} | NOT_OF_A_FILE == set(Cause)


@pytest.mark.attack
@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("pdf with a page that inflates to 80 MB", "too_complex"),
        ("pdf with a run-length bomb", "too_complex"),
        ("webp of 16,384 pixels square", "too_many_pixels"),
        ("png with a bomb of a text", "broken_image"),
        ("png that inflates for ever", "taken"),
    ],
)
def test_a_bomb_is_judged_within_half_of_the_memory(name, answer):
    content = hostile.CLEANED.get(name) or hostile.REFUSED[name][0]
    environment = {"PYTHONPATH": str(settings.BASE_DIR), "MALLOC_ARENA_MAX": "1"}
    command = [*sandbox.COMMAND[:-2], "-c", POOR_READER]
    reader = subprocess.run(command, input=content, capture_output=True, env=environment, check=False)
    assert (reader.stdout.decode().strip(), reader.returncode) == (answer, 0)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_every_cause_has_a_sentence_of_its_own(language):
    with translation.override(language):
        sentences = [str(SENTENCES[cause]) for cause in Cause]
        library = {str(LIBRARY[cause]) for cause in Cause}
    assert len(set(sentences)) == len(library) == len(Cause)
    assert all(sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize(
    ("name", "claimed", "content", "code"),
    [
        ("act.pdf.exe", "application/pdf", b"MZ\x90\x00", "program"),
        ("document.pdf", "application/pdf", hostile.SVG, "web_page"),
        ("act.png", "image/png", hostile.DOCX, "office"),
        ("act.docx", "application/msword", PLAIN_PDF, None),
        ("act.php", "text/x-php", image("JPEG"), None),
    ],
)
def test_neither_name_nor_claimed_type_decides(name, claimed, content, code):
    form_field = InspectedFileField()
    errors = []
    try:
        form_field.clean(SimpleUploadedFile(name, content, content_type=claimed))
    except ValidationError as error:
        errors = [item.code for item in error.error_list]
    assert errors == ([code] if code else [])


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("délibération 12.pdf", "délibération 12.pdf"),
        ("ACT.PDF", "ACT.pdf"),
        ("act.php.pdf", "act.php.pdf"),
        ("act.docx", "act.docx.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\acts\\act.pdf", "act.pdf"),
        ("act\0.php\0.pdf", "act .php.pdf"),
        ("act\r\nSet-Cookie: a=b.pdf", "act Set-Cookie: a=b.pdf"),
        ("act\u202efdp.exe", "act fdp.exe.pdf"),
        ("\u2066قرار\u2069.pdf", "قرار.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
        ("...", "document.pdf"),
        ("", "document.pdf"),
        (".pdf", "document.pdf"),
        ("photo.webp", "photo.pdf"),
    ],
)
def test_a_name_is_shown_without_tricks(sent, shown):
    assert display_name(sent, "pdf") == shown
