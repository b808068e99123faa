"""Recordings in a bucket: answered in parts from where they are, and sent in pieces to whichever host."""

from uuid import UUID

import pytest
import time_machine
from django.contrib.auth.models import Group

from coalition.users import roles
from coalition.users.models import User
from tests.factories.events import NOW, run_all
from tests.factories.replays import make_replay, past_event, video_of
from tests.webinars.replays.media.test_pieces import SIZE, UPLOAD, WHOLE, send
from webinars.replays.media import growing, pieces
from webinars.replays.models import MediaFile
from webinars.replays.player.showing import media_url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def host(client):
    user = User.objects.create_user("somebody", "somebody@coalition.example", "x")
    user.groups.add(Group.objects.get(name=roles.EVENT_HOSTS))
    run_all(user)
    client.force_login(user)
    return client


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_part_of_a_recording_is_fetched_and_no_more_and_the_whole_is_copied_once(client, hosts, monkeypatch):
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
    assert [name.rpartition("/")[0] for name in hosts.on_disk()] == ["second/copies/private"]

    file = MediaFile.objects.get()
    hosts.private.bucket.forget(file.file.name)
    assert client.get(url, headers={"Range": "bytes=0-9"}).status_code == 404


def test_pieces_that_two_hosts_get_in_turn_make_the_file(host, hosts):
    event, third = past_event(), SIZE // 3

    answers = []
    for number, first in enumerate((0, third, 2 * third)):
        hosts.at(("first", "second")[number % 2])
        end = first + third if number < 2 else SIZE
        answers.append(send(host, event, first, WHOLE[first:end]))
        if number == 0:  # the answer was lost: it is sent again, to the other host
            hosts.at("second")
            answers.append(send(host, event, 0, WHOLE[:third]))

    assert answers == [
        (200, {"size": third}),
        (409, {"size": third}),
        (200, {"size": 2 * third}),
        (200, {"done": True}),
    ]
    file = MediaFile.objects.get()
    with file.file.open() as kept:
        assert kept.read() == WHOLE
    assert hosts.private.bucket.listed(growing.FOLDER) == ([], [])
    assert hosts.on_disk() == []


def test_of_two_hosts_with_one_piece_at_once_one_is_told_what_is_there(host, hosts, monkeypatch):
    event = past_event()
    send(host, event, 0, WHOLE[:1000])
    sizes = iter([0, 1000])  # it looked before the first had stored it
    monkeypatch.setattr(growing.InBucket, "size", lambda _self: next(sizes))

    assert send(host, event, 0, b"x" * 1000) == (409, {"size": 1000})


def test_a_bucket_that_is_away_at_the_end_loses_no_piece(host, hosts):
    event, there = past_event(), hosts.settings.BUCKET_URL
    send(host, event, 0, WHOLE[:1000])

    hosts.away()
    with pytest.raises(ValueError, match="text/html"):
        send(host, event, 1000, WHOLE[1000:])
    hosts.settings.BUCKET_URL = there

    assert send(host, event, 1000, WHOLE[1000:]) == (200, {"done": True})


def test_all_pieces_came_and_the_last_answer_was_lost(host, hosts):
    event = past_event()
    user = User.objects.get(username="somebody")
    pieces.append(event=event, user=user, upload=UPLOAD, offset=0, piece=WHOLE)

    assert send(host, event, SIZE, b"") == (200, {"done": True})


def test_pieces_that_were_left_are_cleared_away_after_a_day(hosts):
    event, user = past_event(), User.objects.create_user("left", "left@coalition.example", "x")
    pieces.append(event=event, user=user, upload=UUID(int=1), offset=0, piece=WHOLE)

    with time_machine.travel(0, tick=False):
        assert pieces.clear() == 0
    with time_machine.travel(4_000_000_000, tick=False):
        assert pieces.clear() == 1
    assert hosts.private.bucket.listed(growing.FOLDER) == ([], [])
