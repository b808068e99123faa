"""A certificate is checked without the site: by the proof inside it, and by keys that somebody has.

The keys inside the file say whose they claim to be; whoever wrote the file wrote them. A policy that was kept elsewhere
decides.
"""

import hashlib
import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from charter.certificates.facts import Enclosed
from charter.transparency import policies, proofs
from charter.transparency.notes import BadNote, Checkpoint
from charter.transparency.policies import Policy

SALT_SIZE = 32  # bytes before the words that open the leaf


class NoProof(BadNote):
    """There is no proof in the file."""


@dataclass(frozen=True)
class Checked:
    """What the proof of a certificate shows: under which checkpoint, the words of its leaf, and who cosigned."""

    checkpoint: Checkpoint
    opened: dict[str, Any]
    witnesses: tuple[str, ...]
    enough: bool
    files: dict[str, str]  # SHA-256 of each file inside, by its name


def check(pdf: bytes, policy: Policy | None = None) -> Checked:
    """Check the proof inside the certificate `pdf` by `policy`, or by the one inside it.

    Raises NoProof where there is none, BadNote where no log that is known signed it, BadProof where it does not lead
    to the root, BadPolicy where the policy inside does not read. Too few witnesses are told, and refuse nothing.
    """
    files = enclosed(pdf)
    if Enclosed.PROOF not in files:
        raise NoProof("there is no proof in the file")
    if policy is None:
        policy = policies.parse(files.get(Enclosed.POLICY, b"").decode("utf-8", "replace"))
    proof = proofs.parse(files[Enclosed.PROOF].decode("utf-8", "replace"))
    leaf = hashlib.sha256(proof.extra).digest()
    anybody = Policy(policy.logs, policy.witnesses, policy.groups)
    checkpoint, cosigned = proofs.check(proof, leaf, anybody)
    return Checked(
        checkpoint,
        _opened(proof.extra[SALT_SIZE:]),
        tuple(one.name for one in cosigned),
        policy.is_met(cosigned),
        {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    )


def enclosed(pdf: bytes) -> dict[str, bytes]:
    """Return the files inside `pdf`, by their names. Raises BadNote for what is no PDF."""
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
