"""Hostile files: none runs, none takes the web process down, and each gets its clear sentence."""

import resource

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from charter.inspector import limits
from charter.inspector.verdict import Cause
from charter.uploads import ActFileField, ActRefused, inspect_act
from charter.uploads.names import display_name
from charter.uploads.refusals import SENTENCES

from . import hostile
from .acts import PLAIN_PDF, image

MARKERS = (b"<?php", b"<script", b"<html", b"%PDF", b"PK\x03\x04", b"JavaScript", hostile.EICAR)
# Causes that no file has: they are of the process that inspects it, see test_uploads_sandbox.py.
NOT_OF_A_FILE = {Cause.BUSY, Cause.UNCHECKED}


@pytest.mark.parametrize("name", hostile.REFUSED)
def test_a_hostile_file_is_refused_for_its_cause(name):
    content, cause = hostile.REFUSED[name]
    with pytest.raises(ActRefused) as refusal:
        inspect_act(content)
    assert (refusal.value.cause, refusal.value.sentence) == (cause, str(SENTENCES[cause]))


@pytest.mark.parametrize("name", hostile.CLEANED)
def test_a_picture_that_is_also_something_else_comes_out_as_a_picture_alone(name):
    act = inspect_act(hostile.CLEANED[name])
    assert (act.kind, act.pages, act.sha256 == act.sent_sha256) == ("image", 1, False)
    assert [marker for marker in MARKERS if marker in act.content] == []


@pytest.mark.parametrize("name", hostile.HARMLESS)
def test_a_false_claim_that_harms_nobody_is_not_believed(name):
    act = inspect_act(hostile.HARMLESS[name])
    assert (act.media_type, act.pages) == ("application/pdf", 1)


def test_the_collection_is_large_and_covers_every_cause():
    assert len(hostile.REFUSED | hostile.CLEANED) >= 120
    assert {cause for _content, cause in hostile.REFUSED.values()} | NOT_OF_A_FILE == set(Cause)


def test_no_file_made_its_reader_take_more_memory_than_the_limit():
    for name in ("pdf with a page that inflates to 80 MB", "webp of 16,384 pixels square"):
        with pytest.raises(ActRefused):
            inspect_act(hostile.REFUSED[name][0])
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < limits.MEMORY_BYTES


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_every_cause_has_a_sentence_of_its_own(language):
    with translation.override(language):
        sentences = [str(SENTENCES[cause]) for cause in Cause]
    assert len(set(sentences)) == len(Cause)
    assert all(sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize(
    ("name", "claimed", "content", "code"),
    [
        ("act.pdf.exe", "application/pdf", b"MZ\x90\x00", "program"),
        ("act.pdf", "application/pdf", hostile.SVG, "web_page"),
        ("act.png", "image/png", hostile.DOCX, "office"),
        ("act.docx", "application/msword", PLAIN_PDF, None),
        ("act.php", "text/x-php", image("JPEG"), None),
    ],
)
def test_neither_name_nor_claimed_type_decides(name, claimed, content, code):
    form_field = ActFileField()
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
        ("...", "act.pdf"),
        ("", "act.pdf"),
        (".pdf", "act.pdf"),
        ("photo.webp", "photo.pdf"),
    ],
)
def test_a_name_is_shown_without_tricks(sent, shown):
    assert display_name(sent, "pdf") == shown
