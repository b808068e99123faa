"""A change of a public table makes all pages anew: who sees them slow down must not learn that an address is known."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

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

from . import test_counter_of_mails as doors

pytestmark = pytest.mark.django_db

WRITES = re.compile(r'(?:INSERT INTO|(?<!FOR NO KEY )UPDATE|DELETE FROM) "?(\w+)')


@pytest.fixture(autouse=True)
def _place():
    """A site where one address has registered, subscribed, begun to sign and an account."""
    with time_machine.travel(NOW, tick=False):
        newsletter_section()
        page = event_page(slug="training")
        seats = SeatCategoryFactory(event=page.event, capacity=50)
        RegistrationFactory(category=seats, email=doors.KNOWN)
        ReaderFactory(email=doors.KNOWN)
        SignatureFactory(contact_email=doors.KNOWN, state="draft")
        User.objects.create_user("nadia", doors.KNOWN, "a-Long-Enough-word")
        yield


def announced(act: Callable[[], object]) -> list[str]:
    """Return the public tables that `act`, and the worker after it, write to."""
    with CaptureQueriesContext(connection) as queries:
        act()
        while inquiries.answer_due():
            pass
    written = {table for query in queries.captured_queries for table in WRITES.findall(query["sql"])}
    assert written  # the pattern still finds what is written
    return sorted(written & set(changes.public_tables()))


@pytest.mark.parametrize("address", [doors.KNOWN, doors.UNKNOWN])
@pytest.mark.parametrize(
    "door",
    [doors.register, doors.subscribe, doors.lose_the_link, doors.forget_the_password],
    ids=lambda it: it.__name__,
)
def test_no_door_makes_the_pages_anew(door: Callable[[Client, str], None], address: str):
    assert announced(lambda: door(Client(), address)) == []


def test_no_confirmation_makes_the_pages_anew():
    doors.register(Client(), doors.UNKNOWN)
    doors.subscribe(Client(), doors.UNKNOWN)

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
