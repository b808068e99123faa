"""A private calendar: put together by links, discreet unless asked, and ended at once."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from icalendar import Calendar

from coalition.logs import mask
from coalition.privacy import secret_links
from coalition.privacy import services as privacy
from events.agenda import private_calendar
from events.agenda import services as agenda
from events.agenda.models import Held, OwnCalendar
from events.programme import release
from events.registrations import services as registrations
from tests.factories.events import NOW, EventFactory, RegistrationFactory, event_page
from tests.factories.programmes import ProgrammeFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


def seat(title: str = "The evening", **facts):
    page = event_page(EventFactory(**facts.pop("event", {})), title=title)
    return RegistrationFactory(category__event=page.event, **facts)


def page_of(registration) -> str:
    return f"/en/registrations/{registration.token}/calendar/"


def said(client, token: str) -> list[tuple[str, str]]:
    answer = client.get(f"/en/calendar/own/{token}.ics")
    return sorted((str(item["SUMMARY"]), str(item["STATUS"])) for item in Calendar.from_ical(answer.content).events)


def test_it_is_made_by_a_press_and_says_hours_only(client):
    mine = seat()
    client.get(page_of(mine))
    assert not OwnCalendar.objects.exists()

    led = client.post(page_of(mine))["Location"]
    token = led.split("/")[-2]
    answer = client.get(f"/en/calendar/own/{token}.ics")

    assert led == f"/en/calendar/own/{token}/"
    assert f"/en/calendar/own/{token}.ics" in client.get(led).content.decode()
    calendar = Calendar.from_ical(answer.content)
    [item] = calendar.events
    assert (str(calendar["NAME"]), str(item["SUMMARY"]), item["DTSTART"].dt) == (
        "Calendar", "Appointment", mine.event.local_start
    )  # fmt: skip
    assert {"DESCRIPTION", "LOCATION", "URL"} & set(item) == set()
    assert str(item["CATEGORIES"].to_ical(), "utf-8") == "Appointment"
    assert (str(mine.event.uid) in answer.content.decode(), b"The evening" in answer.content) == (False, False)
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store, private", "noindex, nofollow")
    assert secret_links.digest(token) == OwnCalendar.objects.get().digest
    assert token not in mask(f"GET /en/calendar/own/{token}.ics")


def test_titles_are_shown_to_who_asks_for_them_but_of_nothing_discreet(client):
    rows = [seat("Open"), seat("Of a discreet person", discreet=True), seat("Neutral", event={"neutral_address": True}),
            seat("Closed", event={"closed": True})]  # fmt: skip
    token = private_calendar.make(registration=rows[0], shows_titles=True)
    for row in rows[1:]:
        private_calendar.put_into(registration=row, address=f"https://x.example/en/calendar/own/{token}.ics")

    shown = said(client, token)
    client.post(f"/en/calendar/own/{token}/", {"do": "hours"})

    assert shown == [("Appointment", "CONFIRMED")] * 2 + [("Closed", "CONFIRMED"), ("Open", "CONFIRMED")]
    assert said(client, token) == [("Appointment", "CONFIRMED")] * 4


def test_who_holds_one_link_learns_of_no_other_registration(client):
    mine, other = seat("Mine"), seat("Other", email="other@mail.example")
    token = private_calendar.make(registration=mine, shows_titles=True)
    private_calendar.put_into(registration=other, address=token)

    html = client.get(page_of(mine)).content.decode()

    assert (token in html, "Other" in html, 'value="out"' in html) == (False, False, True)
    client.post(page_of(mine), {"do": "out"})  # whoever put it there
    assert said(client, token) == [("Other", "CONFIRMED")]


@pytest.mark.parametrize("address", ["nothing", "x" * 43, "https://x.example/en/calendar/own/"])
def test_an_address_that_opens_nothing_is_refused_and_kept(client, address):
    answer = client.post(page_of(seat()), {"address": address, "shows_titles": "on"})

    assert answer.status_code == 422
    assert (f'value="{address}"' in answer.content.decode(), "checked" in answer.content.decode()) == (True, True)
    assert not Held.objects.exists()


def test_another_address_ends_the_one_before_at_once(client):
    token = private_calendar.make(registration=seat(), shows_titles=False)
    before = client.get(f"/en/calendar/own/{token}.ics", headers={"Accept-Encoding": "gzip"})

    led = client.post(f"/en/calendar/own/{token}/", {"do": "renew"})["Location"]

    etag = {"If-None-Match": before["ETag"]}
    gone = [client.get(f"/en/calendar/own/{token}{end}", headers=etag).status_code for end in (".ics", "/")]
    assert (gone, client.get(led).status_code) == ([404, 404], 200)
    new = led.split("/")[-2]
    assert client.get(f"/en/calendar/own/{new}.ics", headers=etag).status_code == 304
    client.post(led, {"do": "end"})
    assert (client.get(led).status_code, OwnCalendar.objects.count(), Held.objects.count()) == (404, 0, 0)


def test_it_follows_seats_and_chosen_sessions(client):
    page = event_page(title="Seminar")
    programme = ProgrammeFactory(event=page.event)
    session = SessionFactory(programme=programme, titles={"en": "The talk"})
    SessionFactory(programme=programme, titles={"en": "Not chosen"})
    release.release(programme=programme)
    mine, waiting = RegistrationFactory(category__event=page.event), seat("Waited for", state="waiting")
    agenda.star(registration=mine, session=session.pk)
    token = private_calendar.make(registration=mine, shows_titles=True)
    private_calendar.put_into(registration=waiting, address=token)

    first = said(client, token)
    registrations.cancel_registration(registration=mine)

    assert first == [("Seminar", "CONFIRMED"), ("The talk", "CONFIRMED")]
    assert said(client, token) == [("Cancelled: Seminar", "CANCELLED"), ("Cancelled: The talk", "CANCELLED")]


def entries(client, token):
    return Calendar.from_ical(client.get(f"/en/calendar/own/{token}.ics").content).events


@pytest.mark.parametrize("shows_titles", [True, False])
def test_seat_that_is_taken_again_stands_once_and_is_not_cancelled(client, shows_titles):
    page = event_page(title="Seminar")
    programme = ProgrammeFactory(event=page.event)
    session = SessionFactory(programme=programme, titles={"en": "The talk"})
    release.release(programme=programme)
    first = RegistrationFactory(category__event=page.event)
    agenda.star(registration=first, session=session.pk)
    token = private_calendar.make(registration=first, shows_titles=shows_titles)
    told = [entries(client, token)]

    registrations.cancel_registration(registration=first)
    told.append(entries(client, token))
    second = RegistrationFactory(category=first.category, email=first.email)
    agenda.star(registration=second, session=session.pk)
    private_calendar.put_into(registration=second, address=token)
    told.append(entries(client, token))
    registrations.cancel_registration(registration=second)
    told.append(entries(client, token))

    states = ["CONFIRMED", "CANCELLED", "CONFIRMED", "CANCELLED"]
    assert [[str(item["STATUS"]) for item in items] for items in told] == [[state, state] for state in states]
    assert all({str(item["UID"]) for item in items} == {str(item["UID"]) for item in told[0]} for items in told)
    for number in (0, 1):  # the event, then its session
        sequences = [sorted(items, key=lambda item: str(item["UID"]))[number]["SEQUENCE"] for items in told]
        assert sequences == sorted(set(sequences))


def test_it_is_forgotten_with_its_people():
    mine, other = seat(), seat("Other")
    private_calendar.make(registration=mine, shows_titles=False)
    private_calendar.make(registration=other, shows_titles=False)

    privacy.erase(address=mine.email)
    assert [row.registration for row in Held.objects.all()] == [other]
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        privacy.purge(now=timezone.now())
    assert [calendar.held.count() for calendar in OwnCalendar.objects.all()] == [1]
