"""The electronic signature of this site on files, and which files are recognised: apps below ask, the upper one gives.

The app that holds the signing key calls `use` in `AppConfig.ready()`; apps that issue files append to `recognisers`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

Sealer = Callable[..., bytes]
Beside = Callable[[bytes], "Signed"]
SHA256 = re.compile(r"[0-9A-Fa-f]{64}")  # of a file, as its address and a person write it


class NoSeal(Exception):
    """The key cannot sign now. Nothing is issued without a signature."""


@dataclass(frozen=True)
class Signed:
    """A signature that stands beside its file (CMS, RFC 5652, DER), and the certificates to check it (PEM)."""

    signature: bytes
    chain: bytes


@dataclass(frozen=True)
class Seals:
    """The ways in which the app that holds the key signs, and the address where anybody checks a file."""

    sealer: Sealer
    beside: Beside
    file_page: str


_seals: list[Seals] = []
# Each returns the address at which the file with this SHA-256 (hexadecimal) is shown to be genuine, or "".
recognisers: list[Callable[[str], str]] = []


def use(seals: Seals) -> None:
    """Sign by `seals` from now on."""
    _seals[:] = [seals]


def signs() -> bool:
    """Say whether an app signs."""
    return bool(_seals)


def _ours() -> Seals:
    if not _seals:
        raise NoSeal("no app signs")
    return _seals[0]


def beside(content: bytes) -> Signed:
    """Return the signature of this site on `content`, to stand beside it. Raises NoSeal."""
    return _ours().beside(content)


def seal(pdf: bytes, *, language: str, reason: str) -> bytes:
    """Return `pdf` signed and certified: a change of one byte is seen. `reason` goes into it. Raises NoSeal."""
    return _ours().sealer(pdf, language=language, reason=reason)


def file_page() -> str:
    """Return the address where anybody checks a file, in the active language."""
    return reverse(_ours().file_page) if signs() else ""


def recognised(sha256: str) -> str:
    """Return the address that shows the file with this SHA-256 to be genuine, in the active language; "" for none."""
    return next((address for recognise in recognisers if (address := recognise(sha256))), "")
