"""A large file comes in pieces, in order, to the team alone; what was left is cleared away."""

import os
import time
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from coalition.users.models import User
from events.team import services as team
from tests.factories.replays import MEDIA, past_event
from webinars import tasks
from webinars.replays.media import pieces, services
from webinars.replays.models import MediaFile

pytestmark = pytest.mark.django_db
WHOLE = (MEDIA / "t.mp4").read_bytes()
SIZE = len(WHOLE)
UPLOAD = UUID(int=7)


def send(client, event, offset, content, total=SIZE, **more):
    data = {
        "upload": UPLOAD,
        "offset": offset,
        "total": total,
        "height": "720",
        "piece": ContentFile(content, name="x"),
    }
    response = client.post(reverse("webinars_replays:piece", args=[event.pk]), data | more)
    return response.status_code, response.json()


def test_pieces_in_order_make_the_file(host, own_folder):
    event = past_event()

    answers = [send(host, event, 0, WHOLE[:1000]), send(host, event, 1000, WHOLE[1000:])]

    assert answers == [(200, {"size": 1000}), (200, {"done": True})]
    file = MediaFile.objects.get()
    assert (file.file.read(), file.height, file.replay.event_id) == (WHOLE, 720, event.pk)
    file.file.close()
    assert list((own_folder / "replays" / "incoming").iterdir()) == []


def test_a_piece_that_comes_twice_or_early_changes_nothing(host):
    event = past_event()
    send(host, event, 0, WHOLE[:1000])

    answers = [send(host, event, 0, WHOLE[:1000]), send(host, event, 2000, WHOLE[2000:])]

    assert answers == [(409, {"size": 1000})] * 2
    assert send(host, event, 1000, WHOLE[1000:]) == (200, {"done": True})


REFUSED = {
    "no recording": {"content": b"<svg/>", "total": 6},
    "more than said": {"content": b"", "total": 0},
    "no number": {"content": WHOLE[:9], "offset": -1},
    "another name": {"content": WHOLE[:9], "upload": "../../etc/passwd"},
    "too much": {"content": WHOLE[:9], "total": services.LARGEST + 1},
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_told_and_leaves_nothing(host, data, own_folder):
    data = {"offset": 0} | data

    status, told = send(host, past_event(), data.pop("offset"), data.pop("content"), **data)

    assert (status, list(told), MediaFile.objects.count()) == (400, ["error"], 0)
    assert not [path for path in own_folder.rglob("*") if path.is_file()]


def test_a_file_grows_no_further_than_files_may_be(host, monkeypatch, own_folder):
    event = past_event()
    monkeypatch.setattr(pieces, "LARGEST", 1500)
    send(host, event, 0, WHOLE[:1000])

    status, told = send(host, event, 1000, WHOLE[1000:])

    assert (status, list(told)) == (400, ["error"])
    assert not [path for path in own_folder.rglob("*") if path.is_file()]


def test_what_was_left_is_cleared_away(host, own_folder):
    send(host, past_event(), 0, WHOLE[:1000])
    folder = own_folder / "replays" / "incoming"
    [under_way] = folder.iterdir()
    for name, hours in (("left", 25), ("younger", 23), (under_way.name, 0)):  # the clock of the test is not the disk's
        (folder / name).touch()
        os.utime(folder / name, (time.time() - hours * 3600,) * 2)

    tasks.clear_pieces(timestamp=0)

    assert {path.name for path in folder.iterdir()} == {"younger", under_way.name}


def test_nobody_outside_the_team_sends_pieces(host, own_folder):
    event = past_event()
    team.name_team(event=event, users=[User.objects.create_user("runs", "runs@town.example", "x")])

    response = host.post(reverse("webinars_replays:piece", args=[event.pk]), {"upload": UPLOAD})

    assert response.status_code == 302
    assert not [path for path in own_folder.rglob("*") if path.is_file()]
