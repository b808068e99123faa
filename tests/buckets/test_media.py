"""Pictures and documents in a bucket are answered by every host as from its own disk."""

import os
import socket
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from coalition.buckets import client as bucket_client
from coalition.buckets import copies
from coalition.buckets.client import Away
from coalition.pages import pictures
from tests.pages import taken

Image, Document = get_image_model(), get_document_model()
pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file that it draws a size in to the garbage collector; ends when its models.py closes it.
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in.*(SpooledTemporaryFile|FileIO):pytest.PytestUnraisableExceptionWarning"
    ),
]


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
    assert {name.rpartition("/")[0] for name in hosts.on_disk()} == {"first/copies/media", "second/copies/media"}

    hosts.at("first")
    size.file.storage.delete(size.file.name)
    hosts.at("second")
    assert client.get(size.url).status_code == 404
    assert not [name for name in hosts.on_disk() if name.startswith("second/") and name.endswith(".png")]


def test_a_document_is_answered_with_what_keeps_it_harmless(client, hosts):
    document = Document.objects.create(title="Text", file=ContentFile(b"words", name="words.txt"))

    hosts.at("second")
    answer = client.get(document.url)

    assert (answer.status_code, body(answer), answer["Content-Length"]) == (200, b"words", "5")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    hosts.media.bucket.forget(document.file.name)
    assert client.get(document.url).status_code == 404


def test_a_picture_that_is_cleaned_at_one_host_is_clean_at_the_other(hosts, capsys):
    image = Image.objects.create(title="Door", file=ContentFile(taken.jpeg(), name="door.jpg"))
    hosts.media.bucket.put(image.file.name, taken.jpeg(6))  # as it was stored before uploads were cleaned
    hosts.at("second")
    assert pictures.has_metadata(Path(hosts.media.path(image.file.name)).read_bytes())

    hosts.at("first")
    call_command("strip_image_metadata")
    image.refresh_from_db()
    assert capsys.readouterr().out == "1 cleaned, 0 without metadata, 0 unreadable, 0 missing.\n"
    assert (image.width, image.height, image.file_size) == (32, 64, hosts.media.size(image.file.name))

    hosts.at("second")
    os.utime(hosts.media.copies.place(image.file.name), (0, 0))  # a second apart, as no clock of a test can say
    assert not pictures.has_metadata(Path(hosts.media.path(image.file.name)).read_bytes())


def test_what_a_host_has_a_copy_of_is_answered_while_the_bucket_is_away(client, hosts):
    first, second = (
        Image.objects.create(title=name, file=ContentFile(taken.png(), name=name)).get_rendition("max-20x20").url
        for name in ("one.png", "two.png")
    )
    known = body(client.get(first))

    hosts.away()
    assert body(client.get(first)) == known
    assert client.get(second).status_code == 503


def test_a_bucket_that_never_answers_keeps_one_visitor_waiting_and_not_all(client, hosts, monkeypatch):
    size = Image.objects.create(title="Door", file=ContentFile(taken.png(), name="door.png")).get_rendition("max-20x20")
    known = body(client.get(size.url))
    asked, name = [], hosts.media.bucket.facts(size.file.name).name
    monkeypatch.setattr(bucket_client, "QUICK", "300ms")
    monkeypatch.setattr(bucket_client, "SLOW", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hosts.settings.BUCKET_URL = f"http://127.0.0.1:{silent.getsockname()[1]}/coalition"
        for _visitor in range(5):
            assert body(client.get(size.url)) == known
        with pytest.raises(Away, match="a moment ago"):
            hosts.media.bucket.facts(name)
        silent.settimeout(0)
        with suppress(BlockingIOError):
            while True:
                asked.append(silent.accept()[0])
    for one in asked:
        one.close()
    assert 1 <= len(asked) <= 3  # the first visitor's, and what the library tried again


def test_copies_stay_within_bounds_and_a_day(hosts, monkeypatch):
    kept = copies.Copies(hosts.media.copies.folder, most=2500)
    for number in range(4):
        hosts.media.save(f"images/{number}.png", ContentFile(bytes(1000)))
        hosts.media.path(f"images/{number}.png")
        place = kept.place(f"images/{number}.png")
        os.utime(place, (time.time() - (4 - number) * 100, place.stat().st_mtime))
    left = kept.place("images/left.png")
    left.write_bytes(b"x")
    os.utime(left, (time.time() - copies.KEPT - 1, 0))

    kept._sweep()

    assert sorted(kept.folder.iterdir()) == sorted(kept.place(f"images/{number}.png") for number in (2, 3))
