"""Signed notes, checkpoints and cosignatures, as C2SP specifies them (signed-note, tlog-checkpoint, tlog-cosignature).

A key is written `name+hash+base64`, a signature is a line `— name base64`: four bytes of the key's hash, then what
its kind asks for. Two kinds are known here, both Ed25519: of a log, over the text; of a witness, over time and text.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LOG, WITNESS = 0x01, 0x04  # kinds of key
MARK = "\u2014 "  # an em dash and a space begin each line of a signature
KEY_SIZE, SIGNATURE_SIZE, HASH_SIZE = 32, 64, 32  # bytes
LATEST = 253_402_300_799  # seconds since 1970: the last of the year 9999
NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
MAX_LINES = 64  # signatures of one note that are looked at


class BadNote(ValueError):
    """It is no such note, or nobody whom we know signed it; the message says why."""


@dataclass(frozen=True)
class Verifier:
    """A public key with its name and kind, as one line."""

    name: str
    kind: int
    public: bytes

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read `name+hash+base64`. Raises BadNote."""
        name, _plus, rest = line.strip().partition("+")
        stated, _plus, encoded = rest.partition("+")
        key = decode(encoded)
        if not is_name(name) or len(key) != 1 + KEY_SIZE or key[0] not in {LOG, WITNESS}:
            raise BadNote("it is no public key of a log or a witness")
        verifier = cls(name, key[0], key[1:])
        if stated != verifier.id.hex():
            raise BadNote("the key does not belong to its name")
        return verifier

    @property
    def id(self) -> bytes:
        """Return the four bytes by which a signature says whose it is."""
        return hashlib.sha256(f"{self.name}\n".encode() + bytes([self.kind]) + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{encode(bytes([self.kind]) + self.public)}"

    def check(self, text: str, signature: bytes) -> int:
        """Return when `signature` was made, in seconds since 1970, or 0 where it does not say. Raises BadNote."""
        stamp = signature[:-SIGNATURE_SIZE]
        if len(stamp) != (0 if self.kind == LOG else 8):
            raise BadNote("the signature has another length")
        moment = int.from_bytes(stamp)
        if moment > LATEST:
            raise BadNote("the signature is of a year that is not ours")
        signed = text.encode() if self.kind == LOG else cosigned(text, moment)
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature[-SIGNATURE_SIZE:], signed)
        except (InvalidSignature, ValueError) as error:
            raise BadNote(f"the signature of {self.name} does not hold") from error
        return moment


@dataclass(frozen=True)
class Signer:
    """A private key with its name and kind."""

    name: str
    kind: int
    key: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, self.kind, self.key.public_key().public_bytes_raw())

    def sign(self, text: str, *, moment: int = 0) -> str:
        """Return the line that signs `text`; a witness says at which `moment`, in seconds since 1970."""
        if self.kind == LOG:
            signature = self.key.sign(text.encode())
        else:
            signature = moment.to_bytes(8) + self.key.sign(cosigned(text, moment))
        return f"{MARK}{self.name} {encode(self.verifier.id + signature)}\n"


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
        if not is_number(lines[1]):
            raise BadNote("the second line is no number of leaves")
        root = decode(lines[2])
        if len(root) != HASH_SIZE:
            raise BadNote("the third line is no hash")
        return cls(lines[0], int(lines[1]), root)


def cosigned(text: str, moment: int) -> bytes:
    """Return what a witness signs of the checkpoint `text` at `moment`, in seconds since 1970."""
    return f"cosignature/v1\ntime {moment}\n{text}".encode()


def split(note: str) -> tuple[str, list[str]]:
    """Return the text of a signed note and the lines of its signatures. Raises BadNote."""
    text, blank, below = note.rpartition("\n\n")
    lines = below.splitlines(keepends=True)
    if not blank or not lines or len(lines) > MAX_LINES:
        raise BadNote("it is no signed note")
    if not all(line.startswith(MARK) and line.endswith("\n") for line in lines):
        raise BadNote("a line of a signature does not read")
    return text + "\n", lines


def signed_by(text: str, lines: list[str], verifier: Verifier) -> int | None:
    """Return when `verifier` signed `text` by one of `lines` (0 where it does not say), or None where none is its.

    Raises BadNote where a line says that it is of this key, and does not hold.
    """
    for line in lines:
        if not line.startswith(MARK) or not line.endswith("\n"):
            continue
        name, _space, encoded = line.removeprefix(MARK).rstrip("\n").partition(" ")
        signature = decode(encoded)
        if name == verifier.name and signature[:4] == verifier.id:
            return verifier.check(text, signature[4:])
    return None


def is_of(line: str, verifier: Verifier) -> bool:
    """Say whether `line` claims to be a signature of `verifier`; whether it holds is another question."""
    name, _space, encoded = line.removeprefix(MARK).rstrip("\n").partition(" ")
    try:
        return name == verifier.name and decode(encoded)[:4] == verifier.id
    except BadNote:
        return False


def opened(note: str, verifier: Verifier) -> Checkpoint:
    """Return the checkpoint that `note` holds, signed by the log `verifier`. Raises BadNote."""
    text, lines = split(note)
    if signed_by(text, lines, verifier) is None:
        raise BadNote("the log did not sign it")
    checkpoint = Checkpoint.parse(text)
    if checkpoint.origin != verifier.name:
        raise BadNote("it is of another log")
    return checkpoint


def is_number(text: str) -> bool:
    """Say whether `text` is a whole number as notes write one: digits, without a zero before them."""
    return NUMBER.fullmatch(text) is not None


def is_name(name: str) -> bool:
    """Say whether a key may have this name."""
    return bool(name) and "+" not in name and not any(letter.isspace() for letter in name)


def encode(value: bytes) -> str:
    """Return `value` in base64 with its padding (RFC 4648, section 4)."""
    return base64.b64encode(value).decode()


def decode(value: str) -> bytes:
    """Return what the base64 `value` holds. Raises BadNote."""
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNote("it is no base64") from error
