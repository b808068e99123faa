"""What the log of seats says about a person. Rows stay, as numbers, once their registration names nobody."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coalition.privacy.registry import Kept, PersonalData
from events.registrations.emails import title_for
from events.registrations.models import Registration
from events.registrations.moves.models import SeatMove


def export_moves(address: str) -> list[dict[str, Any]]:
    """Return how the seats of `address` changed, in words (GDPR article 15). Who decided, and past whom, is theirs."""
    rows = SeatMove.objects.filter(registration__in=Registration.objects.for_address(address))
    return [
        {
            "event": title_for(row.registration),
            "seats": row.category.label(),
            "what": str(row.get_kind_display()),
            "state": str(Registration.State(row.state).label),
            "moment": row.at.isoformat(),
        }
        for row in rows.select_related("registration__event", "category").order_by("pk")
    ]


def kept(address: str) -> list[Kept]:
    """Say, before an erasure, that the rows stay, and why."""
    count = SeatMove.objects.filter(registration__in=Registration.objects.for_address(address)).count()
    why = gettext("To show that seats were given fairly. They name nobody once the registration is emptied.")
    return [Kept(gettext("changes of seats"), count, why)] if count else []


# A move is a number once its registration is emptied: decision 0020-forgotten-and-still-counted.
MOVES = PersonalData(
    name="changes of seats",  # before the registrations, which know whose they are until they are emptied
    label=_("changes of seats"),
    export=export_moves,
    erase=lambda address: 0,
    purge=lambda now: 0,
    kept=kept,
)
