"""What the page of a resource shows beside its words: modules above the models say it, which know the library."""

from collections.abc import Callable
from typing import Any

Says = Callable[[Any], dict[str, Any]]
_says: dict[str, Callable[[Any], Any]] = {}


def register(*, shown: Says, linked: Says, trouble: Callable[[Any], str]) -> None:
    """Let `shown(page)` give what the template of a resource needs, and `linked(page)` what machines are told.

    `trouble(page)` tells its editor what is wrong with its file.
    """
    _says.update(shown=shown, linked=linked, trouble=trouble)


def shown(page: Any) -> dict[str, Any]:
    """Return what the template of `page` needs, in the active language."""
    found: dict[str, Any] = _says["shown"](page)
    return found


def linked(page: Any) -> dict[str, Any]:
    """Return what machines are told of `page` besides."""
    found: dict[str, Any] = _says["linked"](page)
    return found


def trouble(page: Any) -> str:
    """Return what the editor of `page` must know of its file; "" where all is well."""
    return str(_says["trouble"](page))
