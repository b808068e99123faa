"""What nobody confirmed: hosts see a number, and cancel all of it; a delegation behind one address is let in."""

import pytest
from django.urls import reverse

from coalition.privacy import proof_of_work, rate_limits
from coalition.users.models import User
from events.registrations.models import RegistrationRequest
from tests.factories.events import RegistrationFactory, SeatCategoryFactory, event_page

from .test_views import DATA

pytestmark = pytest.mark.django_db


def ask(client, page, number, **typed):
    return client.post(f"{page.url}register/", DATA | {"email": f"d{number}@mail.example"} | typed).status_code


@pytest.fixture
def page():
    return SeatCategoryFactory(event=event_page().event).event.pages.get()


def test_a_host_cancels_all_of_one_event_and_nothing_else(client, page):
    other = SeatCategoryFactory(event=event_page().event).event.pages.get()
    kept = RegistrationFactory(category=page.event.seat_categories.get())
    for number in range(3):
        ask(client, page, number)
    ask(client, other, 0)
    client.force_login(User.objects.create_superuser("admin", "admin@coalition.example", "x"))
    url = reverse("wagtailsnippets_events_event:unconfirmed", args=[page.event_id])

    shown = client.get(url).content.decode()
    assert ("3 registrations are waiting to be confirmed" in shown, "@mail.example" in shown) == (True, False)
    assert url in client.get(reverse("wagtailsnippets_events_event:list")).content.decode()
    assert RegistrationRequest.objects.count() == 4  # reading changes nothing
    client.post(url)

    assert [row.event_id for row in RegistrationRequest.objects.all()] == [other.event_id]
    assert kept.event.registrations.get() == kept


def test_who_may_not_cancel_may_not_do_that(client, page):
    ask(client, page, 1)
    client.force_login(User.objects.create_user("nobody", "nobody@coalition.example", "x"))

    client.post(reverse("wagtailsnippets_events_event:unconfirmed", args=[page.event_id]))

    assert RegistrationRequest.objects.count() == 1


def test_a_delegation_of_two_hundred_behind_one_address_registers(client, page, settings, monkeypatch):
    settings.RATE_LIMITS_ENABLED = True
    monkeypatch.setattr(proof_of_work, "is_solved", lambda proof: proof == "solved")
    rate_limits.count("register", ["ip:127.0.0.1"], rate_limits.LIMITS["register"].window)

    first, *others = (ask(client, page, number, proof="solved") for number in range(120))
    unproven = [ask(client, page, 200 + number) for number in range(60)]

    assert ({first, *others}, unproven[0], unproven[-1]) == ({302}, 302, 422)
