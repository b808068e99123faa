"""Signed notes, checkpoints and proofs of inclusion, as C2SP specifies them (signed-note, tlog-checkpoint, tlog-proof).

A key is written `name+hash+base64`, a signature is a line `— name base64`: four bytes of the key's hash, then Ed25519
over the text. Lines of others below a note are let be.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KIND = b"\x01"  # of a key: Ed25519, of a log
MARK = "\u2014 "  # an em dash and a space begin each line of a signature
KEY_SIZE, HASH_SIZE = 32, 32  # bytes
NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
MAX_LINES = 64  # signatures of one note that are looked at
PROOF = "c2sp.org/tlog-proof@v1"  # the first line of one


class BadNote(ValueError):
    """It is no such note, or nobody whom we know signed it; the message says why."""


@dataclass(frozen=True)
class Verifier:
    """The public key of a log with its name, as one line."""

    name: str
    public: bytes

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read `name+hash+base64`. Raises BadNote."""
        name, _plus, rest = line.strip().partition("+")
        stated, _plus, encoded = rest.partition("+")
        key = decode(encoded)
        if not is_name(name) or len(key) != 1 + KEY_SIZE or key[:1] != KIND:
            raise BadNote("it is no public key of a log")
        verifier = cls(name, key[1:])
        if stated != verifier.id.hex():
            raise BadNote("the key does not belong to its name")
        return verifier

    @property
    def id(self) -> bytes:
        return hashlib.sha256(f"{self.name}\n".encode() + KIND + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{encode(KIND + self.public)}"

    def claims(self, line: str) -> bytes | None:
        """Return the signature in `line` if it says that it is of this key; whether it holds is another question."""
        name, _space, encoded = line.removeprefix(MARK).rstrip("\n").partition(" ")
        if name != self.name or not line.startswith(MARK):
            return None
        signature = decode(encoded)
        return signature[4:] if signature[:4] == self.id else None

    def has_signed(self, text: str, lines: Sequence[str]) -> bool:
        """Say whether this key signed `text` by one of `lines`. Raises BadNote where its own line does not hold."""
        for line in lines:
            signature = self.claims(line)
            if signature is not None:
                try:
                    Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
                except (InvalidSignature, ValueError) as error:
                    raise BadNote(f"the signature of {self.name} does not hold") from error
                return True
        return False


@dataclass(frozen=True)
class Signer:
    """The private key of a log with its name."""

    name: str
    key: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, self.key.public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        return f"{MARK}{self.name} {encode(self.verifier.id + self.key.sign(text.encode()))}\n"


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself: its origin, how many leaves it has, and their root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """Return the text that is signed: three lines."""
        return f"{self.origin}\n{self.size}\n{encode(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text of a checkpoint; lines after the third are let be. Raises BadNote."""
        lines = text.split("\n")
        if len(lines) < 4 or lines[-1] or not all(lines[:-1]):
            raise BadNote("a checkpoint has three lines at least")
        if not NUMBER.fullmatch(lines[1]):
            raise BadNote("the second line is no number of leaves")
        root = decode(lines[2])
        if len(root) != HASH_SIZE:
            raise BadNote("the third line is no hash")
        return cls(lines[0], int(lines[1]), root)


def split(note: str) -> tuple[str, list[str]]:
    """Return the text of a signed note and the lines of its signatures. Raises BadNote."""
    text, blank, below = note.rpartition("\n\n")
    lines = below.splitlines(keepends=True)
    if not blank or not lines or len(lines) > MAX_LINES:
        raise BadNote("it is no signed note")
    if not all(line.startswith(MARK) and line.endswith("\n") for line in lines):
        raise BadNote("a line of a signature does not read")
    return text + "\n", lines


def claimed(note: str) -> Checkpoint:
    """Return the checkpoint that `note` holds, whoever signed it. Raises BadNote."""
    return Checkpoint.parse(split(note)[0])


def opened(note: str, known: Sequence[Verifier]) -> Checkpoint:
    """Return the checkpoint that `note` holds, signed by one of the logs `known`. Raises BadNote."""
    text, lines = split(note)
    log = next((one for one in known if one.has_signed(text, lines)), None)
    if log is None:
        raise BadNote("no log that is known signed it")
    checkpoint = Checkpoint.parse(text)
    if checkpoint.origin != log.name:
        raise BadNote("it is of another log")
    return checkpoint


def proof_text(*, index: int, path: Iterable[bytes], checkpoint: str, extra: bytes) -> str:
    """Return the proof that the leaf at `index`, which `extra` opens, is below the signed `checkpoint`.

    `path` are the hashes from the leaf to the root.
    """
    lines = [PROOF, f"extra {encode(extra)}", f"index {index}", *map(encode, path)]
    return "\n".join([*lines, "", checkpoint])


def is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(letter.isspace() for letter in name)


def encode(value: bytes) -> str:
    """Return `value` in base64 with its padding (RFC 4648, section 4)."""
    return base64.b64encode(value).decode()


def decode(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNote("it is no base64") from error
