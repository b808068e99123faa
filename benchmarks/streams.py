"""Recordings are watched while pages are served: `python -m benchmarks.streams` makes one, in the site's database."""

import http.client
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import django

from tests.production import PROXIED

STREAMS = 50
PART = 1024 * 1024  # bytes: what a player gets for one request
EVERY = 4.0  # seconds: a video of two Mbit/s
SIZE = 64 * PART


def make() -> str:
    """Make a published recording of SIZE bytes, of an event of the demonstration that is over; return its address.

    Nothing plays it: what is measured is that it is read and sent.
    """
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from events.models import Event
    from webinars.replays.models import MediaFile, Replay
    from webinars.replays.player.inline import media_url

    over = Event.objects.filter(closed=False, neutral_address=False, end__lt=timezone.now(), pages__live=True)
    replay, _made = Replay.objects.update_or_create(event=over.order_by("pk")[0], defaults={"published": True})
    file = MediaFile(replay=replay, kind="video", media_type="video/mp4", height=1080, size=SIZE, digest="0" * 64)
    file.file.save("large.mp4", ContentFile(os.urandom(PART) * (SIZE // PART)), save=True)
    return media_url(file)


class Watched:
    """How many parts came, and how many answers were wrong."""

    def __init__(self) -> None:
        self.parts = 0
        self.wrong = 0


@contextmanager
def watching(port: int, path: str) -> Iterator[Watched]:
    """Let STREAMS players watch `path` meanwhile, each a part after the other, as fast as it plays."""
    told, ends = Watched(), threading.Event()
    players = [threading.Thread(target=_play, args=(port, path, number, told, ends)) for number in range(STREAMS)]
    for player in players:
        player.start()
    try:
        time.sleep(EVERY)  # until each has begun
        yield told
    finally:
        ends.set()
        for player in players:
            player.join()


def _play(port: int, path: str, number: int, told: Watched, ends: threading.Event) -> None:
    ends.wait(number * EVERY / STREAMS)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    first = 0
    while not ends.is_set():
        began = time.monotonic()
        connection.request("GET", path, headers=PROXIED | {"Range": f"bytes={first}-"})
        answer = connection.getresponse()
        came = len(answer.read())
        told.parts += 1
        told.wrong += answer.status != 206 or came != PART
        first = (first + PART) % SIZE
        ends.wait(max(EVERY - (time.monotonic() - began), 0))
    connection.close()


if __name__ == "__main__":
    django.setup()
    print(make())
