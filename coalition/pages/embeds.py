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

# What of an address names the video, the host that will be asked, and the address of its player.
PLAYERS = (
    (
        re.compile(
            r"^https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:\S*&)?v=|live/|shorts/)|youtu\.be/)([\w-]{6,20})"
        ),
        "www.youtube-nocookie.com",
        "https://www.youtube-nocookie.com/embed/{id}",
    ),
    (
        re.compile(r"^https://(?:www\.)?vimeo\.com/(\d{5,12})"),
        "player.vimeo.com",
        "https://player.vimeo.com/video/{id}?dnt=1",
    ),
    (
        re.compile(r"^https://(?:www\.)?dailymotion\.com/video/(\w{5,12})"),
        "geo.dailymotion.com",
        "https://geo.dailymotion.com/player.html?video={id}",
    ),
)
# PeerTube is free software that many run: the address says which of them.
PEERTUBE = re.compile(r"^https://([a-z0-9.-]+\.[a-z]{2,})/(?:w|videos/watch)/([A-Za-z0-9-]{8,40})")


@dataclass(frozen=True)
class Player:
    """The player of one video: the host that gets the request, and the address of the frame."""

    host: str
    url: str


def player_of(address: str) -> Player | None:
    """Return the player of the video at `address`, or None where we know none."""
    for pattern, host, url in PLAYERS:
        if match := pattern.match(address):
            return Player(host, url.format(id=match[1]))
    if match := PEERTUBE.match(address):
        return Player(match[1], f"https://{match[1]}/videos/embed/{match[2]}")
    return None


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
    """Let the page that `response` is frame what these hosts serve."""
    policy = {**settings.SECURE_CSP, "frame-src": [f"https://{host}" for host in hosts]}
    response._csp_config = policy  # type: ignore[attr-defined]
