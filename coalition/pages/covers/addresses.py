"""The picture of a row: a photograph that an editor chose, else one of a dozen woven patterns."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static

PATTERNS = 12
FOLDER = Path(settings.BASE_DIR) / "coalition" / "static" / "img" / "covers"


@dataclass(frozen=True)
class Cover:
    """What `components/cover.html` shows of a row: its photograph, with words and credit, else a pattern by number."""

    pattern: int
    photo: Any = None
    alt: str = ""
    credit: str = ""

    @property
    def url(self) -> str:
        return static(f"img/covers/{self.pattern:02}.svg")

    @property
    def svg(self) -> str:
        return (FOLDER / f"{self.pattern:02}.svg").read_text()


def woven(kind: str, identifier: object) -> Cover:
    """Return the cover of the row `identifier` of a `kind`, such as "event": the same pattern for ever."""
    digest = hashlib.sha256(f"{kind}:{identifier}".encode()).digest()
    return Cover(int.from_bytes(digest[:4]) % PATTERNS + 1)
