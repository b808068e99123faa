"""Which local government gave a resource: the library knows it by its code, an upper app by its name.

That app calls `offer` in its `AppConfig.ready()`. Without one a resource has no giver, and nobody's name is shown.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Giver:
    """A local government as the library shows it. `code` is its own today; of one `at_risk` no person is named."""

    code: str
    name: str
    url: str
    at_risk: bool = False


Find = Callable[[Iterable[str]], dict[str, Giver]]
_finders: dict[str, Find] = {}
tables: set[str] = set()


def offer(find: Find, *, told_by: Iterable[str]) -> None:
    """Let `find(codes)` say who stands behind each of `codes`, in the active language; unknown codes are left out.

    The tables `told_by` are those whose change may change what it says.
    """
    _finders["givers"] = find
    tables.update(told_by)


def givers(codes: Iterable[str]) -> dict[str, Giver]:
    """Return who stands behind each of `codes`, by code; one that gives nothing in public is left out."""
    asked = {code for code in codes if code}
    find = _finders.get("givers")
    return find(asked) if find is not None and asked else {}
