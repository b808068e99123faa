"""The electronic signature of this site on a PDF, and which files are recognised: apps below ask, the upper one gives.

The app that holds the signing key calls `use` in `AppConfig.ready()`; apps that issue files append to `recognisers`.
"""

import re
from collections.abc import Callable

from django.urls import reverse

Sealer = Callable[..., bytes]
SHA256 = re.compile(r"[0-9A-Fa-f]{64}")  # of a file, as its address and a person write it


class NoSeal(Exception):
    """The key cannot sign now. Nothing is issued without a signature."""


_sealers: list[tuple[Sealer, str]] = []
# Each returns the address at which the file with this SHA-256 (hexadecimal) is shown to be genuine, or "".
recognisers: list[Callable[[str], str]] = []


def use(sealer: Sealer, *, file_page: str) -> None:
    """Sign by `sealer(pdf, language=, reason=)`; `file_page` names the address where anybody checks a file."""
    _sealers[:] = [(sealer, file_page)]


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
