"""The stored tree, read by tiles."""

import struct
from collections.abc import Sequence

from charter.transparency import merkle
from charter.transparency.merkle import HEIGHT, WIDTH
from charter.transparency.models import Leaf, LogSize, Node

KEPT = 64  # tiles; a proof over 256 ** 8 leaves needs two of each level


class StoredTiles:
    """The tiles of the first `size` leaves in the database, called with level and number; the last KEPT are at hand."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._read: dict[tuple[int, int], Sequence[bytes]] = {}

    def __call__(self, level: int, number: int) -> Sequence[bytes]:
        """Return the hashes of a tile, as far as it is filled; 32 bytes each."""
        if (level, number) not in self._read:
            if len(self._read) >= KEPT:
                del self._read[next(iter(self._read))]  # the one that was read first
            self._read[level, number] = hashes(level, number, self.width(level, number))
        return self._read[level, number]

    def width(self, level: int, number: int) -> int:
        """Return how many hashes the tile has at this size: 256 for a whole one, 0 for one that is not there."""
        return max(0, min(WIDTH, (self.size >> level * HEIGHT) - number * WIDTH))


def size() -> int:
    """Return how many leaves the log has."""
    return LogSize.objects.values_list("size", flat=True).filter(pk=1).first() or 0


def hashes(level: int, number: int, width: int) -> list[bytes]:
    """Return the first `width` hashes of tile `number` of `level`, which are there."""
    first = number * WIDTH
    places = (first, first + width - 1)
    if level == 0:
        leaves = Leaf.objects.filter(index__range=places).order_by("index")
        return list(map(bytes, leaves.values_list("hash", flat=True)))
    nodes = Node.objects.filter(level=level, number__range=places).order_by("number")
    return list(map(bytes, nodes.values_list("hash", flat=True)))


def bundle(number: int, width: int) -> bytes:
    """Return the first `width` entries of bundle `number`, each after its length in two bytes (C2SP tlog-tiles)."""
    first = number * WIDTH
    rows = Leaf.objects.filter(index__range=(first, first + width - 1)).order_by("index")
    entries = map(bytes, rows.values_list("commitment", flat=True))
    return b"".join(struct.pack(">H", len(entry)) + entry for entry in entries)


def root(stored: StoredTiles, size: int) -> bytes:
    """Return the root of the first `size` leaves, or nothing where some of them are gone."""
    try:
        return merkle.root(stored, size)
    except (LookupError, ValueError):
        return b""
