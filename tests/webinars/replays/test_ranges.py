"""Files of a recording: whole and in parts, to whoever may read of the event, and only once it is published."""

from datetime import timedelta

import pytest

from events.models import Event
from events.permissions import invitation
from tests.factories.events import EventFactory
from tests.factories.replays import MEDIA, make_replay, video_of
from webinars.replays.models import MediaFile
from webinars.replays.video import captions_url, media_url

pytestmark = pytest.mark.django_db
WHOLE = (MEDIA / "t.mp4").read_bytes()
SIZE = len(WHOLE)


@pytest.fixture
def client(client):
    """A client that reads each answer to its end, as browsers do: `body` has it."""
    get = client.get

    def read(*args, **kwargs):
        response = get(*args, **kwargs)
        response.body = b"".join(response) if response.streaming else response.content
        return response

    client.get = read
    return client


@pytest.fixture
def url():
    return media_url(video_of(make_replay()))


def test_the_whole_file_comes_as_what_it_is(client, url):
    response = client.get(url)

    names = ("Content-Type", "Content-Length", "Accept-Ranges", "Cache-Control", "X-Content-Type-Options",
             "Content-Disposition", "X-Robots-Tag")  # fmt: skip
    assert [response[name] for name in names] == [
        "video/mp4", str(SIZE), "bytes", "public, no-cache", "nosniff", "inline", "noindex",
    ]  # fmt: skip
    assert (response.status_code, response.body, dict(response.cookies)) == (200, WHOLE, {})
    assert "Cookie" not in response.get("Vary", "")


PARTS = {
    "bytes=0-99": (0, 99),
    "bytes=100-": (100, SIZE - 1),
    "bytes=-50": (SIZE - 50, SIZE - 1),
    f"bytes={SIZE - 1}-{SIZE + 9}": (SIZE - 1, SIZE - 1),
    f"bytes=-{SIZE * 2}": (0, SIZE - 1),
}


@pytest.mark.parametrize(("asked", "part"), PARTS.items())
def test_a_part_is_what_was_asked_for(client, url, asked, part):
    response = client.get(url, HTTP_RANGE=asked)

    first, last = part
    assert (response.status_code, response.body) == (206, WHOLE[first : last + 1])
    assert response["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert response["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=-0", f"bytes={SIZE + 5}-{SIZE + 9}"])
def test_what_is_behind_the_end_cannot_be_sent(client, url, asked):
    response = client.get(url, HTTP_RANGE=asked)

    assert (response.status_code, response["Content-Range"], response.content) == (416, f"bytes */{SIZE}", b"")


@pytest.mark.parametrize(
    "asked", ["bytes=9-5", "bytes=-", "bytes=a-b", "lines=0-9", "bytes=0-1,5-9", "bytes=" + "9" * 40 + "-", "bytes=٣-٤"]
)
def test_what_is_no_single_range_is_answered_with_the_whole_file(client, url, asked):
    response = client.get(url, HTTP_RANGE=asked)

    assert (response.status_code, response.body) == (200, WHOLE)


def test_conditions(client, url):
    etag = client.get(url)["ETag"]

    def status(**headers):
        return client.get(url, **headers).status_code

    assert status(HTTP_IF_NONE_MATCH=etag) == status(HTTP_IF_NONE_MATCH=f'"x", W/{etag}') == 304
    assert status(HTTP_IF_NONE_MATCH='"x"') == status(HTTP_IF_MATCH=etag) == status(HTTP_IF_MATCH="*") == 200
    assert status(HTTP_IF_MATCH='"x"') == 412
    assert status(HTTP_RANGE="bytes=0-9", HTTP_IF_RANGE=etag) == 206
    for other in ('"x"', f"W/{etag}", "Sun, 10 Jan 2027 10:00:00 GMT"):
        assert status(HTTP_RANGE="bytes=0-9", HTTP_IF_RANGE=other) == 200
    assert client.get(url, HTTP_IF_NONE_MATCH=etag).body == b""


def test_two_queries_whichever_part(client, url, django_assert_num_queries):
    for headers in ({}, {"HTTP_RANGE": "bytes=0-9"}):
        with django_assert_num_queries(2):
            client.get(url, **headers)


HIDDEN = {
    "a draft": lambda replay: type(replay).objects.update(published=False),
    "to come": lambda replay: move(replay.event, timedelta(days=9)),
    "cancelled": lambda replay: Event.objects.update(state="cancelled"),
    "closed": lambda replay: Event.objects.update(closed=True),
    "without a page": lambda replay: replay.event.pages.get().unpublish(),
    "a file that is gone": lambda replay: video_of(replay).file.storage.delete(video_of(replay).file.name),
}


def move(event, by):
    event.wall_start += by
    event.wall_end += by
    event.save()


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_what_may_not_be_watched_is_not_found(client, hide):
    replay = make_replay()
    url = media_url(video_of(replay))
    texts = captions_url(replay.transcripts.get())
    assert [client.get(url).status_code, client.get(texts).status_code] == [200, 200]

    hide(replay)

    assert client.get(url).status_code == client.head(url).status_code == 404
    assert client.get(texts).status_code == (200 if hide is HIDDEN["a file that is gone"] else 404)


def test_a_closed_event_opens_its_recording_to_the_invitation_and_keeps_no_copy(client):
    replay = make_replay(closed=True)
    suffix = invitation(replay.event)
    found = [
        client.get(media_url(video_of(replay), suffix)),
        client.get(captions_url(replay.transcripts.get(), suffix)),
    ]

    assert [(one.status_code, one["Cache-Control"]) for one in found] == [(200, "no-store, private")] * 2
    assert client.get(media_url(video_of(replay), "?invitation=x")).status_code == 404


def test_a_recording_of_an_event_with_a_neutral_address_leaves_no_copy(client):
    replay = make_replay(neutral_address=True)

    assert client.get(media_url(video_of(replay)))["Cache-Control"] == "no-store, private"


def test_no_file_outlives_its_row(own_folder, django_capture_on_commit_callbacks):
    replay = make_replay(factory=EventFactory)
    stored = own_folder / video_of(replay).file.name
    assert stored.exists()

    with django_capture_on_commit_callbacks(execute=True):
        replay.event.pages.get().delete()
        replay.event.delete()

    assert (stored.exists(), MediaFile.objects.count()) == (False, 0)
