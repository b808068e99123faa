"""What the files of a browser's profile still tell of a site."""

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

OWN_ROWS = ("History", "Cache", "Cookies", "Network", "Web Data", "Sessions", "Session Storage")


def stays(profile: Path, *, site: str, typed: Iterable[str], scratch: Path) -> dict[str, bool]:
    """Return what a closed `profile` still tells, by the key of coalition.views.

    `site` is host and port; `typed` are words that were typed into a form; `scratch` is an empty folder for copies.
    """
    home = profile / "Default"
    history = rows(home / "History", "SELECT url FROM urls", scratch)
    return {
        "history": any(site in url for (url,) in history),
        "tabs": tells(home / "Sessions", [site]),
        "notes": any(tells(path, [site]) for path in home.iterdir() if path.name not in OWN_ROWS),
        "typed": tells(profile, typed),
        "cookies": bool(rows(cookie_jar(home), "SELECT name FROM cookies", scratch)),
        "cache": tells(home / "Cache", [site]),
    }


def cookie_jar(home: Path) -> Path:
    """Return where this version of Chromium keeps its cookies."""
    return next(path for path in (home / "Network" / "Cookies", home / "Cookies") if path.exists())


def rows(database: Path, statement: str, scratch: Path) -> list[tuple[Any, ...]]:
    """Return rows of a copy of `database`, an SQLite file with its journal."""
    for path in database.parent.glob(f"{database.name}*"):
        if path.is_file():
            shutil.copy(path, scratch / path.name)
    with closing(sqlite3.connect(scratch / database.name)) as connection:
        return connection.execute(statement).fetchall()


def tells(place: Path, words: Iterable[str]) -> bool:
    """Say whether a file at or below `place` holds one of `words`, in either of the encodings that Chromium writes."""
    needles = [word.encode(encoding) for word in words for encoding in ("utf-8", "utf-16-le")]
    paths = [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
    return any(needle in data for data in (path.read_bytes() for path in paths) for needle in needles)
