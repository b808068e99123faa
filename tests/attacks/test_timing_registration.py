"""Nobody learns by the work or the time of an answer who is registered, or which closed events there are."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.permissions import invitation
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, event_page

from .measuring import LONG, auc, medians_apart, took

pytestmark = pytest.mark.django_db
EACH, TRIES, MOST_APART = 300, 3, 0.1
VALUES = re.compile(r"'[^']*'|\d+(\.\d+)?|[0-9a-f-]{32,}")
CLOSED = ("", "register/", "register/sent/", "event.ics")
CODES = ("", "?invitation=", f"?invitation={'0' * 32}")


def statements(ask) -> list[str]:
    """Return what the database is told meanwhile, without values."""
    with CaptureQueriesContext(connection) as captured:
        ask()
    return [VALUES.sub("?", query["sql"]) for query in captured]


@pytest.fixture
def page():
    page = event_page(slug="training")
    SeatCategoryFactory(event=page.event)
    RegistrationFactory(category=page.event.seat_categories.get(), email="known@mail.example")
    closed = event_page(EventFactory(closed=True), slug="secret")
    SeatCategoryFactory(event=closed.event)
    return page


def register(client, address):
    data = {"name": "Ada", "email": address, "language": "en"}
    return lambda: client.post("/en/events/training/register/", data)


def test_registering_does_the_same_work_for_a_known_address(client, page):
    register(client, "first@mail.example")()  # what is read once a process

    known = statements(register(client, "known@mail.example"))
    assert known == statements(register(client, "other@mail.example"))
    assert not [statement for statement in known if '"events_registration"' in statement]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("ending", CLOSED)
def test_a_closed_event_takes_the_same_path_to_its_404_as_none(client, page, ending, code):
    client.get("/en/events/none/")  # what is read once a process

    def ask(slug):
        response = client.get(f"/en/events/{slug}/{ending}{code}")
        assert response.status_code == 404
        return re.sub(r"secret|none", "", response.content.decode())

    assert statements(lambda: ask("secret")) == statements(lambda: ask("none"))
    assert ask("secret") == ask("none")


def test_a_closed_event_is_no_more_at_its_neutral_address(client, page):
    closed = event_page(EventFactory(closed=True, neutral_address=True), slug="hidden").event

    for path in CLOSED:
        ask = [lambda name=name, path=path: client.get(f"/en/e/{name}/{path}") for name in (closed.short_id, "2" * 10)]
        assert [one().status_code for one in ask] == [404, 404]
        assert statements(ask[0]) == statements(ask[1])
    assert client.get(f"/en/e/{closed.short_id}/{invitation(closed)}").status_code == 200


@pytest.mark.skipif(not LONG, reason="times are measured by `make attack`, on a quiet machine")
def test_300_registered_addresses_take_the_time_of_300_unknown_ones(client, page, settings):
    """They take turns, each address once a try. What else the machine does may spoil one try, and not three."""
    settings.RATE_LIMITS_ENABLED = False
    category = page.event.seat_categories.get()
    known = [row.email for row in RegistrationFactory.create_batch(EACH, category=category)]
    tries = []
    for number in range(TRIES):
        unknown = [f"unknown{number}-{person}@mail.example" for person in range(EACH)]
        asked = [[register(client, email) for email in emails] for emails in (known, unknown)]
        tries.append(medians_apart(*took(*asked)))
        print(f"medians {tries[-1]:.1%} apart")
        if tries[-1] < MOST_APART:
            break

    assert min(tries) < MOST_APART


@pytest.mark.skipif(not LONG, reason="times are measured by `make attack`, on a quiet machine")
@pytest.mark.parametrize("ending", CLOSED)
def test_a_closed_event_takes_the_same_time_to_its_404_as_none(client, page, ending):
    asked = [[lambda name=name: client.get(f"/en/events/{name}/{ending}")] * EACH for name in ("secret", "none")]
    took(asked[0][:5], asked[1][:5])  # what is read once a process
    times = took(*asked)

    assert medians_apart(*times) < 0.05
    assert 0.45 < auc(*times) < 0.55
