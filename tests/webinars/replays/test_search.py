"""What was said is found by its words, in one language, with its line and its second; nothing hidden is."""

from datetime import timedelta

import pytest

from events.models import Event
from home.search.question import ask
from tests.crawling import sitemap
from tests.factories.events import event_page
from tests.factories.home import make_home
from tests.factories.replays import make_replay
from webinars.replays import services as captions
from webinars.replays import transcript_search, vtt
from webinars.replays.models import Replay
from webinars.replays.transcript_search import Found

pytestmark = pytest.mark.django_db
FRENCH = vtt.read(
    "WEBVTT\n\n00:03.000 --> 00:06.000\n<v Hélène>L’égalité des territoires\n\n"
    "00:06.000 --> 00:09.000\nse mesure à l’hôpital.\n\n02:00.000 --> 02:03.000\nMerci à toutes."
).lines
ARABIC = vtt.read("WEBVTT\n\n00:07.500 --> 00:09.000\nاتفقوا على التعريف قبل الأرقام.").lines


def said(client, query, language="en"):
    """Return line, moment, address and speaker of each hit among what was said."""
    response = client.get(f"/{language}/search/", {"q": query})
    groups = [group for group in response.context.get("groups") or [] if group.key == "said"]
    return [(hit.text, hit.when, hit.url, hit.eyebrow) for group in groups for hit in group.hits]


@pytest.fixture
def replay():
    make_home()
    return make_replay()


def test_a_line_is_found_with_its_second(client, replay):
    url = "/en/webinars/talk/replay/?captions=en&t=4#t4"
    found = ("Seven indicators rather than seventy.", "0:04", url, "Moderator")

    for query in ("seventy", "indicator", "SEVEN indicators", "welcome seventy"):
        assert said(client, query)[0][1:3] in ((found[1:3]), ("0:01", url.replace("t=4#t4", "t=1#t1"))), query
    assert said(client, "seventy") == [found]
    assert said(client, "nothing of that") == []
    assert client.get(url.partition("#")[0]).status_code == 200


@pytest.mark.parametrize("query", ["egalite", "ÉGALITÉ hopital", "territoire", "helene"])
def test_accents_and_endings_do_not_matter(client, replay, query):
    make_home("fr")
    event_page(replay.event, "fr", slug="diagnostic")
    captions.put_captions(event=replay.event, language="fr", lines=FRENCH)

    assert said(client, query, "fr")[0][0] == "L’égalité des territoires"
    assert said(client, query) == []


def test_what_was_said_is_found_without_a_page_in_its_language(client, replay):
    """Of an event that has an English page alone, from the French search."""
    make_home("fr")
    captions.put_captions(event=replay.event, language="fr", lines=FRENCH)

    assert said(client, "hôpital", "fr") == [
        ("se mesure à l’hôpital.", "0:06", "/en/webinars/talk/replay/?captions=fr&t=6#t6", "")
    ]


@pytest.mark.parametrize("query", ["التعريف", "تعريف", "أرقام", "الارقام"])
def test_arabic_is_found_with_and_without_its_article(client, replay, query):
    make_home("ar")
    event_page(replay.event, "ar", slug="talk")
    captions.put_captions(event=replay.event, language="ar", lines=ARABIC)

    assert [hit[1:3] for hit in said(client, query, "ar")] == [
        ("0:07", "/ar/webinars/talk/replay/?captions=ar&t=7.5#t7.5")
    ]


HIDE = {
    "a draft": lambda replay: Replay.objects.update(published=False),
    "closed": lambda replay: Event.objects.update(closed=True),
    "cancelled": lambda replay: Event.objects.update(state="cancelled"),
    "no page": lambda replay: replay.event.pages.get().unpublish(),
    "in another language": lambda replay: replay.transcripts.update(language="fr"),
}


@pytest.mark.parametrize("hide", HIDE.values(), ids=HIDE)
def test_what_may_not_be_watched_is_not_found(client, replay, hide):
    assert said(client, "seventy")

    hide(replay)

    assert said(client, "seventy") == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_cost_is_the_same_for_any_number(replay, number, django_assert_num_queries):
    for place in range(number - 1):
        make_replay(slug=f"talk-{place}")
    question = ask("seventy", "en")

    with django_assert_num_queries(4):
        found = Found(question.condition(), "en")
        rows = found[: found.count()]
        assert [row.page.title for row in rows] == ["A shared diagnosis"] * number
        assert {len(row.lines) for row in rows} == {2}


COMMON = vtt.read(
    "WEBVTT\n\n" + "\n\n".join(f"{minute:02}:00.000 --> {minute:02}:05.000\nWe agree." for minute in range(6))
).lines


@pytest.fixture
def many(replay, monkeypatch):
    """Three recordings, a day after the other, with six minutes each that have one word; ten are counted."""
    monkeypatch.setattr(transcript_search, "MOST", 10)
    for days, slug in ((3, "older"), (2, "newer")):
        start = replay.event.start - timedelta(days=days)
        make_replay(slug=slug, start=start, end=start + timedelta(hours=1))
    for one in Replay.objects.all():
        captions.put_captions(event=one.event, language="en", lines=COMMON)
    return replay


def test_more_than_are_counted_are_told_and_the_latest_are_shown_in_their_order(client, many):
    first = client.get("/en/search/", {"q": "agree"})
    pages = [client.get("/en/search/", {"q": "agree", "in": "said", "page": page}) for page in (1, 2)]

    assert "More than 10 results for" in first.text
    assert "(more than 10)" in first.text
    assert [hit.url.split("/")[3] for hit in pages[0].context["groups"][0].hits] == ["talk"] * 6 + ["newer"] * 4
    assert [hit.when for hit in pages[0].context["groups"][0].hits[:6]] == [f"{minute}:00" for minute in range(6)]
    assert "These are the latest 10. Add a word to find others." in pages[0].text
    assert pages[1].context["page_obj"].number == 1  # there is no second page


def test_lists_and_the_map_of_the_site_name_what_can_be_watched(client, replay):
    make_replay(slug="draft", published=False)
    make_replay(slug="secret", closed=True)

    rows = client.get("/en/webinars/").context["past"]
    assert sorted((row.url, row.recorded) for row in rows) == [
        ("/en/webinars/draft/", False),
        ("/en/webinars/talk/", True),
    ]
    addresses = sitemap(client)
    assert [one for one in ("talk", "draft", "secret") if f"/en/webinars/{one}/replay/" in addresses] == ["talk"]
