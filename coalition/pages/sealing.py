"""The electronic signature of this site on a PDF, and which files are recognised: apps below ask, the upper one gives.

The app that holds the signing key calls `use` in `AppConfig.ready()`; apps that issue files append to `recognisers`.
"""

import re
from collections.abc import Callable
from typing import Protocol

from django.urls import reverse

Sealer = Callable[..., bytes]
SHA256 = re.compile(r"[0-9A-Fa-f]{64}")  # of a file, as its address and a person write it


class NoSeal(Exception):
    """The key cannot sign now. Nothing is issued without a signature."""


class Signer(Protocol):
    """Signs bytes as JSON Web Signatures do (RFC 7515)."""

    def jwk(self) -> dict[str, str]:
        """Return the public key (RFC 7517), with its `alg`. Raises NoSeal."""

    def sign(self, signed: bytes) -> bytes:
        """Return the signature of `signed` as RFC 7518 has it for that `alg`. Raises NoSeal."""


_sealers: list[tuple[Sealer, str]] = []
_signers: list[Signer] = []
# Each returns the address at which the file with this SHA-256 (hexadecimal) is shown to be genuine, or "".
recognisers: list[Callable[[str], str]] = []


def use(sealer: Sealer, *, file_page: str, signer: Signer) -> None:
    """Sign by `sealer(pdf, language=, reason=)` and `signer`; `file_page` names where anybody checks a file."""
    _sealers[:] = [(sealer, file_page)]
    _signers[:] = [signer]


def signer() -> Signer:
    """Return what signs bytes. Raises NoSeal."""
    if not _signers:
        raise NoSeal("no app signs")
    return _signers[0]


def seal(pdf: bytes, *, language: str, reason: str) -> bytes:
    """Return `pdf` signed and certified: a change of one byte is seen. `reason` goes into it. Raises NoSeal."""
    if not _sealers:
        raise NoSeal("no app signs")
    return _sealers[0][0](pdf, language=language, reason=reason)


def file_page() -> str:
    """Return the address where anybody checks a file, in the active language."""
    return reverse(_sealers[0][1]) if _sealers else ""


def recognised(sha256: str) -> str:
    """Return the address that shows the file with this SHA-256 to be genuine, in the active language; "" for none."""
    return next((address for recognise in recognisers if (address := recognise(sha256))), "")
