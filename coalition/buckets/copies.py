"""Copies of objects on this host's disk, for whoever needs a path: bounded, never the only ones, and not believed long.

Each is named by a digest of the object's name. Its time of change is the object's own, so that all hosts tell browsers
the same; its time of access is when the bucket last said that it is as it was.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import IO

from .client import Away, Facts

BELIEVED = 60  # seconds until the bucket is asked again: what was deleted or replaced at another host
KEPT = 24 * 3600  # seconds that a copy nobody asks for stays
UNFINISHED = 3600  # seconds after which a copy that was begun is nobody's
SWEPT_EACH = 300  # seconds


class Copies:
    """The copies in one folder, of at most `most` bytes, what was asked for in the last minute aside."""

    def __init__(self, folder: Path, most: int) -> None:
        self.folder, self.most, self._swept = folder, most, 0.0

    def place(self, name: str) -> Path:
        """Return where the copy of `name` stands if there is one."""
        ending = PurePosixPath(name).suffix
        ending = ending if ending[1:].isascii() and ending[1:].isalnum() else ""
        return self.folder / f"{hashlib.sha256(name.encode()).hexdigest()}{ending}"

    def fresh(self, name: str, *, ask: Callable[[], Facts], fetch: Callable[[IO[bytes]], Facts]) -> Path:
        """Return the path of a copy that is as the object is; there is no file where there is no object. Raises Away.

        While the bucket is away a copy that was right before is good enough.
        """
        place = self.place(name)
        try:
            kept = place.stat()
            if time.time() - kept.st_atime < BELIEVED:
                return place
            facts = ask()
            if (kept.st_size, int(kept.st_mtime)) == (facts.size, int(facts.modified.timestamp())):
                os.utime(place, (time.time(), kept.st_mtime))
                return place
        except FileNotFoundError:
            pass
        except Away:
            return place
        return self._fetched(place, fetch)

    def _fetched(self, place: Path, fetch: Callable[[IO[bytes]], Facts]) -> Path:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._sweep()
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as unfinished:
                facts = fetch(unfinished)
            os.utime(name, (time.time(), int(facts.modified.timestamp())))
            Path(name).replace(place)
        except FileNotFoundError:
            place.unlink(missing_ok=True)
        except OSError as error:  # no room for it, or no answer
            raise Away(f"a copy could not be made: {error}") from error
        finally:
            Path(name).unlink(missing_ok=True)
        return place

    def forget(self, name: str) -> None:
        """Delete the copy of `name` on this host; others notice within a minute of being asked, or in a day."""
        self.place(name).unlink(missing_ok=True)

    def _sweep(self) -> None:
        """Delete what is old, then what was asked for longest ago until all of it is within bounds."""
        now = time.time()
        if now - self._swept < SWEPT_EACH and self._swept:
            return
        self._swept = now
        found = []
        for file in self.folder.iterdir():
            with suppress(FileNotFoundError):  # another process sweeps too
                facts = file.stat()
                kept = UNFINISHED if file.suffix == ".part" else KEPT
                if now - facts.st_atime > kept:
                    file.unlink()
                elif now - facts.st_atime > BELIEVED:
                    found.append((facts.st_atime, facts.st_size, file))
        size = sum(facts[1] for facts in found)
        for _asked, bytes_of_it, file in sorted(found):
            if size <= self.most:
                break
            file.unlink(missing_ok=True)
            size -= bytes_of_it
