"""What the page of a resource shows beside its words: modules above the models say it, which know the library."""

from collections.abc import Callable
from typing import Any

Says = Callable[[Any], dict[str, Any]]
_says: dict[str, Callable[[Any], Any]] = {}


def register(*, shown: Says, linked: Says, files: Callable[[Any], list[dict[str, Any]]]) -> None:
    """Let `shown(page)` give what the template of a resource needs, and `linked(page)` what machines are told.

    `files(page)` tells its editor which files it has, and what is wrong with each.
    """
    _says.update(shown=shown, linked=linked, files=files)


def shown(page: Any) -> dict[str, Any]:
    """Return what the template of `page` needs, in the active language."""
    found: dict[str, Any] = _says["shown"](page)
    return found


def linked(page: Any) -> dict[str, Any]:
    """Return what machines are told of `page` besides."""
    found: dict[str, Any] = _says["linked"](page)
    return found


def files(page: Any) -> list[dict[str, Any]]:
    """Return the files of `page`: each `document`, and what its editor must know of it (`told`), if anything."""
    found: list[dict[str, Any]] = _says["files"](page)
    return found
