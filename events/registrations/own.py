"""What a person does to their own registration, by the link that only their mailbox got: change, take, erase it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from coalition.privacy import discretion, tokens
from events.questions.models import TOLD

from . import personal_data, queueing, services
from .fields import which
from .models import Registration, SeatCategory, new_nonce

CHANGEABLE = tuple(which("changeable"))  # of the answers


@transaction.atomic
def change(
    *,
    registration: Registration,
    answers: dict[str, Any],
    category: SeatCategory | None = None,
    by_host: bool = False,
) -> Registration:
    """Keep new `answers`, those to the event's questions too where there are some (questions.models.TOLD).

    Give other seats where `category` names some; all of it or nothing.

    Raises services.NothingToCancel for a registration that is cancelled or over, queueing.NoSeat when none is left,
    queueing.NotTheirs for seats that they were not let in for, unless a host changes it.
    """
    services.lock_categories(SeatCategory.objects.filter(event_id=registration.event_id))
    registration = Registration.objects.select_related("event", "category").get(pk=registration.pk)
    if not registration.may_be_cancelled or not registration.email:
        raise services.NothingToCancel(registration.pk)
    kept = [*CHANGEABLE, *(name for name in TOLD if name in answers)]
    for name in kept:
        setattr(registration, name, answers[name])
    registration.changed_at = timezone.now()
    registration.save(update_fields=[*kept, "changed_at"])
    discretion.choose(address=registration.email, source=registration.discretion_source, discreet=registration.discreet)
    if category is not None and category.pk != registration.category_id:
        queueing.swap(registration=registration, category=category, by_host=by_host)
    return registration


@transaction.atomic
def erase(*, registration: Registration) -> None:
    """Empty `registration` of what names the person, give back what they have, and let its link open nothing any more.

    No mail says so: it would be one more trace. Erasing twice changes nothing.
    """
    services.lock_categories(SeatCategory.objects.filter(event_id=registration.event_id))
    registration = Registration.objects.select_related("event", "category").get(pk=registration.pk)
    personal_data.forget(registration)
    if registration.may_be_cancelled:
        services.cancel_registration(registration=registration)
    nonce = new_nonce()
    fresh = Registration(nonce=nonce)
    rows = Registration.objects.filter(pk=registration.pk)
    rows.update(nonce=nonce, token_digest=tokens.digest(fresh.token))
