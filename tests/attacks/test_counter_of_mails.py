"""Who posts an address and then reads `/health/` does not learn whether the address is known."""

from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client

from coalition import probes
from coalition.users.models import User
from tests.factories.charter import SignatureFactory
from tests.factories.events import NOW, RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.newsletters import ReaderFactory, newsletter_section

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "known@town.example", "unknown@town.example"


@pytest.fixture(autouse=True)
def _place():
    """A site that is well, where one address has registered, subscribed, signed and an account."""
    with time_machine.travel(NOW, tick=False):
        newsletter_section()
        page = event_page(slug="training")
        SeatCategoryFactory(event=page.event, capacity=50)
        RegistrationFactory(event=page.event, email=KNOWN)
        ReaderFactory(email=KNOWN)
        SignatureFactory(official_email=KNOWN)
        User.objects.create_user("nadia", KNOWN, "a-Long-Enough-word")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_workers")
            cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
        yield


def register(client: Client, address: str) -> None:
    client.post("/en/events/training/register/", {"name": "Ada", "email": address, "language": "en"})


def subscribe(client: Client, address: str) -> None:
    shown = client.get("/en/newsletter/").context["form"]["shown"].value()
    typed = {"email": address, "language": "en", "frequency": "each", "consent": "on", "shown": shown}
    client.post("/en/newsletter/", typed)


def lose_the_link(client: Client, address: str) -> None:
    client.post("/en/charter/sign/link/", {"official_email": address, "email": address})


def forget_the_password(client: Client, address: str) -> None:
    client.post("/accounts/password/reset/", {"email": address})


def counter(client: Client) -> tuple[int, bytes, dict[str, str]]:
    """Return all that a stranger gets from `/health/`, asked of the database anew."""
    probes.healthy.forget()
    response = client.get("/health/")
    headers = {name: value for name, value in response.items() if name != "X-Request-ID"}
    return response.status_code, response.content, headers


@pytest.mark.parametrize("door", [register, subscribe, lose_the_link, forget_the_password])
def test_health_is_the_same_bytes_whoever_was_posted(client: Client, door: Callable[[Client, str], None]):
    read = [counter(client)]
    for address in (KNOWN, UNKNOWN, KNOWN, UNKNOWN):
        door(client, address)
        read.append(counter(client))

    assert read == [(200, b'{"status": "ok"}', read[0][2])] * 5


def test_the_other_probes_count_nothing_either(client: Client):
    for path in ("/live/", "/ready/"):
        before = client.get(path).content
        subscribe(client, KNOWN)
        assert client.get(path).content == before == b'{"status": "ok"}'


def test_the_verdict_is_no_clock_of_what_waits(client: Client, django_assert_num_queries, monkeypatch):
    """However much waits, a stranger's second look costs no look at the database."""
    monkeypatch.setattr(probes, "KEPT_FOR", 3600)  # the machine may be slow
    counter(client)
    for number in range(5):
        subscribe(client, f"{number}{UNKNOWN}")

    with django_assert_num_queries(0):
        assert client.get("/health/").content == b'{"status": "ok"}'
