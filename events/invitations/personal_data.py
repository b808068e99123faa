"""What is kept of whom hosts invited. Invitations go with the end of their event (models.PersonalInvitation.over)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coalition.privacy.addresses import address_digest
from coalition.privacy.registry import PersonalData
from events.registrations.admission import InvitedRequest, PersonalInvitation
from events.registrations.models import RegistrationRequest, SeatCategory
from events.registrations.seating import lock_categories


def export_invitations(address: str) -> list[dict[str, Any]]:
    """Return the invitations of `address` (GDPR article 15).

    Not whether one was used: she may have registered by another address, and somebody else may read this one.
    """
    rows = PersonalInvitation.objects.filter(email_digest=address_digest(address)).select_related("event")
    return [
        {
            "event": row.event.kind_and_day,
            "email": row.email,
            "invited": row.created_at.isoformat(),
        }
        for row in rows.order_by("pk")
    ]


@transaction.atomic
def erase_invitations(address: str) -> int:
    """Delete the invitations of `address`: they open nothing any more. Who used one keeps their registration.

    Who asked for a seat by one and has not confirmed is forgotten as well: without it nothing says that they may.
    Whoever confirms at this moment waits, or has used it.
    """
    rows = PersonalInvitation.objects.filter(email_digest=address_digest(address))
    lock_categories(SeatCategory.objects.filter(event_id__in=rows.values("event_id")))
    locked = list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))  # nobody asks by them now
    asked = InvitedRequest.objects.filter(invitation__in=locked)
    RegistrationRequest.objects.filter(pk__in=asked.values("request")).delete()
    return PersonalInvitation.objects.filter(pk__in=locked).delete()[0]


def drop_over(now: datetime) -> int:
    return PersonalInvitation.objects.filter(PersonalInvitation.over(now)).delete()[0]


INVITATIONS = PersonalData(
    name="personal invitations",
    label=_("personal invitations"),
    export=export_invitations,
    erase=erase_invitations,
    purge=drop_over,
)
