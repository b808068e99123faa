"""One form for several meetings of a series: one button, one mail, an entry for the calendar of each."""

import uuid
from datetime import timedelta

import pytest
from django.utils.http import parse_http_date
from icalendar import Calendar

from coalition.mail import rendering
from coalition.mail.models import Message
from events.models import Event
from events.registrations import personal_data, services
from events.registrations.emails import quiet_url
from events.registrations.models import Registration, RegistrationRequest
from tests.factories.events import NOW, EventFactory, RegistrationFactory, SeatCategoryFactory, event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
SERIES = uuid.UUID(int=7)


def meeting(days: int, *, seats: int = 9, **facts) -> Event:
    event = EventFactory(
        series=SERIES, start=NOW + timedelta(days=days), end=NOW + timedelta(days=days, hours=2), **facts
    )
    event_page(event, title=f"Meeting of {days}", slug=f"meeting-{event.pk}")
    if seats:
        SeatCategoryFactory(event=event, capacity=seats)
    return event


@pytest.fixture
def dates() -> list[Event]:
    """Three meetings of a series; of the last one the only seat is taken."""
    found = [meeting(30), meeting(10), meeting(20, seats=1)]
    RegistrationFactory(category=found[2].seat_categories.get())
    return found


def ask(client, first: Event, *others: Event, **typed) -> RegistrationRequest:
    """Send the form of `first` with `others`."""
    typed = {"name": "Ada", "email": "ada@mail.example", "also": [one.pk for one in others]} | typed
    response = client.post(f"{first.pages.get().url}register/", typed)
    assert response.status_code == 302, response.context["form"].errors
    return RegistrationRequest.objects.latest("pk")


def mine() -> dict[int, str]:
    return dict(Registration.objects.for_address("ada@mail.example").values_list("event_id", "state"))


def test_one_button_takes_them_all_and_one_mail_tells_of_each(client, dates):
    first, second, full = dates
    asked = ask(client, first, second, full)
    assert mine() == {}
    told = personal_data.export_requests("ada@mail.example")[0]["dates"]
    assert told == ["20 January 2027, 11:00 to 13:00, Paris time", "30 January 2027, 11:00 to 13:00, Paris time"]

    found = services.confirm_dates(asked=asked)

    assert [event for event, _row in found] == [second, full, first]
    assert mine() == {first.pk: "confirmed", second.pk: "confirmed", full.pk: "waiting"}
    button, receipt = Message.objects.order_by("pk")
    assert (button.template, receipt.to, receipt.context["what"]) == (
        "events/mail/confirm",
        "ada@mail.example",
        "receipt",
    )
    told = {date["when"].split(",")[0]: date["state"] for date in receipt.context["dates"]}
    assert told == {"20 January 2027": "confirmed", "30 January 2027": "waiting"}
    entries = [Calendar.from_ical(file["content"]) for file in receipt.attachments]
    uids = [str(entry.walk("VEVENT")[0]["UID"]) for entry in entries]
    assert ([file["name"] for file in receipt.attachments], len(set(uids))) == (["event.ics", "event-2.ics"], 2)
    assert {str(entry["METHOD"]) for entry in entries} == {"REQUEST"}
    assert set(Registration.objects.confirmed().values_list("invited", flat=True)) == {True}


def test_pressed_twice_it_takes_and_mails_nothing_more(client, dates):
    asked = ask(client, dates[0], dates[1])
    again = RegistrationRequest.objects.get(pk=asked.pk)
    first = services.confirm_dates(asked=asked)
    before = mine(), Message.objects.count()

    assert services.confirm_dates(asked=again) == first
    assert (mine(), Message.objects.count()) == before


def test_who_is_registered_for_a_date_keeps_it_and_a_date_that_closed_is_left_out(client, dates):
    first, second, gone = dates
    kept = RegistrationFactory(category=second.seat_categories.get(), email="ada@mail.example", name="A. L.")
    asked = ask(client, first, second, gone)
    Event.objects.filter(pk=gone.pk).update(state="cancelled")

    services.confirm_dates(asked=asked)

    assert mine() == {first.pk: "confirmed", second.pk: "confirmed"}
    kept.refresh_from_db()
    assert (kept.name, RegistrationRequest.objects.count()) == ("A. L.", 0)
    mail = Message.objects.latest("pk")
    assert [date.get("state", "none") for date in mail.context["dates"]] == ["confirmed", "none"]
    assert len(mail.attachments) == 1  # what her calendar knows is not sent again


CLOSING = [{"state": "cancelled"}, {"closed": True}, {"neutral_address": True}, {"by_invitation": True},
           {"registration_closes": NOW}]  # fmt: skip


