"""What the newsletter holds about a person (GDPR articles 15 and 17)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coalition.privacy import discretion
from coalition.privacy import services as privacy
from coalition.privacy.email_addresses import address_digest
from coalition.privacy.registry import PersonalData, Step

from .readers.models import ImportedAddress, Reader, SubscriptionRequest
from .readers.services import PURPOSE, here
from .sending import services as figures
from .sending.models import Delivery
from .signals import leaving

REQUEST_RETENTION = timedelta(days=2)
ASKED_RETENTION = timedelta(days=8)  # of who was brought in by a list
LINE_RETENTION = timedelta(days=1)
LEFT_RETENTION = timedelta(days=30)
DELIVERY_RETENTION = timedelta(days=90)
SETTLED = (Delivery.State.SENT, Delivery.State.FAILED, Delivery.State.SKIPPED, Delivery.State.UNCERTAIN,
           Delivery.State.CANCELLED)  # fmt: skip


def export(address: str) -> list[dict[str, Any]]:
    """Return the reader's settings and the editions sent to `address`."""
    return [
        {
            "email": reader.email,
            "language": reader.language,
            "discreet": reader.discreet,
            "themes": reader.themes,
            "frequency": reader.frequency,
            "state": reader.state,
            "confirmed": reader.confirmed_at.isoformat(),
            "editions": [
                {"title": delivery.edition.title, "state": delivery.state}
                for delivery in reader.deliveries.select_related("edition").order_by("pk")
            ],
        }
        for reader in Reader.objects.for_address(address)
    ]


@transaction.atomic
def erase(address: str) -> int:
    """Delete the reader of `address`, and what was asked for it; editions on their way to them are not sent."""
    readers = Reader.objects.for_address(address)
    list(readers.select_for_update().values_list("pk"))  # before their deliveries, as whoever leaves locks them
    leaving.send(sender=Reader, readers=readers)
    digest = address_digest(address)
    models = (SubscriptionRequest, ImportedAddress)
    asked = [model.objects.filter(email_digest=digest) for model in models]
    if readers.exists():
        privacy.withdraw_consent(purpose=PURPOSE, address=address)
    count = sum(rows.count() for rows in (readers, *asked))
    for rows in (*asked, readers):
        rows.delete()
    return count


def purge(now: datetime) -> int:
    """Delete old requests, readers who left and settled deliveries."""
    figures.keep_figures(now=now)
    left = Reader.objects.filter(state=Reader.State.UNSUBSCRIBED, unsubscribed_at__lt=now - LEFT_RETENTION)
    old: list[QuerySet[Any]] = [
        SubscriptionRequest.objects.filter(created_at__lt=now - REQUEST_RETENTION, brought_in=False),
        SubscriptionRequest.objects.filter(created_at__lt=now - ASKED_RETENTION),
        ImportedAddress.objects.filter(batch__created_at__lt=now - LINE_RETENTION),
        Delivery.objects.filter(state__in=SETTLED, edition__started_at__lt=now - DELIVERY_RETENTION),
    ]
    return _forget_readers(left) + sum(_delete(rows) for rows in old)


def _forget_readers(readers: QuerySet[Reader]) -> int:
    """Delete `readers` who left, and with them that they asked for discretion; return how many."""
    discretion.forget(sources=[reader.discretion_source for reader in readers.filter(discreet=True)])
    return _delete(readers)


def _delete(rows: QuerySet[Any]) -> int:
    count = rows.count()
    rows.delete()
    return count


SOURCE = PersonalData(
    "newsletters", export, erase, purge, label=_("newsletter"), left=Step(PURPOSE, here),
    periods={"readers": LEFT_RETENTION},
)  # fmt: skip
