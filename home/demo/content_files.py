"""The demonstration's content files."""

from pathlib import Path
from typing import Any

from home import site_tree

CONTENT = Path(__file__).parent / "content"


def read(name: str) -> dict[str, Any]:
    """Return what `content/<name>.toml` holds. Raises FileNotFoundError."""
    return site_tree.read(CONTENT / f"{name}.toml")
