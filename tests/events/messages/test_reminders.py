"""Reminders and thanks: once, at their time, to those who want them."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings

from coalition.certificates import signing_key
from coalition.mail.models import Message
from coalition.mail.rendering import render
from events.messages import reminders
from events.models import Event
from events.online.models import Joining
from tests.factories.events import (
    LANGUAGES,
    NOW,
    EventFactory,
    RegistrationFactory,
    SeatCategoryFactory,
    WebinarFactory,
    event_page,
    reschedule,
)

pytestmark = pytest.mark.django_db
START = NOW + timedelta(days=30)
WEEK, DAY, HOUR = (START - lead for lead in (timedelta(days=7), timedelta(days=1), timedelta(hours=1)))
MINUTE = timedelta(minutes=1)


def make(people=1, **facts):
    """Return an event that `people` registered for."""
    with time_machine.travel(NOW, tick=False):
        event = EventFactory(**{"start": START, "end": START + timedelta(hours=3), "mode": "online"} | facts)
        event_page(event)
        RegistrationFactory.create_batch(people, category=SeatCategoryFactory(event=event, capacity=500))
    return event


def run(moment, what=reminders.remind):
    """Run the task as it would at `moment`; return how many mails it owed."""
    with time_machine.travel(moment, tick=False):
        return what(moment)


def sent():
    """Return which reminders were owed, by their leads."""
    return [mail.context["lead"] for mail in Message.objects.filter(template="events/mail/reminder").order_by("pk")]


def test_each_reminder_is_owed_once_at_its_time():
    make()

    owed = [
        (run(moment - MINUTE), run(moment), run(moment + 5 * MINUTE), run(moment + 5 * MINUTE))
        for moment in (WEEK, DAY, HOUR)
    ]

    assert owed == [(0, 1, 0, 0)] * 3
    assert sent() == ["week", "day", "hour"]
    assert run(START) == run(START + MINUTE) == 0


@pytest.mark.parametrize(
    ("facts", "kinds"),
    [
        ({}, ["week", "day", "hour"]),
        ({"mode": "hybrid"}, ["week", "day", "hour"]),
        ({"mode": "on-site"}, ["week", "day"]),
        ({"reminders": ["hour"]}, ["hour"]),
        ({"reminders": []}, []),
        ({"state": "cancelled"}, []),
        ({"state": "postponed"}, []),
    ],
)
def test_which_reminders_an_event_has(facts, kinds):
    make(**facts)
    for moment in (WEEK, DAY, HOUR):
        run(moment)

    assert sent() == kinds


def test_the_last_hour_calls_nobody_out_of_the_hall():
    event = make(mode="hybrid")
    with time_machine.travel(NOW, tick=False):
        for kind in ("on-site", "online"):
            RegistrationFactory(category=SeatCategoryFactory(event=event, kind=kind), email=f"{kind}@mail.example")

    assert (run(DAY), run(HOUR)) == (3, 2)
    assert not Message.objects.filter(to="on-site@mail.example", context__lead="hour").exists()


@pytest.mark.parametrize(
    ("lead", "late"), [(WEEK, timedelta(hours=12)), (DAY, timedelta(hours=6)), (HOUR, 30 * MINUTE)]
)
def test_a_reminder_that_is_too_late_is_not_sent(lead, late):
    make()

    assert (run(lead + late), run(lead + late - MINUTE)) == (0, 1)


def test_a_moved_events_reminders_move():
    event = make()
    run(DAY)
    with time_machine.travel(DAY + timedelta(hours=1), tick=False):
        later = event.wall_start + timedelta(days=10)
        reschedule(event=event, start=later, end=later + timedelta(hours=3))

    assert run(HOUR) == 0
    assert [run(moment + timedelta(days=10)) for moment in (WEEK, DAY, HOUR)] == [1, 1, 1]
    assert sent() == ["day", "week", "day", "hour"]


def test_who_gets_no_reminder():
    event = make()
    [seat] = event.registrations.all()
    category = seat.category
    with time_machine.travel(NOW, tick=False):
        RegistrationFactory(category=category, state="waiting")
        RegistrationFactory(category=category, state="cancelled")
        silent = RegistrationFactory(category=category)
        reminders.choose(registration=silent, wanted={"week", "hour"})
        forgotten = RegistrationFactory(category=category)
        type(forgotten).objects.filter(pk=forgotten.pk).update(email="")
    with time_machine.travel(DAY, tick=False):
        RegistrationFactory(category=category)  # the receipt has just told them

    run(DAY + MINUTE)

    assert [mail.to for mail in Message.objects.filter(template="events/mail/reminder")] == [seat.email]


@pytest.mark.parametrize("people", [1, 3])
def test_a_run_costs_a_statement_a_mail_and_no_more(people, django_assert_num_queries):
    make(people)
    run(DAY - MINUTE)

    with django_assert_num_queries(FIXED + people), time_machine.travel(DAY, tick=False):
        reminders.remind(DAY)


FIXED = 17  # looking at three kinds, locking one event, its words, and finding that nobody is left


END = START + timedelta(hours=2)
VIDEO = "https://video.example/1"


def attended(factory=WebinarFactory, *, person=None, **facts):
    """Return the registration of somebody who was in the room of an online event."""
    with time_machine.travel(NOW, tick=False):
        event = factory(start=START, end=END, mode="online", **facts)
        event_page(event)
        row = RegistrationFactory(category=SeatCategoryFactory(event=Event.objects.get(pk=event.pk)), **(person or {}))
    with time_machine.travel(START + timedelta(minutes=5), tick=False):
        Joining.objects.create(registration=row)
    return row


def thank(hours):
    """Run the task so long after the end; return how many mails it owed."""
    moment = END + timedelta(hours=hours)
    with time_machine.travel(moment, tick=False):
        return reminders.thank(moment)


def links():
    mail = Message.objects.get(template="events/mail/thanks")
    return [(link["label"], link["url"]) for link in mail.context["links"]]


def certificate(row, language="en"):
    return f"{settings.SITE_URL}/{language}/registrations/{row.token}/certificate/"


@pytest.mark.parametrize("factory", [WebinarFactory, EventFactory])
def test_thanks_lead_to_the_certificate_and_the_recording(factory):
    row = attended(factory, recording_url=VIDEO)
    with time_machine.travel(NOW, tick=False):
        RegistrationFactory(category=row.category, name="Absent")

    assert [thank(0.9), thank(1), thank(2), thank(70)] == [0, 1, 0, 0]
    assert links() == [("Certificate of attendance", certificate(row)), ("Watch the recording", VIDEO)]


def test_thanks_offer_no_certificate_where_none_can_be_issued(monkeypatch):
    monkeypatch.setattr(signing_key, "is_set", lambda: False)
    attended(recording_url=VIDEO)

    assert (thank(1), links()) == (1, [("Watch the recording", VIDEO)])


def test_the_recording_of_a_webinar_is_waited_for_and_for_two_days_only():
    row, other = attended(), attended()

    assert thank(47) == 0
    Event.objects.filter(pk=row.event_id).update(recording_url=VIDEO)
    assert thank(47) == 1
    assert links()[1] == ("Watch the recording", VIDEO)
    assert [thank(48), thank(49)] == [1, 0]
    mail = Message.objects.filter(template="events/mail/thanks").latest("pk")
    assert (mail.to, [link["label"] for link in mail.context["links"]]) == (other.email, ["Certificate of attendance"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("discreet", [True, False])
def test_a_discreet_mail_leads_to_ones_own_page_only(language, discreet):
    attended(recording_url=VIDEO, person={"language": language, "discreet": discreet})
    thank(1)
    mail = Message.objects.get(template="events/mail/thanks")

    body = render(template=mail.template, context=mail.context, language=language, discreet=mail.discreet)

    said = [(VIDEO in part, "/certificate/" in part) for part in (body.html, body.text)]
    assert (mail.discreet, said) == (discreet, [(not discreet, not discreet)] * 2)
    assert mail.context["manage_url"] in body.text
    assert mail.context["joins_online"] is False  # it is over


def test_hosts_and_each_person_switch_thanks_off(client):
    row, other = attended(recording_url=VIDEO), attended(recording_url=VIDEO)
    Event.objects.filter(pk=other.event_id).update(thanks=False)
    address = f"/en/registrations/{row.token}/reminders/"
    with time_machine.travel(NOW, tick=False):
        assert 'value="thanks"' in client.get(address).text
        assert 'value="thanks"' not in client.get(f"/en/registrations/{other.token}/reminders/").text
        assert client.post(address, {"reminders": ["week", "hour"]}).status_code == 302
        row.refresh_from_db()
        assert reminders.wanted(row) == ["week", "hour"]

    assert thank(1) == 0
    with time_machine.travel(NOW, tick=False):
        client.post(address, {"reminders": ["thanks"]})
    assert thank(1) == 1


@pytest.mark.parametrize("state", ["scheduled", "cancelled", "postponed"])
def test_the_page_of_any_event_that_took_place_has_its_recording(client, state):
    row = attended(EventFactory, recording_url=VIDEO)
    Event.objects.filter(pk=row.event_id).update(state=state)
    page = row.event.pages.get()
    shown = []
    for moment in (START, END + timedelta(hours=1)):
        with time_machine.travel(moment, tick=False):
            shown.append(f'href="{VIDEO}"' in client.get(page.url).text)

    assert shown == [False, state == "scheduled"]
