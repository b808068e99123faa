"""Generated rows for the measurements: `python -m benchmarks.seed readers 500` (on the database of the environment)."""

import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import django


def _in_days(days: int) -> datetime:
    """Return what a clock in Paris shows in so many days."""
    return datetime.now(ZoneInfo("Europe/Paris")).replace(microsecond=0, tzinfo=None) + timedelta(days=days)


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

    from coalition.privacy import secret_links
    from coalition.privacy.email_addresses import address_digest
    from newsletters.readers.models import Reader

    codes = [code for code, _name in settings.LANGUAGES]
    readers = [Reader(email=f"reader{number}@reader.example", language=codes[number % 4]) for number in range(count)]
    for reader in readers:
        reader.email_digest = address_digest(reader.email)
        reader.token_digest = secret_links.digest(reader.token)
    Reader.objects.bulk_create(readers, ignore_conflicts=True)


SEEDS = {"contended": seed_contended, "readers": seed_readers}

if __name__ == "__main__":
    django.setup()
    SEEDS[sys.argv[1]](int(sys.argv[2]))
