"""What the log of seats says about a person. Rows stay, as numbers, once their registration names nobody."""

from typing import Any

from django.utils.translation import gettext as _

from coalition.privacy.registry import Kept
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


def erase_moves(address: str) -> int:
    """Take nothing away: a move is a number once the registration is emptied.

    Decision 0020-forgotten-and-still-counted.
    """
    return 0


def purge_moves(now: Any) -> int:
    """Forget nothing by itself, for the same reason."""
    return 0


def kept(address: str) -> list[Kept]:
    """Say, before an erasure, that the rows stay, and why."""
    count = SeatMove.objects.filter(registration__in=Registration.objects.for_address(address)).count()
    why = _("To show that seats were given fairly. They name nobody once the registration is emptied.")
    return [Kept(_("changes of seats"), count, why)] if count else []
