"""Finding somebody at a door: by the code of the ticket, the address or the name."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import get_language

from events.registrations.emails import entry
from events.registrations.models import Registration
from events.team.permissions import events_of

from .models import CheckIn, Door, first_in_words
from .services import code_in

MOST = 20


@dataclass(frozen=True)
class Found:
    """One registration that may be meant; `first` says in words when the person came, where they did."""

    registration: Registration
    first: str


def find(door: Door, text: str) -> list[Found]:
    """Return who may be meant by `text` among the registrations of the event of `door`, those with a seat first."""
    rows: Any = Registration.objects.filter(event_id=door.event_id).select_related("category")
    if code := code_in(text):
        rows = rows.filter(ticket_code=code)
    elif "@" in text:
        rows = rows.for_address(text.strip())
    else:
        for word in text.split():
            rows = rows.filter(name__icontains=word)
    seat_first = Case(When(state="confirmed", then=Value(0)), default=Value(1), output_field=IntegerField())
    chosen = list(rows.order_by(seat_first, "name", "pk")[:MOST])
    firsts: dict[int, str] = {}
    came = CheckIn.objects.standing().of_point(door).filter(registration__in=[row.pk for row in chosen])
    for row in came.select_related("door__event"):
        firsts.setdefault(row.registration_id, first_in_words(row))
    return [Found(row, firsts.get(row.pk, "")) for row in chosen]


def elsewhere(door: Door, text: str, host: Any) -> str:
    """Return what another event is called that the code of a ticket in `text` is of, where `host` may know of it."""
    if not (code := code_in(text)):
        return ""
    others = Registration.objects.filter(ticket_code=code).exclude(event_id=door.event_id).select_related("event")
    row = others.filter(Q(event__closed=False) | Q(event__in=events_of(host))).first()
    return str(entry(row.event, get_language() or "en").title) if row else ""
