"""What must not grow with the rows, of the rows that `benchmarks.grown` made: `python -m benchmarks.growth <what>`.

`pages` are asked for in one process, as the site's own processes make them, with no memory of whole pages; `files` are
read whole. `purge COUNT` purges once, makes so many mails that are past their time, and purges as each night. Each
figure is of a processor (`benchmarks.processor`). Prints JSON.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import django

from benchmarks import grown, processor

MAILS = (1_000, 100_000)  # that one night deletes
RUNS = 7
FIRST = 100  # rows of a file, of whatever its first pieces hold
PAGES = {
    "events": "/en/events/",
    "events, next page": "/en/events/?upcoming=2",
    "events, archive": "/en/events/?page=2",
    "events, filtered": "/en/events/?kind=training&country=FR",
    "sitemap": "/sitemap.xml",
    "search, every event": "/en/search/?q=planned",
    "search, one event": "/en/search/?q=planned+77",
    "search, many members": "/en/search/?q=bel",
    "signatories, words": "/en/charter/signatories/?q=bel",
    "progress": "/en/charter/progress/",
}
SECTIONS = {"sitemap of pages": "/sitemap-pages-en.xml", "sitemap of members": "/sitemap-members-en.xml"}
REGISTRATIONS = "wagtailsnippets_events_registration:list"
CMS = {
    "first page": ("wagtailadmin_home", ""),
    "signatures": ("charter_signatures:index", ""),
    "signatures, filtered": ("charter_signatures:index", "?waits=check"),
    "commitments": ("charter_commitments:index", ""),
    "readers": ("newsletter_readers:index", ""),
    "readers, found": ("newsletter_readers:index", "?q=reader77%40"),
    "mail log": ("mail_log:index", ""),
    "mail log, of an address": ("mail_log:index", "?to=person77%40generated.example"),
    "mail log, failed": ("mail_log:index", "?state=failed"),
    "registrations": (REGISTRATIONS, ""),
    "registrations, found": (REGISTRATIONS, "?q=person77%40"),
    "events": ("wagtailsnippets_events_event:list", ""),
    "local governments": ("wagtailsnippets_members_localgovernment:list", ""),
}
FILES = {
    "/data/signatories.csv": b"\n",
    "/data/signatories.geojson": b'"Feature"',
    "/data/charter-commitments.csv": b"\n",
    "/data/members.csv": b"\n",
}
SHEETS = {  # of the CMS; rows of a packed one cannot be counted in its bytes
    "registrations as CSV": ((REGISTRATIONS, "?export=csv"), b"\n"),
    "registrations as XLSX": ((REGISTRATIONS, "?export=xlsx"), b""),
}


def pages() -> dict[str, float]:
    """Return what each page costs, in milliseconds."""
    from django.urls import reverse

    anonymous, editor = _clients()
    found = {name: processor.milliseconds(partial(_ask, anonymous, path), runs=RUNS) for name, path in PAGES.items()}
    for name, (route, query) in CMS.items():
        asked = partial(_ask, editor, reverse(route) + query)
        found[f"CMS: {name}"] = processor.milliseconds(asked, runs=RUNS)
    for name, path in SECTIONS.items():
        addresses = _ask(anonymous, path).count(b"<loc>")
        cost = processor.milliseconds(partial(_ask, anonymous, path), runs=RUNS)
        found[f"{name}, 100 addresses"] = cost / addresses * 100
    return found


def files() -> dict[str, dict[str, float]]:
    """Return of each file what FIRST rows and 1,000 of all cost, and the memory (MB) for the whole."""
    from django.urls import reverse

    from events.registrations.models import Registration

    anonymous, editor = _clients()
    found = {path: _file(anonymous, path, mark) for path, mark in FILES.items()}
    for name, ((route, query), mark) in SHEETS.items():
        found[name] = _file(editor, reverse(route) + query, mark, 0 if mark else Registration.objects.count())
    return found


def _file(client: Any, path: str, mark: bytes, rows: int = 0) -> dict[str, float]:
    def first() -> int:
        answer, seen = client.get(path, secure=True), 0
        for piece in answer.streaming_content:
            seen += piece.count(mark)
            if seen >= FIRST:
                break
        answer.close()
        return seen

    told: dict[str, float] = {"first": 0.0}
    if mark:
        told["first"] = processor.milliseconds(first, runs=3) / first() * FIRST
    began, counted = processor.spent(), [rows]

    def whole() -> None:
        counted[0] += sum(piece.count(mark) for piece in _pieces(client, path) if mark)

    told["memory"] = processor.memory(whole)
    return told | {"thousand": (processor.spent() - began) / 1e6 / max(counted[0], 1) * 1000, "rows": counted[0]}


def _pieces(client: Any, path: str) -> Iterator[bytes]:
    answer = client.get(path, secure=True)
    yield from answer.streaming_content
    answer.close()


def _ask(client: Any, path: str) -> bytes:
    answer = client.get(path, secure=True)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return bytes(answer.content)


def _clients() -> tuple[Any, Any]:
    """Return a visitor, and an administrator who is signed in to the CMS."""
    from django.test import Client

    from coalition.users.models import User

    processor.counted()
    anonymous, editor = (Client(headers={"host": "localhost"}) for _client in range(2))
    editor.force_login(User.objects.filter(is_superuser=True).order_by("pk")[0])
    return anonymous, editor


def purge(count: int) -> dict[str, float]:
    """Purge once what is due; then make `count` old mails, and purge as each night.

    Return how many rows the first one forgot, and its cost in milliseconds; of the second its cost, its seconds, and
    memory in MB.
    """
    from django.db import connection

    from coalition.mail.personal_data import RETENTION
    from coalition.privacy import services

    processor.counted()
    began = processor.spent()
    forgotten = sum(services.purge().values())
    told: dict[str, float] = {"forgotten": forgotten, "forgetting": (processor.spent() - began) / 1e6}
    old = (RETENTION + timedelta(days=30)).days
    with connection.cursor() as cursor:
        own = f"'key', 'old-' || n, 'to_digest', md5('o' || n), 'created_at', now() - interval '{old} days'"
        grown.copy(cursor, "mail_message", own, 0, count, grown.mail("old", days=old))
        cursor.execute("ANALYZE mail_message")
    found: dict[str, int] = {}
    began, at = processor.spent(), time.perf_counter()
    memory = processor.memory(lambda: found.update(services.purge()))
    assert found["mail"] > count
    return told | {"cost": (processor.spent() - began) / 1e6, "seconds": time.perf_counter() - at, "memory": memory}


if __name__ == "__main__":
    django.setup()
    parts: dict[str, Callable[..., Any]] = {"pages": pages, "files": files, "purge": purge}
    print(json.dumps(parts[sys.argv[1]](*map(int, sys.argv[2:]))))
