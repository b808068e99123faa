"""What the page of a resource shows beside its words: modules above the models say it, which know the library."""

from collections.abc import Callable
from typing import Any

Says = Callable[[Any], dict[str, Any]]
_says: dict[str, Says] = {}


def register(*, shown: Says, linked: Says) -> None:
    """Let `shown(page)` give what the template of a resource needs, and `linked(page)` what machines are told."""
    _says.update(shown=shown, linked=linked)


def shown(page: Any) -> dict[str, Any]:
    """Return what the template of `page` needs, in the active language."""
    return _says["shown"](page)


def linked(page: Any) -> dict[str, Any]:
    """Return what machines are told of `page` besides."""
    return _says["linked"](page)
