"""What nobody confirmed: a delegation behind one address is let in, and a robot is not."""

import pytest

from coalition.privacy import proof_of_work, rate_limits
from tests.factories.events import SeatCategoryFactory, event_page

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
