"""What appears in the library by itself: an upper app says what it has, and where that is read.

An entry is counted, filtered and found like a resource; it has no page here, and leads to its own.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.dispatch import Signal

from coalition.pages.covers.addresses import Cover, woven

from .models import Resource


@dataclass(frozen=True)
class Entry:
    """One thing that another app keeps, in the words of one language. `key` names it for ever, in every language.

    `url` is a path of this site, or an address elsewhere. `added` is when it was made public.
    """

    key: str
    kind: Resource.Kind
    title: str
    url: str
    year: int
    added: datetime
    summary: str = ""
    languages: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    country: str = ""
    member_code: str = ""

    @property
    def eyebrow(self) -> str:
        return f"{self.kind.label} · {self.year}"

    @property
    def cover(self) -> Cover:
        return woven("resource", self.key)


# Receivers return their entries in `language`, the active one: evidence (charter), recordings (webinars).
collected = Signal()


def offered(language: str) -> list[Entry]:
    """Return what other apps have in `language`, which is the active one."""
    found: Any = collected.send(sender=Entry, language=language)
    return [entry for _receiver, entries in found for entry in entries]
