"""Which programmes and sessions, and which of them clash. Never writes."""

from dataclasses import dataclass
from typing import Self

from django.db import connection, models
from django.db.models import DurationField, ExpressionWrapper, F, Func, Q

from events.fields import WallTimeField

# Two sessions that are not cancelled and overlap, for each room, speaker and pair of interpreters that both need.
OVERLAPS = """
WITH slot AS (
    SELECT id, room_id, day + begins AS starts, day + begins + minutes * interval '1 minute' AS ends
    FROM events_session WHERE programme_id = %s AND state <> 'cancelled'
), needs AS (
    SELECT id AS session_id, 'room' AS kind, room_id AS thing FROM slot WHERE room_id IS NOT NULL
    UNION ALL SELECT session_id, 'speaker', speaker_id FROM events_sessionspeaker
    UNION ALL SELECT DISTINCT session_id, 'pair', pair_id FROM events_sessionlanguage WHERE pair_id IS NOT NULL
)
SELECT one.kind, one.thing, a.id, b.id
FROM needs one
JOIN needs other ON other.kind = one.kind AND other.thing = one.thing AND other.session_id <> one.session_id
JOIN slot a ON a.id = one.session_id
JOIN slot b ON b.id = other.session_id
WHERE a.starts < b.ends AND b.starts < a.ends AND (a.starts, a.id) < (b.starts, b.id)
ORDER BY a.starts, a.id, b.id, one.kind
"""


@dataclass(frozen=True)
class Overlap:
    """Two sessions that need the same thing at once: `kind` is room, speaker or pair, all else are keys."""

    kind: str
    thing: int
    first: int
    second: int


class ProgrammeQuerySet(models.QuerySet):
    def with_event(self) -> Self:
        return self.select_related("event")

    def with_number(self) -> Self:
        """Annotate `released_number`, of the last version; None before the first."""
        return self.annotate(released_number=models.Max("versions__number"))


class SessionQuerySet(models.QuerySet):
    def whole(self) -> Self:
        """Return sessions with all that belongs to them: five queries, however many there are."""
        return self.select_related("room", "track").prefetch_related(
            "session_speakers__speaker", "languages__pair", "documents"
        )

    def astray(self) -> Self:
        """Return sessions that are to begin before their event, or to end after it: it was moved since."""
        begins = ExpressionWrapper(F("day") + F("begins"), WallTimeField())
        lasts = Func(F("minutes"), template="make_interval(mins => %(expressions)s)", output_field=DurationField())
        rows = self.alias(starts_at=begins).alias(ends_at=ExpressionWrapper(F("starts_at") + lasts, WallTimeField()))
        before, after = (F(f"programme__event__{name}") for name in ("wall_start", "wall_end"))
        return rows.filter(Q(starts_at__lt=before) | Q(ends_at__gt=after), state="scheduled")


def overlaps(programme: int) -> list[Overlap]:
    """Return what clashes in the draft of the programme with this key; one query."""
    with connection.cursor() as cursor:
        cursor.execute(OVERLAPS, [programme])
        return [Overlap(*row) for row in cursor.fetchall()]
