"""Who posts an address learns not whether it is known: not by `/health/`, and not by pages that are made anew."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coalition import probes
from coalition.caching import changes
from coalition.privacy import inquiries
from coalition.users.models import User
from events.registrations import fullness, services
from events.registrations.models import RegistrationRequest
from newsletters.readers import services as readers
from newsletters.readers.models import SubscriptionRequest
from tests.factories.charter import SignatureFactory
from tests.factories.events import NOW, RegistrationFactory, SeatCategoryFactory, event_page
from tests.factories.newsletters import ReaderFactory, newsletter_section

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "known@town.example", "unknown@town.example"
WRITES = re.compile(r'(?:INSERT INTO|(?<!FOR NO KEY )UPDATE|DELETE FROM) "?(\w+)')


@pytest.fixture(autouse=True)
def _place():
    """A site that is well, where one address has registered, subscribed, signed, begun to sign and an account."""
    with time_machine.travel(NOW, tick=False):
        newsletter_section()
        page = event_page(slug="training")
        RegistrationFactory(category=SeatCategoryFactory(event=page.event, capacity=50), email=KNOWN)
        ReaderFactory(email=KNOWN)
        SignatureFactory(official_email=KNOWN)
        SignatureFactory(contact_email=KNOWN, state="draft")
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


DOORS = [register, subscribe, lose_the_link, forget_the_password]


def counter(client: Client) -> tuple[int, bytes, dict[str, str]]:
    """Return all that a stranger gets from `/health/`, asked of the database anew."""
    probes.healthy.forget()
    response = client.get("/health/")
    headers = {name: value for name, value in response.items() if name != "X-Request-ID"}
    return response.status_code, response.content, headers


@pytest.mark.parametrize("door", DOORS)
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


def announced(act: Callable[[], object]) -> list[str]:
    """Return the public tables that `act`, and the worker after it, write to: a change of one makes all pages anew."""
    with CaptureQueriesContext(connection) as queries:
        act()
        while inquiries.answer_due():
            pass
    written = {table for query in queries.captured_queries for table in WRITES.findall(query["sql"])}
    assert written  # the pattern still finds what is written
    return sorted(written & set(changes.public_tables()))


@pytest.mark.parametrize("address", [KNOWN, UNKNOWN])
@pytest.mark.parametrize("door", DOORS)
def test_no_door_makes_the_pages_anew(door: Callable[[Client, str], None], address: str):
    assert announced(lambda: door(Client(), address)) == []


def test_no_confirmation_makes_the_pages_anew():
    register(Client(), UNKNOWN)
    subscribe(Client(), UNKNOWN)

    assert announced(lambda: services.confirm(asked=RegistrationRequest.objects.get())) == []
    assert announced(lambda: readers.confirm_by_link(request=SubscriptionRequest.objects.get())) == []


def test_the_hourly_count_makes_the_pages_anew_whether_or_not_somebody_registered():
    statements = set()
    for when in (NOW, NOW + timedelta(hours=2), NOW + timedelta(hours=3)):  # nobody yet, one, nobody more
        with time_machine.travel(when, tick=False), CaptureQueriesContext(connection) as queries:
            fullness.count(when)
        made = [query["sql"] for query in queries.captured_queries]
        assert [table for sql in made for table in WRITES.findall(sql)] == ["events_seatcategory"]
        statements.add(tuple(sql.split()[0] for sql in made))
    assert len(statements) == 1  # locked and written in the same way each time


def test_a_table_that_was_public_before_announces_nothing_any_more():
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER page_changed AFTER INSERT ON charter_resumelink "
            "FOR EACH STATEMENT EXECUTE FUNCTION coalition_page_changed()"
        )
        changes.install_triggers(sender=None, using="default")
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'page_changed' ORDER BY 1")
        assert sorted(name for (name,) in cursor.fetchall()) == changes.public_tables()
