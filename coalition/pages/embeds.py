"""Players of other sites, that a page shows only after a press: which we know, and what their frame may load.

Nothing is asked of them before: the address that an editor pastes is read here, no request is made for it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from wagtail.fields import StreamField

KIND = "embed"  # the name of the block in `BodyBlock`

SECOND = "{second}"  # stands in an address for the second from which a video plays


@dataclass(frozen=True)
class Provider:
    """A site of videos: what of an address names the video, the host that is asked, its player, and how each begins.

    `begins` is what the address of the player takes to begin at a second, `watched` what the video's own page takes.
    """

    pattern: re.Pattern[str]
    host: str
    url: str
    begins: str
    watched: str


PROVIDERS = (
    Provider(
        re.compile(
            r"^https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:\S*&)?v=|live/|shorts/)|youtu\.be/)([\w-]{6,20})"
        ),
        "www.youtube-nocookie.com",
        "https://www.youtube-nocookie.com/embed/{id}",
        begins="?start={second}",
        watched="t={second}s",
    ),
    Provider(
        re.compile(r"^https://(?:www\.)?vimeo\.com/(\d{5,12})"),
        "player.vimeo.com",
        "https://player.vimeo.com/video/{id}?dnt=1",
        begins="#t={second}s",
        watched="#t={second}s",
    ),
    Provider(
        re.compile(r"^https://(?:www\.)?dailymotion\.com/video/(\w{5,12})"),
        "geo.dailymotion.com",
        "https://geo.dailymotion.com/player.html?video={id}",
        begins="&startTime={second}",
        watched="start={second}",
    ),
)
# PeerTube is free software that many run: the address says which of them.
PEERTUBE = Provider(
    re.compile(r"^https://(?P<host>[a-z0-9.-]+\.[a-z]{2,})/(?:w|videos/watch)/([A-Za-z0-9-]{8,40})"),
    "{host}",
    "https://{host}/videos/embed/{id}",
    begins="?start={second}s",
    watched="start={second}s",
)


@dataclass(frozen=True)
class Player:
    """The player of one video: the host that gets the request, the frame's address, and the video's own page.

    `jumps` is the address of the frame with SECOND where it begins.
    """

    host: str
    url: str
    page: str
    jumps: str


def player_of(address: str, start: int = 0) -> Player | None:
    """Return the player of the video at `address`, from the second `start` on, or None where we know none."""
    for provider in (*PROVIDERS, PEERTUBE):
        if match := provider.pattern.match(address):
            host = provider.host.format(host=match.groupdict().get("host"))
            url = provider.url.format(host=host, id=match[match.re.groups])
            jumps = url + provider.begins
            if not start:
                return Player(host, url, address, jumps)
            return Player(host, jumps.replace(SECOND, str(start)), _page_at(address, provider, start), jumps)
    return None


def _page_at(address: str, provider: Provider, start: int) -> str:
    """Return the video's own page, which begins at the second `start`, whatever second its address had."""
    asked = provider.watched.replace(SECOND, str(start))
    address = address.partition("#")[0]
    if asked.startswith("#"):
        return address + asked
    path, _mark, query = address.partition("?")
    kept = [part for part in query.split("&") if part and part.partition("=")[0] not in ("t", "start")]
    return f"{path}?{'&'.join([*kept, asked])}"


def hosts_of(page: Any) -> list[str]:
    """Return the hosts whose players the texts of `page` may show after a press, each once."""
    found: dict[str, None] = {}
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            for block in getattr(page, field.attname).raw_data:
                player = player_of(block["value"].get("url", "")) if block["type"] == KIND else None
                if player is not None:
                    found[player.host] = None
    return list(found)


def let_players_in(page: Any, response: HttpResponse) -> None:
    """Let the answer that shows `page` frame the players of its texts, and nobody else; other pages frame nothing."""
    if hosts := hosts_of(page):
        let_hosts_in(hosts, response)


def let_hosts_in(hosts: Iterable[str], response: HttpResponse) -> None:
    policy = {**settings.SECURE_CSP, "frame-src": [f"https://{host}" for host in hosts]}
    response._csp_config = policy  # type: ignore[attr-defined]
