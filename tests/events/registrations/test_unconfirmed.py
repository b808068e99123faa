"""What nobody confirmed: a delegation behind one address is let in, and a robot is not."""

from datetime import timedelta

import pytest
import time_machine

from coalition.privacy import proof_of_work, rate_limits
from events import tasks
from events.registrations.models import Registration, RegistrationRequest
from tests.factories.events import NOW, SeatCategoryFactory, event_page

from .test_views import DATA

pytestmark = pytest.mark.django_db


def ask(client, page, number, **typed):
    return client.post(f"{page.url}register/", DATA | {"email": f"d{number}@mail.example"} | typed).status_code


@pytest.fixture
def page():
    return SeatCategoryFactory(event=event_page().event).event.pages.get()


def test_a_delegation_of_two_hundred_behind_one_address_registers(client, page, settings, monkeypatch):
    settings.RATE_LIMITS_ENABLED = True
    monkeypatch.setattr(proof_of_work, "is_solved", lambda proof: proof == "solved")
    rate_limits.count("register", ["ip:127.0.0.1"], rate_limits.LIMITS["register"].window)

    first, *others = (ask(client, page, number, proof="solved") for number in range(120))
    unproven = [ask(client, page, 200 + number) for number in range(60)]

    assert ({first, *others}, unproven[0], unproven[-1]) == ({302}, 302, 422)


@pytest.mark.usefixtures("january")
def test_a_link_works_on_the_evening_of_the_next_day(client, page):
    with time_machine.travel(NOW - timedelta(hours=47), tick=False):
        client.post(f"{page.url}register/", DATA)
    tasks.drop_unconfirmed(timestamp=0)
    client.post(f"/en/e/{page.event.short_id}/c/{RegistrationRequest.objects.get().token}/")

    assert Registration.objects.get().state == "confirmed"


@pytest.mark.usefixtures("january")
def test_that_an_email_may_not_be_sent_is_said_to_all_alike(client, page):
    addresses = [client.post(f"{page.url}register/", DATA)["Location"] for _time in range(5)]

    assert len(set(addresses)) == 1
    assert "We send only a few such emails" in client.get(addresses[0]).text