@pytest.mark.parametrize("facts", CLOSING, ids=lambda facts: next(iter(facts)))
def test_no_other_date_is_taken_that_closed_or_became_neutral_meanwhile(client, dates, facts):
    asked = ask(client, dates[0], dates[1])
    Event.objects.filter(pk=dates[1].pk).update(**facts)

    told = dict(services.confirm_dates(asked=asked))
    assert told.get(dates[1]) is None
    is_shown = {"closed", "neutral_address", "by_invitation"}.isdisjoint(facts)
    assert (dates[1] in told) is is_shown  # nobody learns where and when it is from now on
    assert mine() == {dates[0].pk: "confirmed"}


def test_each_date_stands_for_itself_and_the_answer_says_which_she_has(client, dates):
    """The date of the form itself is cancelled: the others are hers all the same, and the link leads to one of them."""
    first, second, full = dates
    asked = ask(client, first, second, full)
    button = f"/en/e/{first.short_id}/c/{asked.token}/"
    Event.objects.filter(pk=first.pk).update(state="cancelled")
    assert "Yes, register me" in client.get(button).text

    answer = client.post(button)

    assert mine() == {second.pk: "confirmed", full.pk: "waiting"}
    shown = [(date["when"][:2], date["words"]) for date in answer.context["dates"]]
    closed = "You have no seat: registration for this date has closed."
    assert shown == [("20", "You have a seat"), ("30", "You are on the waiting list"), ("9 ", closed)]
    assert closed in answer.text
    receipt = Message.objects.latest("pk")
    assert [date.get("state") for date in receipt.context["dates"]] == ["waiting", None]
    html = rendering.render(template=receipt.template, context=receipt.context, language="en", discreet=False).html
    assert "You have no seat: registration for this date has closed." in html
    assert client.post(button).status_code == 410


def test_another_date_gives_seats_of_the_same_kind_or_is_refused(client):
    first, mixed, online = meeting(10, seats=0), meeting(20, seats=0), meeting(30, seats=0)
    SeatCategoryFactory(event=first, kind="on-site")
    SeatCategoryFactory(event=mixed, kind="online")
    SeatCategoryFactory(event=mixed, kind="on-site")
    SeatCategoryFactory(event=online, kind="online")
    typed = {"name": "Ada", "email": "ada@mail.example", "also": [mixed.pk, online.pk]}

    refused = client.post(f"{first.pages.get().url}register/", typed)

    [words] = refused.context["form"].errors["also"]
    assert ("no seats of this kind" in words, "9 February 2027" in words) == (True, True)
    services.confirm_dates(asked=ask(client, first, mixed))
    seats = Registration.objects.for_address("ada@mail.example").values_list("event_id", "category__kind")
    assert dict(seats) == {first.pk: "on-site", mixed.pk: "on-site"}


def test_another_date_whose_seats_of_the_kind_went_meanwhile_gives_none(client):
    first, second = meeting(10, seats=0), meeting(20, seats=0)
    SeatCategoryFactory(event=first, kind="on-site")
    kept = SeatCategoryFactory(event=second, kind="on-site")
    asked = ask(client, first, second)
    SeatCategoryFactory(event=second, kind="online")
    kept.delete()

    assert dict(services.confirm_dates(asked=asked))[second] is None
    assert mine() == {first.pk: "confirmed"}


def test_where_no_date_is_left_the_answer_says_so_and_takes_nothing(client, dates):
    asked = ask(client, dates[0], dates[1])
    Event.objects.update(state="cancelled")

    assert client.post(f"/en/e/{dates[0].short_id}/c/{asked.token}/").context["closed"]
    assert mine() == {}


def test_the_kept_form_is_made_anew_once_another_date_has_passed(client, dates):
    expires = client.get(f"{dates[0].pages.get().url}register/")["Expires"]

    assert parse_http_date(expires) == dates[1].start.timestamp()  # the next of the three


def test_a_discreet_mail_leads_to_the_page_of_each_date_and_says_no_more(client, dates, settings):
    settings.MAIL_DISCREET_NAME, settings.MAIL_DISCREET_ADDRESS = "Appointments", "mail@appointments.example"
    services.confirm_dates(asked=ask(client, dates[0], dates[1], discreet="on"))
    mail = Message.objects.latest("pk")

    html = rendering.render(template=mail.template, context=mail.context, language="en", discreet=True).html

    assert (mail.discreet, mail.attachments) == (True, [])
    assert all(quiet_url(row) in html for row in Registration.objects.for_address("ada@mail.example"))
    assert "January" not in html


def test_the_form_offers_the_other_dates_that_one_can_register_for(client, dates):
    meeting(40, closed=True)
    meeting(40, neutral_address=True)
    meeting(40, by_invitation=True)
    meeting(40, seats=0)
    meeting(40, registration_opens=NOW + timedelta(days=1))
    meeting(-3)
    first, second, full = dates

    form = client.get(f"{first.pages.get().url}register/").context["form"]

    assert [key for key, _when in form.fields["also"].choices] == [second.pk, full.pk]
    alone = SeatCategoryFactory(event=event_page(EventFactory()).event).event
    assert "also" not in client.get(f"{alone.pages.get().url}register/").context["form"].fields
