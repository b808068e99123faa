"""What doors keep of a person: that they came. Rows stay, as numbers, once their registration names nobody."""

from typing import Any

from django.utils.translation import gettext as _

from coalition.privacy.registry import Kept
from events.registrations.emails import title_for
from events.registrations.models import Registration

from .models import CheckIn


def export_check_ins(address: str) -> list[dict[str, Any]]:
    """Return to which doors `address` came, and what was undone (GDPR article 15)."""
    rows = CheckIn.objects.filter(registration__in=Registration.objects.for_address(address))
    return [
        {
            "event": title_for(row.registration),
            "door": row.door.name,
            "kind": str(row.door.get_kind_display()),
            "recorded": _("a mistake was undone") if row.undoes else _("checked in"),
            "moment": row.moment.isoformat(),
        }
        for row in rows.select_related("registration__event", "door").order_by("moment", "pk")
    ]


def erase_check_ins(address: str) -> int:
    """Take nothing away: who came is a number once the registration is emptied.

    Decision 0020-forgotten-and-still-counted.
    """
    return 0


def purge_check_ins(now: Any) -> int:
    """Forget nothing by itself, for the same reason."""
    return 0


def kept(address: str) -> list[Kept]:
    """Say, before an erasure, that the rows stay, and why."""
    count = CheckIn.objects.filter(registration__in=Registration.objects.for_address(address)).count()
    why = _("To keep the figures of the event correct. They name nobody once the registration is emptied.")
    return [Kept(_("check-ins at doors"), count, why)] if count else []
