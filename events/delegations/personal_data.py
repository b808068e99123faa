"""What is kept of whom delegations name. It goes with the end of the event (models.NamedPerson.over)."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coalition.privacy.addresses import address_digest
from coalition.privacy.registry import PersonalData
from events.registrations.admission import NamedPerson
from events.registrations.models import Registration, SeatCategory
from events.registrations.seating import lock_categories

from . import services


def _of(address: str) -> QuerySet[NamedPerson]:
    """Return where `address` was named: not yet answered, or taken."""
    return NamedPerson.objects.filter(email_digest=address_digest(address))


def export_named(address: str) -> list[dict[str, Any]]:
    """Return for which events `address` was named, and as whom (GDPR article 15)."""
    return [
        {
            "event": row.leader.event.kind_and_day,
            "name": row.name,
            "email": row.email,
            "named": row.created_at.isoformat(),
        }
        for row in _of(address).select_related("leader__event").order_by("pk")
    ]


@transaction.atomic
def erase_named(address: str) -> int:
    """Forget that `address` was named; a seat that is kept for it goes to the next. Who answers now waits, or has."""
    rows = _of(address)
    lock_categories(SeatCategory.objects.filter(event_id__in=rows.values("leader__event")))
    found = list(rows.select_related("registration__event").order_by("pk"))
    for row in found:
        with suppress(services.Over):
            services.give_back(named=row)
    kept = NamedPerson.objects.filter(pk__in=[row.pk for row in found])  # as numbers: who named them learns nothing
    Registration.objects.filter(named_as__in=kept.filter(answer="none")).update(name="")
    return kept.update(name="", email="", email_digest="")


def drop_over(now: datetime) -> int:
    return NamedPerson.objects.filter(NamedPerson.over(now)).delete()[0]


NAMED_PEOPLE = PersonalData(
    name="people named for seats",  # before the registrations, which know whose it is until they are emptied
    label=_("people named for a delegation"),
    export=export_named,
    erase=erase_named,
    purge=drop_over,
)
