"""Many rows of each kind by few statements, in a database of its own: `python -m benchmarks.grown few`, then `many`.

Rows are copies of one that is valid, as far as nothing tells them apart; signatures are those of
`benchmarks.generated` and events those of `benchmarks.calendars`.
"""

import sys
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import django

from benchmarks import calendars


@dataclass(frozen=True)
class Size:
    """How many rows there are of each kind."""

    events: int
    signatures: int
    readers: int
    registrations: int
    mails: int


FEW = Size(events=100, signatures=100, readers=100, registrations=100, mails=1_000)
MANY = Size(events=10_000, signatures=100_000, readers=100_000, registrations=100_000, mails=1_000_000)
# Four languages, a third with a digest, one of five with one or two of 12 themes, over three years.
READERS = """
INSERT INTO newsletters_reader (
    email, email_digest, nonce, token_digest, language, discreet, state, confirmed_at, themes, frequency
)
SELECT 'reader' || number || '@generated.example', md5(number::text), md5('n' || number), md5('t' || number),
       (ARRAY['en', 'fr', 'es', 'ar'])[1 + number %% 4], false, 'confirmed',
       now() - (number %% 1095) * interval '1 day',
       CASE WHEN number %% 5 > 0 THEN '{}'::varchar[]
            WHEN number %% 2 = 0 THEN ARRAY['theme-' || number %% 12]
            ELSE ARRAY['theme-' || number %% 11, 'theme-' || 1 + number %% 11] END,
       CASE WHEN number %% 3 = 0 THEN 'monthly' ELSE 'each' END
FROM generate_series(%s::int, %s::int) AS number
"""
HALF_ARE_OVER = """
UPDATE events_event SET start = start - interval '9 years', "end" = "end" - interval '9 years',
    wall_start = wall_start - interval '9 years', wall_end = wall_end - interval '9 years'
WHERE name LIKE 'Planned%' AND id % 2 = 0 AND start > now()
"""
COPIES = """
INSERT INTO {table}
SELECT made.* FROM {table} AS pattern, generate_series(%s::int, %s::int) AS n, LATERAL jsonb_populate_record(
    pattern, jsonb_build_object('id', nextval(pg_get_serial_sequence('{table}', 'id')), {own})
) AS made WHERE pattern.id = %s
"""  # of registrations and mails: `own` makes what no two rows share
REGISTRATION = """
'name', 'Person ' || n, 'email', 'person' || n || '@generated.example', 'email_digest', md5('r' || n),
'nonce', md5('n' || n), 'token_digest', md5('t' || n), 'ticket_code', left(md5('k' || n), 20),
'calendar_id', left(md5('c' || n), 16), 'created_at', now() - n * interval '1 second'
"""
MAIL = """
'key', 'grown-' || n, 'to', 'person' || n || '@generated.example', 'to_digest', md5('m' || n),
'created_at', now() - n * interval '1 second', 'sent_at', now() - n * interval '1 second'
"""


def make(before: Size, wanted: Size) -> None:
    """Make what is missing from `before` to `wanted`, and let the database clean up as it does by itself."""
    from django.db import connection

    from benchmarks.generated import generate

    with connection.cursor() as cursor:
        events(cursor, wanted.events)
        generate(wanted.signatures - before.signatures, committed=True)
        cursor.execute(READERS, [before.readers + 1, wanted.readers])
        pattern, own = registrations()
        copy(cursor, "events_registration", own, before.registrations, wanted.registrations, pattern)
        copy(cursor, "mail_message", MAIL, before.mails, wanted.mails, mail("mail"))
        cursor.execute("VACUUM (ANALYZE)")


def events(cursor: Any, count: int) -> None:
    """Let there be `count` generated events with an English page each, half of them over, all of them searchable."""
    from wagtail.search.backends import get_search_backend

    from events.pages.models import EventPage

    calendars.seed(count)
    cursor.execute(HALF_ARE_OVER)
    lacking = EventPage.objects.filter(title__startswith="Planned", index_entries=None).order_by("pk")
    backend = get_search_backend()
    while part := list(lacking[:500]):
        backend.add_bulk(EventPage, part)


def copy(cursor: Any, table: str, own: str, before: int, wanted: int, pattern: int) -> None:
    """Make copies of the row `pattern` of `table`, numbered after `before`, until there are `wanted`."""
    cursor.execute(COPIES.format(table=table, own=own), [before + 1, wanted, pattern])


def registrations() -> tuple[int, str]:
    """Return the key of a registration to copy, and what no two have in common; FEW events with room share them."""
    from events.models import Event
    from events.registrations.models import Registration, SeatCategory

    events = Event.objects.filter(name__startswith="Planned").order_by("pk")[: FEW.events]
    rows = [SeatCategory.objects.get_or_create(event=event, capacity=None)[0] for event in events]
    about = {"event": rows[0].event, "category": rows[0], "email": "pattern@generated.example"}
    found = Registration.objects.filter(**about).first()
    made = {"name": "Pattern", "language": "en", "state": Registration.State.CONFIRMED}
    shared = {"event_id": [row.event_id for row in rows], "category_id": [row.pk for row in rows]}
    own = ", ".join(f"'{name}', (ARRAY{keys})[1 + n %% {len(rows)}]" for name, keys in shared.items())
    return (found or Registration.objects.create(**about, **made)).pk, f"{REGISTRATION}, {own}"


def mail(key: str, *, days: int = 0) -> int:
    """Return the key of a mail to copy, sent so many days ago."""
    from django.utils import timezone

    from coalition.mail.models import Message

    at = timezone.now() - timedelta(days=days)
    sent = {"state": "sent", "sent_at": at, "created_at": at, "text": "Words. " * 200, "html": "Words. " * 400}
    about = {"template": "mail/layout", "language": "en", "to": "a@generated.example", "to_digest": "d" * 64}
    return Message.objects.get_or_create(key=f"pattern of {key}", defaults={**about, **sent})[0].pk


if __name__ == "__main__":
    django.setup()
    make(*{"few": (Size(0, 0, 0, 0, 0), FEW), "many": (FEW, MANY)}[sys.argv[1]])
