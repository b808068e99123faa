"""What an event's page says of its hours, and of when one can register: right to the minute, though it is kept."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils.http import http_date

from coalition.caching.entries import LIFETIME, made_entry, own_entry
from events.days import EventDay
from events.models import Event
from events.registrations import emails
from tests.events.desk.test_cms import edit
from tests.factories.events import NOW, EventFactory, RegistrationFactory, SeatCategoryFactory, event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
REGISTER = 'href="/en/events/talk/register/"'
ICS = 'href="/en/events/talk/event.ics"'


@pytest.fixture
def page(client):
    """Return a function that makes an event with a page, and reads that at a moment."""

    def page(moment=NOW, **facts):
        event = Event.objects.first() or EventFactory(**facts)
        if not event.pages.exists():
            event_page(event, slug="talk")
            SeatCategoryFactory(event=event)
        with time_machine.travel(moment, tick=False):
            response = client.get("/en/events/talk/")
        return response, response.content.decode()

    return page


OPENS, CLOSES = datetime(2027, 2, 1, 8, tzinfo=UTC), datetime(2027, 3, 1, 17, tzinfo=UTC)
WINDOW = {"registration_opens": OPENS, "registration_closes": CLOSES}


@pytest.mark.parametrize(
    ("moment", "words", "button", "next_change"),
    [
        (OPENS - timedelta(seconds=1), "Registration opens on 1 February 2027, 09:00, Paris time.", False, OPENS),
        (OPENS, "Registration is open until 1 March 2027, 18:00, Paris time.", True, CLOSES),
        (CLOSES, "Registration is closed.", False, datetime(2027, 3, 10, 9, tzinfo=UTC)),
    ],
)
def test_the_window_is_said_and_the_button_is_there_when_it_works(page, moment, words, button, next_change):
    response, html = page(moment, **WINDOW)

    assert words in html
    assert (REGISTER in html) is button
    assert response["Expires"] == http_date(next_change.timestamp())


@pytest.mark.parametrize("make", [made_entry, lambda headers, body, cache_control: own_entry(headers, body, '"1"')])
def test_what_says_until_when_it_is_right_is_kept_no_longer(make):
    def left(*headers):
        return make(list(headers), b"", cache_control="no-cache").expires - time.monotonic()

    assert left(("Expires", http_date(time.time() + 10))) == pytest.approx(10, abs=1)
    assert left(("Expires", http_date(time.time() - 10))) <= 0
    assert left(("Expires", http_date(time.time() + 7200))) == pytest.approx(LIFETIME, abs=1)
    assert [left(("Expires", "soon")), left()] == [pytest.approx(LIFETIME, abs=1)] * 2


def test_a_postponed_event_shows_no_date_as_if_it_held(client, page):
    seat = RegistrationFactory(category__event=EventFactory(state="postponed", name="A talk"))
    _response, html = page()
    own = client.get(f"/en/registrations/{seat.token}/").content.decode()
    rows = client.get("/en/events/").content.decode()

    assert [("10 March" in text, "The new date is not known yet" in text) for text in (html, own, rows)] == [
        (False, True)
    ] * 3
    assert ICS not in html
    assert emails.send_link_again(seat).context["when"] == "The new date is not known yet"


def with_day(day):
    return {"days-TOTAL_FORMS": "1", "days-0-day": day, "days-0-begins": "10:00", "days-0-ends": "12:00",
            "days-0-id": "", "days-0-DELETE": ""}  # fmt: skip


@pytest.mark.parametrize(("day", "errors"), [("2027-03-10", 0), ("2027-03-11", 1)])
def test_hours_are_typed_for_days_of_the_event_only(editor, day, errors):
    response = edit(editor, EventFactory(), **with_day(day))

    assert EventDay.objects.count() == 1 - errors
    if errors:
        assert "The event is not on these days: 11 March 2027." in response.content.decode()
