"""Where the weave of a row is asked for."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

DRAWING = 1  # counts up when weave.py draws otherwise: browsers keep what an address showed for ever


@dataclass(frozen=True)
class Cover:
    """What `components/cover.html` shows of a row: its photograph, with words and credit, else the weave of `seed`."""

    seed: str
    photo: Any = None
    alt: str = ""
    credit: str = ""

    @property
    def weave(self) -> str:
        """The address of the weave."""
        kind, _colon, seed = self.seed.partition(":")
        return reverse("weave", kwargs={"kind": kind, "seed": seed})


def woven(kind: str, identifier: object) -> Cover:
    """Return the cover of the row `identifier` of a `kind`, such as "event". Its seed does not tell which row."""
    return Cover(f"{kind}:{hashlib.sha256(f'{DRAWING}:{kind}:{identifier}'.encode()).hexdigest()[:12]}")
