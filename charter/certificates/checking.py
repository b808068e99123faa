"""A certificate is checked without the site: by the proof inside it, and by keys that somebody has.

The keys inside the file say whose they claim to be; whoever wrote the file wrote them. Keys that were kept elsewhere
decide.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from charter.certificates.facts import Enclosed
from charter.transparency import keys
from charter.transparency.notes import BadNote, Checkpoint, Proof, Verifier

SALT_SIZE = 32  # bytes before the words that open the leaf


class NoProof(BadNote):
    """There is no proof in the file."""


@dataclass(frozen=True)
class Checked:
    """What the proof of a certificate shows: under which checkpoint, and the words of its leaf."""

    checkpoint: Checkpoint
    opened: dict[str, Any]
    files: dict[str, str]  # SHA-256 of each file inside, by its name


def check(pdf: bytes, known: Sequence[Verifier] | None = None) -> Checked:
    """Check the proof inside the certificate `pdf` by the `known` keys of the log, or by those inside it.

    Raises NoProof where there is none, BadNote where no log that is known signed it, and BadProof where it does not
    lead to the root.
    """
    files = enclosed(pdf)
    if Enclosed.PROOF not in files:
        raise NoProof("there is no proof in the file")
    if known is None:
        known = keys.in_policy(files.get(Enclosed.POLICY, b"").decode("utf-8", "replace"))
    proof = Proof.parse(files[Enclosed.PROOF].decode("utf-8", "replace"))
    return Checked(
        proof.check(hashlib.sha256(proof.extra).digest(), known),
        _opened(proof.extra[SALT_SIZE:]),
        {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    )


def enclosed(pdf: bytes) -> dict[str, bytes]:
    import pikepdf  # here: few processes ever read a certificate

    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            return {name: file.get_file().read_bytes() for name, file in document.attachments.items()}
    except pikepdf.PdfError as error:
        raise BadNote("it is no PDF that reads") from error


def _opened(words: bytes) -> dict[str, Any]:
    try:
        value = json.loads(words)
    except ValueError as error:
        raise BadNote("the words of the leaf do not read") from error
    if not isinstance(value, dict):
        raise BadNote("the words of the leaf do not read")
    return value
