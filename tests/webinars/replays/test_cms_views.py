"""The team of an event adds, looks at and publishes its recording; nobody else does."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import reverse
from PIL import Image
from wagtail.documents import get_document_model

from coalition.users.models import User
from events.models import Event
from tests.factories.events import event_page
from tests.factories.replays import MEDIA, SAID, make_replay, media, past_event, video_of
from tests.pages.taken import jpeg
from webinars.replays.models import MediaFile, Replay, Transcript

pytestmark = pytest.mark.django_db


def address(event):
    return reverse("webinars_replays:recording", args=[event.pk])


def send(client, event, what, **data):
    """Press the button of one form; its fields are named after it."""
    named = {name if name == "what" else f"{what}-{name}": value for name, value in data.items()}
    return client.post(address(event), {"what": what, **named})


def errors(response, what):
    return response.context["forms"][what].errors


def test_a_recording_is_put_together_and_published(host, client):
    event = past_event()
    event_page(event, slug="talk")

    sent = [
        send(host, event, "file", file=media("t.mp4"), height="720"),
        send(host, event, "poster", picture=ContentFile(jpeg(), name="title.jpg")),
        send(host, event, "captions", language="en", file=ContentFile(SAID.encode(), name="en.vtt")),
        send(host, event, "captions", language="zdj", text=SAID),
        send(host, event, "chapters", language="en", chapters="1:05 Definitions\n\n0:00 Welcome"),
        send(host, event, "publish"),
    ]

    assert [one.status_code for one in sent] == [302] * 6
    replay = Replay.objects.get()
    assert (replay.event_id, replay.published) == (event.pk, True)
    assert list(replay.files.values_list("kind", "media_type", "height")) == [
        ("poster", "image/jpeg", 0), ("video", "video/mp4", 720),
    ]  # fmt: skip
    assert [(one.language, len(one.lines), one.passages.count()) for one in replay.transcripts.all()] == [
        ("en", 3, 2), ("zdj", 3, 2),
    ]  # fmt: skip
    assert replay.chapters == {"en": [[0, "Welcome"], [65_000, "Definitions"]]}
    html = host.get(address(event)).text
    assert 'href="/en/webinars/talk/replay/"' in html
    assert "1:05 Definitions" in html
    host.logout()
    assert client.get("/en/webinars/talk/replay/").status_code == 200


def test_a_picture_is_drawn_anew_at_its_size(host):
    event = past_event()
    large = io.BytesIO()
    Image.new("RGBA", (3000, 1500), "red").save(large, "PNG")

    send(host, event, "poster", picture=ContentFile(jpeg(), name="a.jpg"))
    send(host, event, "poster", picture=ContentFile(large.getvalue(), name="b.png"))

    file = MediaFile.objects.get()
    with Image.open(file.file.path) as drawn:
        assert (drawn.format, drawn.size, drawn.getexif()) == ("JPEG", (1280, 640), {})


REFUSED = {
    "file": [{}, {"file": ContentFile(b"<svg/>", name="film.mp4")}, {"file": ContentFile(b"MZ", name="film.mp4")}],
    "poster": [{}, {"picture": ContentFile(b"<svg/>", name="title.jpg")}],
    "captions": [
        {"language": "en"}, {"language": "ja", "text": SAID}, {"language": "en", "text": "WEBVTT\n"},
        {"language": "en", "file": ContentFile("é".encode("latin-1"), name="x.vtt")},
        {"language": "en", "text": SAID.replace("01:05.000", "00:02.000")},
    ],
    "chapters": [{"language": "en", "chapters": "Welcome"}, {"language": "en", "chapters": "0:00 A\n0:00 B"}],
    "document": [{"document": "0"}],
}  # fmt: skip


@pytest.mark.parametrize(("what", "data"), [(what, data) for what, every in REFUSED.items() for data in every])
def test_what_is_refused_is_told_and_changes_nothing(host, what, data):
    event = past_event()

    response = send(host, event, what, **data)

    assert response.status_code == 200
    assert errors(response, what)
    assert [model.objects.count() for model in (MediaFile, Transcript)] == [0, 0]
    assert not Replay.objects.exclude(chapters={}).exists()


def test_nothing_is_published_without_something_to_watch(host):
    event = past_event()
    send(host, event, "publish")
    assert not Replay.objects.filter(published=True).exists()

    replay = make_replay(slug="other")
    host.post(reverse("webinars_replays:delete-file", args=[video_of(replay).pk]))
    replay.refresh_from_db()
    assert (replay.published, replay.files.count()) == (False, 0)


def test_documents_of_the_library_are_added_and_removed(host):
    event = past_event()
    document = get_document_model().objects.create(title="Slides", file=ContentFile(b"x", name="slides.txt"))
    host.user = User.objects.create_superuser("root", "root@town.example", "x")
    host.force_login(host.user)

    send(host, event, "document", document=document.pk)
    send(host, event, "document", document=document.pk)

    row = event.replay.documents.get()
    host.post(reverse("webinars_replays:delete-document", args=[row.pk]))
    assert (event.replay.documents.count(), get_document_model().objects.count()) == (0, 1)


def test_the_team_sees_a_draft(host):
    file = video_of(make_replay(published=False))

    response = host.get(reverse("webinars_replays:file", args=[file.pk]), HTTP_RANGE="bytes=0-9")

    assert (response.status_code, len(b"".join(response))) == (206, 10)
    assert response["Cache-Control"].startswith("no-store, private")


def test_captions_are_taken_as_a_file_corrected_and_brought_back(host):
    replay = make_replay()
    transcript = replay.transcripts.get()

    file = host.get(reverse("webinars_replays:captions", args=[transcript.pk]))
    assert file["Content-Disposition"] == 'attachment; filename="captions-en.vtt"'
    send(host, replay.event, "captions", language="en", text=file.text.replace("Seven indicators", "Eight indicators"))

    assert [line.text for line in transcript.lines][1:2] == ["Eight indicators rather than seventy."]
    assert "'eight'" in transcript.passages.first().words
    host.post(reverse("webinars_replays:delete-captions", args=[transcript.pk]))
    assert replay.transcripts.count() == 0


def test_a_file_of_this_machine_is_added(capsys):
    event = past_event()

    call_command("add_recording", str(event.pk), str(MEDIA / "t.mp4"), "--height", "360")

    assert list(MediaFile.objects.values_list("replay__event", "media_type", "height")) == [
        (event.pk, "video/mp4", 360)
    ]
    assert "added to" in capsys.readouterr().out


def test_the_address_of_a_recording_elsewhere_is_the_teams_and_survives_an_open_form_of_facts(host):
    event = past_event()

    assert send(host, event, "address", recording_url="http://video.example/1").status_code == 200
    assert send(host, event, "address", recording_url="https://video.example/1").status_code == 302

    event.name = "Another name"  # as it was read before
    event.save()
    assert Event.objects.get().recording_url == "https://video.example/1"
