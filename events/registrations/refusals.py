"""A no of the hosts stands: nobody else's word lets that person in (decision 0010-confirm-then-count)."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from events.models import Event
from events.registrations.moves.models import SeatMove

from .models import Registration

# The moment at which hosts took back a seat that was kept for the holder of a digest: what upper rooms know of it.
taken_back: list[Callable[[Event, str], datetime | None]] = []


def last(event: Event, email_digest: str) -> Registration | None:
    """Return the registration of this address that hosts declined, or cancelled, last; None where they never did.

    The account of the host may be gone since: the log, or the reason, still says whose no it was.
    """
    declined = SeatMove.objects.filter(registration_id=OuterRef("pk"), kind=SeatMove.Kind.DECLINED)
    by_hosts = Q(cancelled_by__isnull=False) | ~Q(cancel_reason="") | Exists(declined)
    rows = Registration.objects.filter(by_hosts, event_id=event.pk, email_digest=email_digest, state="cancelled")
    return rows.order_by("-changed_at", "-pk").first()


def stands(event: Event, email_digest: str) -> bool:
    """Say whether hosts said no to this address, and have not let it in since. Call it while the seats are locked."""
    if not hosts_decide(event):
        return False
    no = last(event, email_digest)
    moments = [no.changed_at if no else None, *(ask(event, email_digest) for ask in taken_back)]
    latest = max((moment for moment in moments if moment), default=None)
    return latest is not None and not let_in_since(event, email_digest, latest)


def let_in_since(event: Event, email_digest: str, moment: datetime) -> bool:
    """Say whether hosts said yes to this address after `moment`."""
    yes = SeatMove.objects.filter(kind__in=[SeatMove.Kind.APPROVED, SeatMove.Kind.ADDED], at__gt=moment)
    return yes.filter(registration__event_id=event.pk, registration__email_digest=email_digest).exists()


def take_back(registration: Registration) -> None:
    """Log that hosts say yes to whom they said no before: they invited them since."""
    SeatMove.objects.create(
        event_id=registration.event_id, registration=registration, category_id=registration.category_id,
        kind=SeatMove.Kind.APPROVED, state=registration.state,
    )  # fmt: skip


def hosts_decide(event: Event) -> bool:
    """Say whether hosts decide who comes to `event`. Elsewhere whom they took out may register anew."""
    return event.approval or event.by_invitation or event.closed
