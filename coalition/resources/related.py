"""What else of the library is near a resource: first what shares most themes, then its type and country."""

from itertools import islice

from . import shelf as shelves
from .library import Row, rows
from .models import ResourcePage
from .shelf import Shelf

MOST = 3


def related(page: ResourcePage) -> list[Row]:
    """Return what is near `page`, the nearest first; one query beside those of the shelf, however large it is."""
    shelf = shelves.shelf(page.locale.language_code)
    if page.pk not in shelf.places:
        return []
    own = shelf.places.index(page.pk)
    found: list[int] = []
    for level in _levels(page, shelf):
        level &= ~(1 << own)
        for number in found:
            level &= ~(1 << number)
        found += islice(shelves.numbers(level), MOST - len(found))
        if len(found) == MOST:
            break
    return rows([shelf.places[number] for number in found])


def _levels(page: ResourcePage, shelf: Shelf) -> list[int]:
    """Return bits, the nearest first: all themes shared, one less and so on, each with the type before without it."""
    resource = page.resource
    kind = shelf.bits["kind"].get(resource.kind, 0)
    country = shelf.bits["country"].get(resource.country, 0)
    shares = [shelf.all]  # by the number of themes that are shared at least
    for theme in resource.themes:
        bits = shelf.bits["theme"].get(theme, 0)
        more = [share & bits for share in shares]
        shares = [shares[0], *(least | next_one for least, next_one in zip([*shares[1:], 0], more, strict=True))]
    themed = [level for share in reversed(shares[1:]) for level in (share & kind & country, share & kind, share)]
    return [*themed, kind & country, country, kind]
