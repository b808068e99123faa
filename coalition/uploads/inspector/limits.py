"""Every limit of an upload in one place, and the kernel's own for the process that reads it."""

import resource
from dataclasses import dataclass

MEBIBYTE = 1024 * 1024

FILE_BYTES = 10 * MEBIBYTE
PAGES = 100
PIXELS = 64_000_000  # of an image that is sent: a phone takes 12 to 50 million
PDF_IMAGE_PIXELS = 200_000_000  # of an image inside a PDF: A4 at 1,200 dots an inch is 139 million
PDF_OBJECTS = 300_000
PDF_REVISIONS = 30  # before the last one: a form is saved and signed a few times
PDF_NESTING = 100
PDF_TREE_DEPTH = 50
STREAM_BYTES = 64 * MEBIBYTE  # one decoded stream
DECODED_BYTES = 256 * MEBIBYTE  # all decoded streams together

OFFICE_PARTS = 5_000  # in one office document

CPU_SECONDS = 10
WALL_SECONDS = 20
WAIT_SECONDS = 5  # for a free place, before a person is asked to come back
MEMORY_BYTES = 1024 * MEBIBYTE
OUTPUT_BYTES = 16 * MEBIBYTE


@dataclass(frozen=True)
class Allowance:
    """What one kind of door lets through, and how many times the usual seconds its reader has."""

    file_bytes: int
    pages: int
    office: bool  # DOCX, XLSX and PPTX too
    patience: int


EVIDENCE = Allowance(FILE_BYTES, PAGES, office=False, patience=1)
LIBRARY = Allowance(60 * MEBIBYTE, 1000, office=True, patience=3)  # what editors publish
ALLOWANCES = {"evidence": EVIDENCE, "library": LIBRARY}


def confine(patience: int = 1) -> None:
    """Limit this process before it reads a byte: memory, processor time, files, no core dump."""
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS * patience),
        (resource.RLIMIT_FSIZE, OUTPUT_BYTES),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
