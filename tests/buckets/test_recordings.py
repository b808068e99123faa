"""Recordings in a bucket: answered in parts from where they are."""

import pytest
import time_machine

from tests.factories.events import NOW
from tests.factories.replays import MEDIA, make_replay, video_of
from webinars.replays.models import MediaFile
from webinars.replays.video import media_url

pytestmark = pytest.mark.django_db
WHOLE = (MEDIA / "t.mp4").read_bytes()
SIZE = len(WHOLE)


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(NOW, tick=False):
        yield


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_part_of_a_recording_is_fetched_and_no_host_keeps_a_copy(client, hosts):
    url = media_url(video_of(make_replay()))
    hosts.at("second")

    part = client.get(url, headers={"Range": "bytes=100-199"})
    end = client.get(url, headers={"Range": "bytes=-50"})
    beyond = client.get(url, headers={"Range": f"bytes={SIZE}-"})

    assert (part.status_code, body(part), part["Content-Range"]) == (206, WHOLE[100:200], f"bytes 100-199/{SIZE}")
    assert (end.status_code, body(end)) == (206, WHOLE[-50:])
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{SIZE}")
    assert hosts.on_disk() == []

    whole = client.get(url)
    assert (whole.status_code, body(whole), whole["Content-Length"]) == (200, WHOLE, str(SIZE))
    assert client.get(url, headers={"If-None-Match": whole["ETag"]}).status_code == 304
    assert hosts.on_disk() == []

    file = MediaFile.objects.get()
    hosts.private.delete(file.file.name)
    assert client.get(url, headers={"Range": "bytes=0-9"}).status_code == 404
