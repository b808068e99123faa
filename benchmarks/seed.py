"""Generated rows for the measurements: `python -m benchmarks.seed events 500` (on the database of the environment)."""

import json
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import django


def _in_days(days: int) -> datetime:
    """Return what a clock in Paris shows in so many days."""
    return datetime.now(ZoneInfo("Europe/Paris")).replace(microsecond=0, tzinfo=None) + timedelta(days=days)


def seed_events(count: int) -> None:
    """Make `count` events with an English page each."""
    from events.models import Event
    from events.pages.models import EventPage
    from events.pages.sections import EventsIndexPage

    index = EventsIndexPage.objects.get(locale__language_code="en")
    start = _in_days(30)
    for number in range(count):
        begins = start + timedelta(hours=number)
        event = Event.objects.create(
            name=f"Generated {number}",
            kind=Event.Kind.TRAINING,
            wall_start=begins,
            wall_end=begins + timedelta(hours=1),
            zone="Europe/Paris",
        )
        title, slug = f"Generated {number}", f"generated-{number}"
        index.add_child(instance=EventPage(title=title, slug=slug, event=event, locale=index.locale))


def seed_contended(seats: int) -> None:
    """Make one more event with `seats` seats; the first stands at `/en/events/contended-1/`."""
    from events.models import Event
    from events.pages.models import EventPage
    from events.pages.sections import EventsIndexPage
    from events.registrations.models import SeatCategory

    index = EventsIndexPage.objects.get(locale__language_code="en")
    begins = _in_days(30)
    number = Event.objects.filter(name__startswith="Contended").count() + 1
    event = Event.objects.create(
        name=f"Contended {number}",
        kind=Event.Kind.TRAINING,
        wall_start=begins,
        wall_end=begins + timedelta(hours=1),
        zone="Europe/Paris",
    )
    SeatCategory.objects.create(event=event, capacity=seats)
    index.add_child(instance=EventPage(title=event.name, slug=f"contended-{number}", event=event, locale=index.locale))


def seed_readers(count: int) -> None:
    """Make `count` confirmed readers, a quarter in each language."""
    from django.conf import settings

    from coalition.privacy import tokens
    from coalition.privacy.addresses import address_digest
    from newsletters.readers.models import Reader

    codes = [code for code, _name in settings.LANGUAGES]
    readers = [Reader(email=f"reader{number}@reader.example", language=codes[number % 4]) for number in range(count)]
    for reader in readers:
        reader.email_digest = address_digest(reader.email)
        reader.token_digest = tokens.digest(reader.token)
    Reader.objects.bulk_create(readers, ignore_conflicts=True)


def seed_published_signatures(count: int) -> None:
    """Make `count` more generated signatures, sum up the counters as the worker does every ten minutes, and let the
    database clean up as it does by itself within minutes: what is measured is a site at rest."""
    from django.db import connection

    from benchmarks.generated import generate
    from charter.signatories.services import compact as compact_counters

    generate(count, committed=True)
    compact_counters()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def seed_signatures(count: int) -> None:
    """Make `count` signatures of generated governments, complete but for the code; print the tokens of their links."""
    from benchmarks.signatures import signatures

    print(json.dumps(signatures(count)))


SEEDS = {
    "events": seed_events,
    "contended": seed_contended,
    "readers": seed_readers,
    "published": seed_published_signatures,
    "signatures": seed_signatures,
}

if __name__ == "__main__":
    django.setup()
    SEEDS[sys.argv[1]](int(sys.argv[2]))
