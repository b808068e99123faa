"""The working name of an event is for its editors: no copy of data, mail, page or feed that others see has it."""

import json

import pytest

from coalition.mail.models import Message
from coalition.privacy import registry
from events.agenda import private_calendar as own_calendar
from events.messages.models import Letter, LetterCopy
from events.models import Event
from events.online.models import Joining
from events.programme import release
from events.programme.models import SessionChoice
from events.registrations import services
from events.registrations.fields import Registrant
from events.registrations.models import SeatMove
from tests.factories.doors import CheckInFactory
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.programmes import ProgrammeFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
WORKING_NAME = "SEM-27 internal"
ADDRESS = "ada@mail.example"
TITLES = {"en": "A seminar for all", "fr": "Un séminaire pour toutes"}


@pytest.fixture
def row():
    """Somebody who reads French, with a trace of everything that an event keeps of people."""
    event = EventFactory(name=WORKING_NAME, mode="hybrid")
    for language, title in TITLES.items():
        event_page(event, language, slug="seminar", title=title)
    session = SessionFactory(programme=ProgrammeFactory(event=event))
    hall = SeatCategoryFactory(event=event, capacity=5)
    release.release(programme=session.programme)
    row = RegistrationFactory(category=hall, email=ADDRESS, language="fr")
    letter = Letter.objects.create(
        event=event, subject={"fr": "Le train"}, text={"fr": "Il part à huit heures."}, states=["confirmed"],
        categories=[hall.pk], languages=["fr"],
    )  # fmt: skip
    LetterCopy.objects.create(letter=letter, registration=row)
    Joining.objects.create(registration=row)
    SessionChoice.objects.create(registration=row, session=session, kind="star")
    SeatMove.objects.create(event=event, registration=row, category=hall, kind="promoted", state="confirmed")
    CheckInFactory(registration=row)
    return row


def copies():
    """Return what every source holds about the address, by its name, where it holds something."""
    return {source.name: found for source in registry.sources() if (found := source.export(ADDRESS))}


def test_a_copy_of_data_names_an_event_as_mails_do_in_the_language_of_its_person(row, client):
    other = EventFactory(name=f"{WORKING_NAME} again")
    event_page(other, slug="next", title="The next one")
    person = Registrant(name="Ada", email=ADDRESS, language="en")
    services.ask(event=other, category=SeatCategoryFactory(event=other), person=person)

    found = copies()
    export = f"/en/registrations/{row.token}/export/"
    client.post(export)
    code = Message.objects.get(template="events/mail/code").context["code"]
    found["own page"] = [client.post(export, {"code": code}).json()]

    named = {name: {one["event"] for one in rows if "event" in one} for name, rows in found.items()}
    in_french = {
        "agendas of registered people", "attendance online", "changes of seats",
        "check-ins at doors", "event registrations", "event messages", "own page",
    }  # fmt: skip
    assert {name: titles for name, titles in named.items() if titles} == {
        "unconfirmed event registrations": {"The next one"},
        **{name: {TITLES["fr"]} for name in in_french},
    }
    assert WORKING_NAME not in json.dumps(found, default=str)


def test_no_page_and_no_feed_has_it(row, client):
    own, page = f"/fr/registrations/{row.token}/", "/fr/events/seminar/"
    token = own_calendar.make(registration=row, shows_titles=True)
    paths = [
        "/fr/", "/fr/events/", "/fr/calendar/", "/fr/calendar/all.ics", "/fr/search/?q=SEM-27",
        "/sitemap.xml", "/sitemap-pages-fr.xml", f"/fr/calendar/own/{token}.ics",
        *(page + end for end in ("", "register/", "schedule.json", "programme.ics", "event.ics")),
        *(own + end for end in ("", "change/", "cancel/", "erase/", "ticket/", "ticket/ticket.html", "agenda/",
                                "reminders/", "letters/", "join/")),
    ]  # fmt: skip
    read = {}
    for path in paths:
        answer = client.get(path, follow=True)
        read[path] = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200, path

    assert [path for path, content in read.items() if WORKING_NAME.encode() in content] == []
    assert sum("Un séminaire pour toutes".encode() in content for content in read.values()) > 15
    assert Event.objects.get(pk=row.event_id).name == WORKING_NAME
