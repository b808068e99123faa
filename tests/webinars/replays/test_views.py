"""The page of a recording: player, chapters and what was said, by addresses alone."""

import re

import pytest
from django.core.files.base import ContentFile

from events.permissions import invitation
from tests.factories.events import EventFactory, event_page
from tests.factories.replays import MEDIA, SAID, make_replay, media, past_event, video_of
from tests.pages.taken import jpeg
from webinars.replays import services, vtt
from webinars.replays import services as captions
from webinars.replays.media_files import add_file, set_poster
from webinars.replays.models import MediaFile, Replay

pytestmark = pytest.mark.django_db
TALK = "/en/webinars/talk/"
ARABIC = "WEBVTT\n\n00:01.000 --> 00:04.000\nصباح الخير وأهلًا بكم.\n"


def lines(html):
    """Return identifier, link and words of each line."""
    found = re.findall(r'<a class="transcript__line" id="([^"]+)" href="([^"]+)"[^>]*>([^<]+)</a>', html)
    return [(anchor, link.replace("&amp;", "&"), words) for anchor, link, words in found]


def test_each_line_has_an_address_and_plays_from_its_second(client):
    make_replay()

    html = client.get(f"{TALK}replay/").text

    assert lines(html) == [
        ("t1", f"{TALK}replay/?t=1#t1", "Good morning, and welcome."),
        ("t4", f"{TALK}replay/?t=4#t4", "Seven indicators rather than seventy."),
        ("t65", f"{TALK}replay/?t=65#t65", "Agree on a definition before a number."),
    ]
    assert re.findall(r'__clock">([^<]+)<', html) == ["0:01", "1:05"]
    assert re.findall(r'__speaker"><bdi>([^<]+)<', html) == ["Moderator", "Ana"]


@pytest.mark.parametrize(
    ("asked", "fragment"),
    [("", ""), ("?t=65", "#t=65"), ("?t=4.5", "#t=4.5"), ("?t=x", ""), ("?t=-1", ""), ("?t=" + "9" * 400, "")],
)
def test_the_player_starts_where_the_address_says(client, asked, fragment):
    video = video_of(make_replay())

    html = client.get(f"{TALK}replay/{asked}").text

    assert f'<source src="/recordings/{video.uid}.mp4{fragment}" type="video/mp4">' in html


def test_a_small_screen_takes_the_film_of_fewest_lines_unless_another_is_asked_for(client):
    replay = make_replay()
    small = add_file(event=replay.event, file=ContentFile((MEDIA / "t.mp4").read_bytes() + b"\0"), height=360)

    played = {}
    for asked in ("", "?quality=720"):
        found = re.findall(r'<source src="([^"]+)"[^>]*?( media="[^"]+")?>', client.get(f"{TALK}replay/{asked}").text)
        played[asked] = [(str(small.uid) in url, bool(media)) for url, media in found]

    assert played == {
        "": [(True, True), (False, False), (True, False)],
        "?quality=720": [(False, False), (True, False)],
    }


def test_the_player_has_captions_in_each_language_and_one_is_on(client):
    replay = make_replay()
    captions.put_captions(event=replay.event, language="ar", lines=vtt.read(ARABIC).lines)

    shown = {}
    for asked in ("", "?captions=ar", "?captions=xx"):
        html = client.get(f"{TALK}replay/{asked}").text
        tracks = re.findall(
            r'<track kind="captions" src="/recordings/[-\w]+.vtt" srclang="(\w+)" label="(\w+)"( default)?', html
        )
        shown[asked] = (tracks, re.search(r'class="transcript" lang="(\w+)" dir="(\w+)"', html).groups())

    english = ([("ar", "Arabic", ""), ("en", "English", " default")], ("en", "ltr"))
    arabic = ([("ar", "Arabic", " default"), ("en", "English", "")], ("ar", "rtl"))
    assert shown == {"": english, "?captions=ar": arabic, "?captions=xx": english}


def test_qualities_and_sound_are_links(client):
    replay = make_replay()
    add_file(event=replay.event, file=media("t.m4a"))

    pages = {asked: client.get(f"{TALK}replay/{asked}").text for asked in ("?t=4", "?quality=sound&t=4")}

    for html in pages.values():
        assert f'href="{TALK}replay/?quality=720&amp;t=4"' in html
        assert f'href="{TALK}replay/?quality=sound&amp;t=4"' in html
    assert [("<video" in html, "<audio" in html) for html in pages.values()] == [(True, False), (False, True)]


