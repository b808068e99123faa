"""What registrations hold about a person: to hand over, to erase, to forget in time."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Func, Value

from coalition.privacy import discretion
from coalition.privacy.addresses import keyed_digest
from events.models import LONGEST_RETENTION

from . import services
from .fields import answers_of, which
from .models import Registration, RegistrationRequest, SeatCategory

RETENTION = timedelta(days=LONGEST_RETENTION)  # after the end of the event, unless that says fewer days


def export_registrations(address: str) -> list[dict[str, Any]]:
    """Return what registrations hold about `address` (GDPR article 15)."""
    return [
        {
            "event": registration.event.name,
            **answers_of(registration),
            "state": registration.state,
            "cancel_reason": registration.cancel_reason,
            "registered": registration.created_at.isoformat(),
        }
        for registration in Registration.objects.for_address(address).select_related("event").order_by("pk")
    ]


@transaction.atomic
def erase_registrations(address: str) -> int:
    """Empty every registration of `address` of what names the person; seats to come are given back."""
    rows = Registration.objects.for_address(address)
    services.lock_categories(SeatCategory.objects.filter(event_id__in=rows.values("event_id")))
    registrations = list(rows.select_related("event").order_by("pk"))
    for registration in registrations:
        _forget(registration)
        if not registration.event.is_past:
            services.cancel_registration(registration=registration)
    return len(registrations)


@transaction.atomic
def purge_registrations(now: datetime) -> int:
    """Empty registrations of events that ended so many days ago as each event says; the numbers remain."""
    kept = Func(F("event__retention_days"), template="make_interval(days => %(expressions)s)",
                output_field=DurationField())  # fmt: skip
    since = ExpressionWrapper(Value(now) - kept, output_field=DateTimeField())
    due = Registration.objects.filter(event__end__lt=since).exclude(email="")
    registrations = list(due.order_by("pk"))
    for registration in registrations:
        _forget(registration)
    return len(registrations)


def _forget(registration: Registration) -> None:
    discretion.forget(sources=[registration.discretion_source])
    emptied = [*which("typed"), "cancel_reason"]
    for name in emptied:
        setattr(registration, name, "")
    registration.email_digest = keyed_digest("forgotten", registration.nonce)
    registration.save(update_fields=[*emptied, "email_digest"])


def export_requests(address: str) -> list[dict[str, Any]]:
    """Return what unconfirmed registrations hold about `address` (GDPR article 15)."""
    return [
        {
            "event": asked.event.name,
            **answers_of(asked),
            "asked": asked.created_at.isoformat(),
        }
        for asked in RegistrationRequest.objects.for_address(address).select_related("event").order_by("pk")
    ]


def erase_requests(address: str) -> int:
    """Delete the unconfirmed registrations of `address`; return how many there were."""
    return RegistrationRequest.objects.for_address(address).delete()[0]
