"""The demonstration's content files, and their words as blocks of a page's body."""

import re
import tomllib
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)


def read(name: str) -> dict[str, Any]:
    """Return what `content/<name>.toml` holds. Raises FileNotFoundError."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def blocks(html: str) -> list[tuple[str, Any]]:
    """Return `html` as blocks of `BodyBlock`: each heading by itself, what stands between as text."""
    found: list[tuple[str, Any]] = []
    position = 0
    for match in HEADING.finditer(html):
        found += _paragraph(html[position : match.start()])
        found.append(("heading", {"text": match[2].strip(), "level": match[1]}))
        position = match.end()
    return found + _paragraph(html[position:])


def _paragraph(html: str) -> list[tuple[str, Any]]:
    return [("paragraph", html.strip())] if html.strip() else []