def test_chapters_stand_in_the_text_and_lead_to_their_second(client):
    replay = make_replay()
    services.set_chapters(event=replay.event, language="en", chapters=[(0, "Welcome"), (60_000, "Definitions")])

    html = client.get(f"{TALK}replay/").text

    assert re.findall(
        r'href="([^"]+)" data-jump><bdi class="replay__clock">([\d:]+)</bdi> <span dir="auto">(\w+)<', html
    ) == [
        (f"{TALK}replay/?t=0#t0", "0:00", "Welcome"),
        (f"{TALK}replay/?t=60#t60", "1:00", "Definitions"),
    ]
    assert re.findall(r'__chapter">(\w+)<', html) == ["Welcome", "Definitions"]


def test_what_was_typed_is_never_markup(client):
    replay = make_replay()
    hostile = vtt.Line(0, 900, "<script>alert(1)</script>", '"><b>')
    captions.put_captions(event=replay.event, language="en", lines=[hostile])
    services.set_chapters(event=replay.event, language="en", chapters=[(0, "<i>x</i>")])

    for end in ("replay", "transcript"):
        html = client.get(f"{TALK}{end}/").text
        assert "<script>alert" not in html
        assert "<i>x" not in html
        assert '"><b>' not in html


@pytest.mark.parametrize("end", ["replay", "transcript"])
def test_a_draft_and_what_has_not_taken_place_are_not_found(client, end):
    replay = make_replay()
    assert client.get(f"{TALK}{end}/").status_code == 200

    Replay.objects.update(published=False)
    assert client.get(f"{TALK}{end}/").status_code == 404

    Replay.objects.update(published=True)
    type(replay.event).objects.update(state="cancelled")
    assert client.get(f"{TALK}{end}/").status_code == 404


def test_a_closed_event_opens_its_recording_to_the_invitation(client):
    replay = make_replay(closed=True)
    suffix = invitation(replay.event)

    assert client.get(f"{TALK}replay/").status_code == 404
    response = client.get(f"{TALK}replay/{suffix}")
    assert response["Cache-Control"] == "no-store, private"
    assert f".mp4{suffix}" in response.text
    assert all(suffix.removeprefix("?") in link for _anchor, link, _words in lines(response.text))


def test_a_neutral_address_says_nothing(client):
    replay = make_replay(neutral_address=True)
    own = f"/en/e/{replay.event.short_id}/replay/"

    assert client.get(f"{TALK}replay/")["Location"] == own
    response = client.get(own)
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store, private")
    assert re.search(r"<title>\s*([^<|·–]+?)\s*<", response.text).group(1).startswith("Information")


def test_only_its_own_files_play_and_nothing_is_framed(client):
    make_replay()

    policy = client.get(f"{TALK}replay/")["Content-Security-Policy"]

    assert "media-src 'self'" in policy
    assert "frame-src 'none'" in policy


def test_a_line_of_a_video_of_another_site_begins_at_its_second_without_a_script_too(client):
    event = past_event(factory=EventFactory, recording_url="https://vimeo.com/123456789")
    event_page(event, slug="talk")
    captions.put_captions(event=event, language="en", lines=vtt.read(SAID).lines)
    set_poster(event=event, content=jpeg())
    services.publish(event=event)

    page = client.get("/en/events/talk/replay/?t=83.5").text

    assert 'data-embed="https://player.vimeo.com/video/123456789?dnt=1#t=83s"' in page
    assert 'href="https://vimeo.com/123456789#t=83s"' in page
    assert 'data-embed-jumps="https://player.vimeo.com/video/123456789?dnt=1#t={second}s"' in page
    picture = f"/recordings/{MediaFile.objects.get().uid}.jpg"
    assert f'<img class="embed__poster" src="{picture}" alt=""' in page


def test_the_page_of_the_event_leads_to_its_recording(client):
    make_replay(recording_url="https://video.example/1")

    html = client.get(TALK).text

    assert f'href="{TALK}replay/"' in html
    assert "https://video.example/1" not in html


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_the_same_however_much_was_said(client, number, django_assert_num_queries):
    replay = make_replay()
    client.get(f"{TALK}replay/")
    for name in ("t.m4a", "t.mp3", "t.ogg")[:number]:
        add_file(event=replay.event, file=media(name))
    for language in ("fr", "es", "ar")[:number]:
        captions.put_captions(event=replay.event, language=language, lines=vtt.read(SAID).lines)
        services.set_chapters(event=replay.event, language=language, chapters=[(0, "A"), (60_000, "B")])
    lines = [vtt.Line(n * 5_000, n * 5_000 + 1, "A") for n in range(number * 50)]
    captions.put_captions(event=replay.event, language="en", lines=lines)

    with django_assert_num_queries(8):
        assert client.get(f"{TALK}replay/").status_code == 200
