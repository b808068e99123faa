"""The programme as readers see it: the last version, on their clock, and as hidden as the page of its event."""

import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from lxml.html import fromstring
from wagtail.documents import get_document_model

from events.models import Event
from events.permissions import invitation
from events.programme import release
from events.programme.models import Session, SessionDocument, SessionLanguage, SessionSpeaker
from tests.factories.events import event_page
from tests.factories.programmes import ProgrammeFactory, SessionFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    programme = ProgrammeFactory()
    event_page(programme.event)
    return programme


def address(programme, language="en"):
    return f"/{language}/events/event-{programme.event_id}/programme/"


def titles(response):
    return [item.title for day in response.context["days"] for item in day.items]


def test_before_a_release_there_is_no_page_and_no_link_to_it(client, programme):
    SessionFactory(programme=programme)

    assert client.get(address(programme)).status_code == 404
    assert "programme/" not in client.get(address(programme).removesuffix("programme/")).content.decode()


def test_readers_see_what_was_released_and_the_events_page_leads_to_it(client, programme):
    session = SessionFactory(programme=programme, titles={"en": "Opening"})
    SessionSpeaker.objects.create(session=session, speaker=SpeakerFactory(programme=programme, name="Ada"))
    release.release(programme=programme)
    Session.objects.update(titles={"en": "A draft"})
    SpeakerFactory(programme=programme, name="Not announced")

    html = client.get(address(programme)).content.decode()

    assert "Opening" in html
    assert "Ada" in html
    assert "A draft" not in html
    assert "Not announced" not in html
    assert f'href="{address(programme)}"' in client.get(address(programme).removesuffix("programme/")).content.decode()


def test_the_programme_of_a_closed_event_is_as_hidden_as_its_page(client, programme):
    SessionFactory(programme=programme)
    release.release(programme=programme)
    assert client.get(address(programme)).status_code == 200
    Event.objects.filter(pk=programme.event_id).update(closed=True)
    programme.event.refresh_from_db()

    answers = [client.get(f"{address(programme)}{query}") for query in ("", "?invitation=wrong")]
    missing = client.get("/en/events/no-such-event/programme/")
    opened = client.get(f"{address(programme)}{invitation(programme.event)}")

    assert [answer.status_code for answer in (*answers, missing, opened)] == [404, 404, 404, 200]
    assert opened["Cache-Control"] == "no-store, private"
    assert invitation(programme.event).removeprefix("?invitation=") in opened.content.decode()


def test_a_neutral_event_has_its_programme_at_the_address_that_says_nothing(client, programme):
    SessionFactory(programme=programme)
    release.release(programme=programme)
    Event.objects.filter(pk=programme.event_id).update(neutral_address=True)
    neutral = reverse("events:neutral-programme", args=[programme.event.short_id])

    moved, shown = client.get(address(programme)), client.get(neutral)

    assert (moved.status_code, moved["Location"]) == (302, neutral)
    assert shown["Cache-Control"] == "no-store, private"
    assert "<title>Information</title>" in shown.content.decode()


def said(client, programme):
    """Return what the page of the event says of its languages."""
    html = client.get(address(programme).removesuffix("programme/")).text
    return re.findall(r"<dd>((?:Spoken|Interpreted into|Signed): .*?)</dd>", html)


def test_the_events_page_says_what_is_really_offered_once_a_programme_is_released(client, programme):
    """What facts announce holds until then: nobody is to come for an interpreter who was not booked."""
    Event.objects.filter(pk=programme.event_id).update(spoken=["fr"], interpreted=["ar", "en"], signed=["fsl"])
    session = SessionFactory(programme=programme)
    for code, way, booked in (("es", "interpreted", True), ("ar", "interpreted", False), ("ase", "signed", True)):
        SessionLanguage.objects.create(session=session, language=code, way=way, booked=booked)

    assert said(client, programme) == [
        "Spoken: French",
        "Interpreted into: Arabic and English",
        "Signed: French Sign Language",
    ]
    release.release(programme=programme)
    assert said(client, programme) == ["Spoken: French", "Interpreted into: Spanish", "Signed: American Sign Language"]
    SessionLanguage.objects.exclude(way="floor").update(booked=False)
    release.release(programme=programme)
    assert said(client, programme) == ["Spoken: French"]


# Wagtail leaves the file that it draws a size in to the garbage collector; ends when its models.py closes it.
@pytest.mark.filterwarnings(
    "ignore:Exception ignored in.*(SpooledTemporaryFile|FileIO):pytest.PytestUnraisableExceptionWarning"
)
def test_documents_stand_at_their_session_and_those_that_are_gone_do_not(client, programme, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    event_page(programme.event, "fr")
    session, bare = (SessionFactory(programme=programme) for _each in range(2))
    files = [
        get_document_model().objects.create(title=name, file=ContentFile(b"%PDF-1.4", name=f"{name}.pdf"))
        for name in ("slides", "gone")
    ]
    for file in files:
        titles = {"en": f"The {file.title}", "fr": f"Les {file.title}"}
        SessionDocument.objects.create(session=session, document=file, titles=titles)
    release.release(programme=programme)
    files[1].delete()

    def told(shown, language):
        page = fromstring(client.get(address(programme, language)).text)
        [article] = page.xpath(f"//article[@id='session-{shown.pk}']")
        links = article.xpath(".//ul[@class='session__documents']//a")
        return [(link.text_content().strip(), link.get("href")) for link in links]

    assert told(session, "en") == [("The slides", files[0].url)]
    assert told(session, "fr") == [("Les slides", files[0].url)]
    assert told(bare, "en") == []
