"""Pictures, documents and recordings in a bucket are answered by every host as from its own disk."""

import time

import pytest
import time_machine
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.factories.events import NOW
from tests.factories.files import unclosed_sizes
from tests.factories.replays import MEDIA, make_replay, video_of
from tests.pages import taken
from webinars.replays.models import MediaFile
from webinars.replays.video import media_url

Image, Document = get_image_model(), get_document_model()
pytestmark = [pytest.mark.django_db, unclosed_sizes]


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_picture_that_came_at_one_host_is_answered_alike_by_both_until_it_goes(client, hosts):
    size = Image.objects.create(title="Door", file=ContentFile(taken.png(), name="door.png")).get_rendition("max-20x20")
    assert size.url == f"/media/{size.file.name}"
    here = client.get(size.url)

    hosts.at("second")
    there = client.get(size.url)

    facts = ("Content-Type", "Content-Length", "Last-Modified", "Cache-Control")
    assert [there[name] for name in facts] == [here[name] for name in facts]
    assert body(there) == body(here)
    assert client.get(size.url, headers={"If-Modified-Since": there["Last-Modified"]}).status_code == 304
    assert hosts.on_disk() == []

    hosts.at("first")
    size.file.storage.delete(size.file.name)
    hosts.at("second")
    assert client.get(size.url).status_code == 404


def test_a_document_is_answered_with_what_keeps_it_harmless(client, hosts):
    document = Document.objects.create(title="Text", file=ContentFile(b"words", name="words.txt"))

    hosts.at("second")
    answer = client.get(document.url)

    assert (answer.status_code, body(answer), answer["Content-Length"]) == (200, b"words", "5")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_bucket_that_never_answers_keeps_a_visitor_waiting_some_seconds_only(client, hosts):
    size = Image.objects.create(title="Door", file=ContentFile(taken.png(), name="door.png")).get_rendition("max-20x20")
    hosts.away()

    began = time.monotonic()
    answer = client.get(size.url)

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert time.monotonic() - began < 20


@time_machine.travel(NOW, tick=False)
def test_a_part_of_a_recording_is_fetched_and_no_host_keeps_a_copy(client, hosts):
    url, whole_file = media_url(video_of(make_replay())), (MEDIA / "t.mp4").read_bytes()
    size = len(whole_file)
    hosts.at("second")

    part = client.get(url, headers={"Range": "bytes=100-199"})
    end = client.get(url, headers={"Range": "bytes=-50"})
    beyond = client.get(url, headers={"Range": f"bytes={size}-"})

    assert (part.status_code, body(part), part["Content-Range"]) == (206, whole_file[100:200], f"bytes 100-199/{size}")
    assert (end.status_code, body(end)) == (206, whole_file[-50:])
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{size}")
    assert hosts.on_disk() == []

    whole = client.get(url)
    assert (whole.status_code, body(whole), whole["Content-Length"]) == (200, whole_file, str(size))
    assert client.get(url, headers={"If-None-Match": whole["ETag"]}).status_code == 304
    assert hosts.on_disk() == []

    file = MediaFile.objects.get()
    hosts.private.delete(file.file.name)
    assert client.get(url, headers={"Range": "bytes=0-9"}).status_code == 404
