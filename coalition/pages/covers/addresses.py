"""Where the weave of a row is asked for."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

DRAWING = 1  # counts up when weave.py draws otherwise: browsers keep what an address showed for ever


@dataclass(frozen=True)
class Cover:
    """What `components/cover.html` shows of a row: its photograph, with words and credit, else its weave."""

    weave: str
    photo: Any = None
    alt: str = ""
    credit: str = ""


def woven(kind: str, identifier: object) -> Cover:
    """Return the cover of the row `identifier` of a `kind`, such as "event". The address does not tell which row."""
    return Cover(reverse("weave", kwargs={"kind": kind, "seed": seed_of(kind, identifier)}))


def seed_of(kind: str, identifier: object) -> str:
    """Return what the weave of a row is drawn from: a digest, so that it is as long for every row."""
    return hashlib.sha256(f"{DRAWING}:{kind}:{identifier}".encode()).hexdigest()[:12]
