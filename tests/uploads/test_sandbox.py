"""The process that reads uploads: its death, its silence, its lies and its secrets."""

import json
import threading
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from coalition.uploads import sandbox
from coalition.uploads.files import FileRefused, inspect_file
from coalition.uploads.inspector import limits
from coalition.uploads.inspector.verdict import Cause
from tests.uploads.files import PLAIN_PDF, image

pytestmark = pytest.mark.attack

PDF_ANSWER = {"media_type": "application/pdf", "pages": 1}
NO_ANSWER = "The inspector of uploads gave no answer that can be read."
JPEG_ANSWER = {"media_type": "image/jpeg", "pages": 1}


def cause_of(monkeypatch, program: str, content: bytes = PLAIN_PDF) -> Cause:
    """Return why `content` is refused when `program` is what inspects it."""
    monkeypatch.setattr(sandbox, "COMMAND", [*sandbox.COMMAND[:-2], "-c", program])
    with pytest.raises(FileRefused) as refusal:
        inspect_file(content)
    return refusal.value.cause


@pytest.mark.parametrize(
    ("program", "cause", "logged"),
    [
        ("import os; os.abort()", Cause.TOO_COMPLEX, "An upload ended its inspector by signal 6."),
        ("import sys; sys.exit(3)", Cause.UNCHECKED, "The inspector of uploads ended with code 3."),
        ("print('nonsense')", Cause.UNCHECKED, NO_ANSWER),
        ("print('[]')", Cause.UNCHECKED, NO_ANSWER),
        ("pass", Cause.UNCHECKED, NO_ANSWER),
        ('print(\'{"cause": "no such cause"}\')', Cause.UNCHECKED, NO_ANSWER),
    ],
)
def test_a_reader_that_dies_or_raves_refuses_the_file_and_is_logged(monkeypatch, caplog, program, cause, logged):
    assert cause_of(monkeypatch, program) == cause
    assert caplog.messages == [logged]


def test_a_reader_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.5)
    started = time.monotonic()
    assert cause_of(monkeypatch, "import time; time.sleep(60)") == Cause.TOO_COMPLEX
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    ("work", "cause"),
    [
        ("b'x' * (2 << 30)", Cause.UNCHECKED),  # a MemoryError, and no answer
        ("[open('/dev/null') for _time in range(100)]", Cause.UNCHECKED),
        ("sys.stdout.buffer.write(b'x' * (limits.OUTPUT_BYTES + 1))", Cause.UNCHECKED),
    ],
)
def test_the_kernel_stops_a_reader_that_takes_too_much(monkeypatch, work, cause):
    confined = "import sys; from coalition.uploads.inspector import limits; limits.confine()"
    program = f"{confined}; {work}; print('{json.dumps(PDF_ANSWER)}')"
    assert cause_of(monkeypatch, program) == cause


def test_the_kernel_stops_a_reader_that_never_ends(monkeypatch):
    program = (
        "from coalition.uploads.inspector import limits\nlimits.CPU_SECONDS = 1\nlimits.confine()\nwhile True: pass"
    )
    assert cause_of(monkeypatch, program) == Cause.TOO_COMPLEX


@pytest.mark.parametrize(
    ("answer", "content"),
    [
        ({"media_type": "text/html", "pages": 1}, b"<html>"),
        (JPEG_ANSWER, b""),
        (JPEG_ANSWER, b"<html>"),
        (PDF_ANSWER, b"%PDF-another"),
        ({"media_type": "image/png", "pages": 1}, b"\xff\xd8\xff"),
        (JPEG_ANSWER, b"\xff\xd8\xff" + b"x" * limits.FILE_BYTES),
    ],
)
def test_a_reader_that_was_taken_over_puts_nothing_else_into_evidence(monkeypatch, answer, content):
    head = json.dumps(answer).encode() + b"\n" + content[:100]
    program = f"import sys; sys.stdout.buffer.write({head!r} + b'x' * {max(len(content) - 100, 0)})"
    assert cause_of(monkeypatch, program) == Cause.UNCHECKED


def test_only_so_many_files_are_read_at_once(monkeypatch):
    slots = threading.BoundedSemaphore(1)
    monkeypatch.setattr(sandbox, "_slots", slots)
    monkeypatch.setattr(limits, "WAIT_SECONDS", 0.05)
    with slots, pytest.raises(FileRefused) as refusal:
        inspect_file(PLAIN_PDF)
    assert refusal.value.cause == Cause.BUSY
    assert inspect_file(PLAIN_PDF).pages == 1


def test_a_refusal_gives_its_place_back(monkeypatch):
    monkeypatch.setattr(sandbox, "_slots", threading.BoundedSemaphore(1))
    monkeypatch.setattr(limits, "WAIT_SECONDS", 0.05)
    for _time in range(2):
        with pytest.raises(FileRefused):
            inspect_file(image("PNG")[:60])
    assert inspect_file(PLAIN_PDF).pages == 1


@pytest.mark.parametrize(("path", "kept"), [("/en/charter/sign/x/act/", False), ("/cms/documents/", True)])
def test_a_visitors_file_beyond_the_limit_reaches_no_disk(path, kept):
    size = limits.FILE_BYTES + 5 * 1024 * 1024
    request = RequestFactory().post(path, {"file": SimpleUploadedFile("a.bin", b"x" * size)})
    arrived = request.FILES["file"].size
    request.close()
    assert (arrived == size) is kept
    assert arrived > limits.FILE_BYTES
    assert kept or arrived <= limits.FILE_BYTES + 128 * 1024
