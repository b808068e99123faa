"""Pictures and documents in a bucket are answered by every host as from its own disk."""

import time

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.factories.files import unclosed_sizes
from tests.pages import taken

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
