"""Thanks: once, to who was there and wants them, with certificate and recording; a discreet mail says neither."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings

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
)

pytestmark = pytest.mark.django_db
START = NOW + timedelta(days=30)
END = START + timedelta(hours=2)
VIDEO = "https://video.example/1"


def make(factory=WebinarFactory, *, person=None, **facts):
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
    row = make(factory, recording_url=VIDEO)

    assert [thank(0.9), thank(1), thank(2), thank(70)] == [0, 1, 0, 0]
    assert links() == [("Certificate of attendance", certificate(row)), ("Watch the recording", VIDEO)]


def test_the_recording_of_a_webinar_is_waited_for_and_for_two_days_only():
    row, other = make(), make()

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
    make(recording_url=VIDEO, person={"language": language, "discreet": discreet})
    thank(1)
    mail = Message.objects.get(template="events/mail/thanks")

    body = render(template=mail.template, context=mail.context, language=language, discreet=mail.discreet)

    said = [(VIDEO in part, "/certificate/" in part) for part in (body.html, body.text)]
    assert (mail.discreet, said) == (discreet, [(not discreet, not discreet)] * 2)
    assert mail.context["manage_url"] in body.text
    assert mail.context["joins_online"] is False  # it is over


def test_hosts_and_each_person_switch_thanks_off(client):
    row, other = make(recording_url=VIDEO), make(recording_url=VIDEO)
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
    row = make(EventFactory, recording_url=VIDEO)
    Event.objects.filter(pk=row.event_id).update(state=state)
    page = row.event.pages.get()
    shown = []
    for moment in (START, END + timedelta(hours=1)):
        with time_machine.travel(moment, tick=False):
            shown.append(f'href="{VIDEO}"' in client.get(page.url).text)

    assert shown == [False, state == "scheduled"]
