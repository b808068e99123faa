"""Codes of tickets: read from what was typed or scanned, and digests of them for a device."""

import hashlib
import re

from events.models import ID_LETTERS

LENGTH = 20
_CODE = re.compile(rf"(?<![0-9a-z])[{ID_LETTERS}]{{{LENGTH}}}(?![0-9a-z])")
_BETWEEN = re.compile(r"[\s\u200e\u200f-]+")


def code_in(text: str) -> str:
    """Return the code of a ticket in `text`, in capitals or not, in groups or in an address; "" without one."""
    text = text.lower()
    found = _CODE.findall(text) or _CODE.findall(_BETWEEN.sub("", text))
    return found[-1] if found else ""


def digest(list_id: str, code: str) -> str:
    """Return what a list holds in place of `code`: 32 hexadecimal digits, different in each list.

    A code has 99 bits of chance (20 of 31 letters), so that nobody finds it again from its digest.
    """
    return hashlib.sha256(f"{list_id}:{code}".encode()).hexdigest()[:32]
