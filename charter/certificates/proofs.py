"""What the proof inside a certificate shows by the keys inside it.

Those say whose they claim to be: whoever wrote the file wrote them. Who kept a key elsewhere takes proof and key to
the program that the site publishes (`charter.ledger.verifier`).
"""

import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from charter.ledger import keys, notes
from charter.ledger.notes import BadNote, Checkpoint

from .certificate_content import Enclosed


class NoProof(BadNote):
    """There is no proof in the file."""


@dataclass(frozen=True)
class Checked:
    """What the proof of a certificate shows: under which checkpoint, and the words of its leaf."""

    checkpoint: Checkpoint
    opened: dict[str, Any]


def check(pdf: bytes) -> Checked:
    """Check the proof inside the certificate `pdf` by the keys of the log inside it.

    Raises NoProof where there is none, BadNote where no log that is known signed it, or it does not lead to the root.
    """
    files = enclosed(pdf)
    if Enclosed.PROOF not in files:
        raise NoProof("there is no proof in the file")
    known = keys.in_policy(files.get(Enclosed.POLICY, b"").decode("utf-8", "replace"))
    proof = files[Enclosed.PROOF].decode("utf-8", "replace")
    words = notes.proven(proof, known)
    return Checked(notes.claimed(proof.partition("\n\n")[2]), _opened(words))


def enclosed(pdf: bytes) -> dict[str, bytes]:
    import pikepdf  # here: few processes ever read a certificate

    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            return {name: file.get_file().read_bytes() for name, file in document.attachments.items()}
    except pikepdf.PdfError as error:
        raise BadNote("it is no PDF that reads") from error


def _opened(words: str) -> dict[str, Any]:
    try:
        value = json.loads(words)
    except ValueError as error:
        raise BadNote("the words of the leaf do not read") from error
    if not isinstance(value, dict):
        raise BadNote("the words of the leaf do not read")
    return value
