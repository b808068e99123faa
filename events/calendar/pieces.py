"""What was written of an event for a feed, kept in each process: of many events few change, and writing one is slow."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

ROOM = 48 * 1024 * 1024  # bytes of what is written; what was used longest ago goes first
OVERHEAD = 250  # bytes that a piece takes beside what is written


class Pieces:
    """Bytes by what they are about, each for as long as they say the same: its `facts` are compared by their hash."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self.taken = 0
        self._kept: OrderedDict[Hashable, tuple[int, bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, about: Hashable, facts: Hashable, write: Callable[[], bytes]) -> bytes:
        """Return what was written `about` something when its `facts` were these, else what `write` writes now."""
        said = hash(facts)
        with self._lock:
            kept = self._kept.get(about)
            if kept is not None and kept[0] == said:
                self._kept.move_to_end(about)
                return kept[1]
        written = write()
        with self._lock:
            self._drop(self._kept.pop(about, None))
            self._kept[about] = (said, written)
            self.taken += len(written) + OVERHEAD
            while self.taken > self.room:
                self._drop(self._kept.popitem(last=False)[1])
        return written

    def _drop(self, piece: tuple[int, bytes] | None) -> None:
        if piece is not None:
            self.taken -= len(piece[1]) + OVERHEAD

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self.taken = 0


pieces = Pieces()
