"""What doors keep of a person: that they came. Rows stay, as numbers, once their registration names nobody."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.privacy.registry import Kept, PersonalData
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


def kept(address: str) -> list[Kept]:
    """Say, before an erasure, that the rows stay, and why."""
    count = CheckIn.objects.filter(registration__in=Registration.objects.for_address(address)).count()
    why = _("To keep the figures of the event correct. They name nobody once the registration is emptied.")
    return [Kept(_("check-ins at doors"), count, why)] if count else []


# Who came is a number once the registration is emptied: decision 0020-forgotten-and-still-counted.
SOURCE = PersonalData(
    name="check-ins at doors",  # before the registrations, which know whose it is until they are emptied
    label=gettext_lazy("check-ins at doors"),
    export=export_check_ins,
    erase=lambda address: 0,
    purge=lambda now: 0,
    kept=kept,
)
