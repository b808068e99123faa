"""What the doors of rooms keep of a person: that they came."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coalition.privacy.registry import PersonalData
from events.registrations.emails import title_for
from events.registrations.models import Registration

from .models import Joining


def export_joinings(address: str) -> list[dict[str, Any]]:
    """Return when `address` joined which event (GDPR article 15)."""
    rows = Joining.objects.filter(registration__in=Registration.objects.for_address(address))
    return [
        {"event": title_for(row.registration), "joined": row.joined_at.isoformat()}
        for row in rows.select_related("registration__event").order_by("pk")
    ]


def erase_joinings(address: str) -> int:
    """Forget that `address` joined; return how often it had."""
    return Joining.objects.filter(registration__in=Registration.objects.for_address(address)).delete()[0]


SOURCE = PersonalData(
    name="attendance online",  # before the registrations, which know whose it is until they are emptied
    label=_("online events joined"),
    export=export_joinings,
    erase=erase_joinings,
    purge=lambda now: 0,  # once its registration is emptied, a joining is a number
)
