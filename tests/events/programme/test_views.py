"""The programme as readers see it: the last version, on their clock, and as hidden as the page of its event."""

import re
from datetime import date, time

import pytest
import time_machine
from django.core.files.base import ContentFile
from lxml.html import fromstring
from wagtail.documents import get_document_model

from coalition import dates
from events.models import Event
from events.permissions import invitation
from events.programme import release
from events.programme.models import Session, SessionDocument, SessionLanguage, SessionSpeaker
from tests.factories.events import event_page
from tests.factories.programmes import ProgrammeFactory, SessionFactory, SpeakerFactory, TrackFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    programme = ProgrammeFactory()
    event_page(programme.event)
    return programme


def address(programme, language="en"):
    return f"/{language}/events/event-{programme.event_id}/"


def days(response):
    """Return the heading of each day on a page, with the titles of its sessions."""
    found = fromstring(response.text).find_class("programme__day")
    return [(day.findtext("h3"), [title.text for title in day.find_class("session__title")]) for day in found]


def test_before_a_release_the_page_of_the_event_shows_no_programme(client, programme):
    SessionFactory(programme=programme)

    assert 'id="programme"' not in client.get(address(programme)).text


@pytest.mark.parametrize(
    ("moment", "order"), [("2027-03-09", [10, 11, 12]), ("2027-03-11", [11, 12, 10]), ("2027-03-13", [10, 11, 12])]
)
def test_today_comes_first_and_days_that_are_over_come_last(client, programme, moment, order):
    Event.objects.filter(pk=programme.event_id).update(wall_end="2027-03-12T18:00", end="2027-03-12T17:00Z")
    for day in (12, 10, 11):
        SessionFactory(programme=programme, day=date(2027, 3, day), titles={"en": f"Talk of {day}"})
    release.release(programme=programme)

    with time_machine.travel(f"{moment}T09:00+01:00", tick=False):
        shown = days(client.get(address(programme)))

    assert shown == [(f"{day} March 2027", [f"Talk of {day}"]) for day in order]


def test_a_track_a_language_and_a_clock_are_asked_for_on_the_page_itself(client, programme):
    event = programme.event
    track = TrackFactory(programme=programme)
    SessionFactory(programme=programme, titles={"en": "fr"}, begins=time(10), track=track)
    for title, of in (("ar", track), ("of no track", None)):
        session = SessionFactory(programme=programme, titles={"en": title}, begins=time(11), track=of)
        SessionLanguage.objects.create(session=session, language="ar", way="interpreted", booked=True)
    release.release(programme=programme)

    page = client.get(f"{address(programme)}?track={track.pk}&language=ar&zone=Asia/Hebron")

    assert days(page) == [(dates.day(event.wall_start.date()), ["ar"])]
    assert [hour.text for hour in fromstring(page.text).cssselect(".session-lines time")] == ["12:00", "13:00"]


def test_readers_see_what_was_released(client, programme):
    session = SessionFactory(programme=programme, titles={"en": "Opening"})
    SessionSpeaker.objects.create(session=session, speaker=SpeakerFactory(programme=programme, name="Ada"))
    release.release(programme=programme)
    Session.objects.update(titles={"en": "A draft"})
    SpeakerFactory(programme=programme, name="Not announced")

    html = client.get(address(programme)).text

    assert "Opening" in html
    assert "Ada" in html
    assert "A draft" not in html
    assert "Not announced" not in html


def test_the_filters_of_a_closed_event_keep_the_way_in(client, programme):
    SessionFactory(programme=programme)
    release.release(programme=programme)
    Event.objects.filter(pk=programme.event_id).update(closed=True)
    programme.event.refresh_from_db()
    code = invitation(programme.event)

    answers = [client.get(f"{address(programme)}{query}") for query in ("", "?zone=UTC", f"{code}&zone=UTC")]

    assert [answer.status_code for answer in answers] == [404, 404, 200]
    [hidden] = fromstring(answers[-1].text).xpath("//form[contains(@class, 'filters')]//input[@name='invitation']")
    assert (hidden.get("value"), answers[-1]["Cache-Control"]) == (code.partition("=")[2], "no-store, private")


def said(client, programme):
    """Return what the page of the event says of its languages."""
    html = client.get(address(programme)).text
    return re.findall(r"<dd>((?:Spoken|Interpreted into|Sign languages): .*?)</dd>", html)


def test_the_events_page_says_what_is_really_offered_once_a_programme_is_released(client, programme):
    """What facts announce holds until then: nobody is to come for an interpreter who was not booked."""
    Event.objects.filter(pk=programme.event_id).update(spoken=["fr"], interpreted=["ar", "en"], signed=["fsl"])
    session = SessionFactory(programme=programme)
    for code, way, booked in (("es", "interpreted", True), ("ar", "interpreted", False), ("ase", "signed", True)):
        SessionLanguage.objects.create(session=session, language=code, way=way, booked=booked)

    assert said(client, programme) == [
        "Spoken: French",
        "Interpreted into: Arabic and English",
        "Sign languages: French Sign Language",
    ]
    release.release(programme=programme)
    booked = ["Spoken: French", "Interpreted into: Spanish", "Sign languages: American Sign Language"]
    assert said(client, programme) == booked
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
