"""A walk along every link of the site: of pages, of the site's map, of feeds, of data for machines, of calendars."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from django.test import Client

SITE = ("testserver", "localhost", "127.0.0.1", "localhost:8000", "127.0.0.1:8000")
ELSEWHERE = ("/static/", "/cms/", "/accounts/", "/media/", "/jsi18n/")
PICTURE = re.compile(r"\.(?:png|jpe?g|webp|svg|ico|woff2?|webm|mp4|mp3|ogg)$")
LINK = re.compile(
    r'(?:href|src|action)=["\']([^"\'#]+)'  # HTML, Atom
    r"|<loc>([^<]+)|<link>([^<]+)|<uri>([^<]+)"  # the map of the site, RSS
    r"|\"(https?://[^\"\s#]+|/[a-z][^\"\s#<>]*)\""  # JSON
    r"|^(?:URL|SOURCE|ATTACH)[^:\r\n]*:(\S+)",  # calendars
    re.MULTILINE,
)
NUMBER = re.compile(r"(?<=/)\d+(?=[/.]|$)")


@dataclass(frozen=True)
class Said:
    """What an address answered: its kind, its body and headers as one text, its status, and its body alone."""

    kind: str
    text: str
    status: int
    body: str


def crawl(client: Client, starts: Sequence[str], *, leave: tuple[str, ...] = ()) -> dict[str, Said]:
    """Return what every address says that is linked from `starts`, by path; those that begin so as `leave` do are left.

    Of links that differ by numbers alone (the months of a calendar), or by the values of what is asked, one is opened.
    """
    found: dict[str, Said] = {}
    waits, seen = list(starts), set(map(_alike, starts))
    while waits:
        path = waits.pop()
        if path in found:
            continue
        response = client.get(path)
        body = b"".join(response) if response.streaming else response.content
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        text = body.replace(b"\r\n ", b"").decode(errors="replace")
        found[path] = Said(kind, text + str(response.headers), response.status_code, text)
        links = _links(text) if kind.startswith("text/") or kind.endswith(("xml", "json")) else []
        for link in (*links, _own(response.get("Location", ""))):
            is_left = link.startswith((*ELSEWHERE, *leave)) or PICTURE.search(urlsplit(link).path)
            if link and not is_left and _alike(link) not in seen:
                seen.add(_alike(link))
                waits.append(link)
    return found


def sitemap(client: Client) -> str:
    """Return the site's map with all its sections and their pages."""
    index = client.get("/sitemap.xml").content.decode()
    pages = [_own(unescape(path)) for path in re.findall("<loc>([^<]+)", index)]
    return "".join([index, *(client.get(path).content.decode() for path in pages)])


def _alike(path: str) -> tuple[str, frozenset[str]]:
    bare, _mark, query = path.partition("?")
    return NUMBER.sub("0", bare), frozenset(part.partition("=")[0] for part in query.split("&"))


def _links(text: str) -> list[str]:
    return [_own(unescape(next(filter(None, groups)))) for groups in LINK.findall(text)]


def _own(link: str) -> str:
    """Return the path and query of a link of this site; "" of another one."""
    try:
        parts = urlsplit(link.replace("\\/", "/").replace("webcal://", "http://"))
    except ValueError:
        return ""
    if not parts.path.startswith("/") or (parts.netloc and parts.netloc not in SITE):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
