"""What a person does to their own registration, by the link that only their mailbox got: change, take, erase it."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone

from coalition.privacy import discretion
from coalition.users.models import User
from events.questions.models import TOLD
from events.registrations import personal_data, services, waiting_list
from events.registrations.fields import CHANGEABLE
from events.registrations.models import Registration, SeatCategory
from events.registrations.seating import lock_registration


class Changed(Exception):
    """The registration was changed since somebody looked at it."""


def version(registration: Registration) -> str:
    """Return what tells this version of `registration` from every other."""
    says = registration.changed_at, registration.category_id, *(getattr(registration, name) for name in CHANGEABLE)
    return hashlib.sha256(repr(says).encode()).hexdigest()


@transaction.atomic
def change(
    *,
    registration: Registration,
    answers: dict[str, Any],
    category: SeatCategory | None = None,
    host: User | None = None,
    seen: str | None = None,
) -> Registration:
    """Keep new `answers`, those to the event's questions too where there are some (questions.models.TOLD).

    Give other seats where `category` names some; all of it or nothing. A `host` says by `seen` which version they
    corrected, and leaves to the person how they are written to.

    Raises services.NothingToCancel for a registration that is cancelled or over, waiting_list.NoSeat when none is
    left, waiting_list.NotTheirs for seats that they were not let in for, unless a host changes it; Changed where it
    says something else by now than the version that was `seen`.
    """
    registration = lock_registration(registration)
    if not registration.may_be_cancelled or not registration.email:
        raise services.NothingToCancel(registration.pk)
    if seen is not None and seen != version(registration):
        raise Changed(registration.pk)
    changeable = [name for name in CHANGEABLE if not (host and name == "discreet")]
    kept = [*changeable, *(name for name in TOLD if name in answers)]
    for name in kept:
        setattr(registration, name, answers[name])
    registration.changed_at = timezone.now()
    registration.save(update_fields=[*kept, "changed_at"])
    if "discreet" in kept:
        source = registration.discretion_source
        discretion.choose(address=registration.email, source=source, discreet=registration.discreet)
    if not host:
        registration.prove()
    if category is not None and category.pk != registration.category_id:
        waiting_list.swap(registration=registration, category=category, host=host)
    return registration


@transaction.atomic
def erase(*, registration: Registration) -> None:
    """Empty `registration` of what names the person, give back what they have, and let its link open nothing any more.

    No mail says so: it would be one more trace. Erasing twice changes nothing.
    """
    registration = lock_registration(registration)
    personal_data.erase(registration)
    if registration.may_be_cancelled:
        services.cancel_registration(registration=registration)
    registration.renew()
    rows = Registration.objects.filter(pk=registration.pk)
    rows.update(nonce=registration.nonce, token_digest=registration.token_digest)
