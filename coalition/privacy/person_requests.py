"""What may happen to a request of a person: recorded, given once, erased, refused. The address is typed each time."""

import hmac
import json
import logging
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.log_actions import log

from . import erasures, registry, services
from .email_addresses import address_digest
from .models import PersonRequest, one_month_after

logger = logging.getLogger(__name__)

RETENTION = timedelta(days=3 * 365)  # of an answered request: as long as somebody may ask how it was answered
RECORDED = "privacy.request_recorded"  # the actions in the site history
GIVEN = "privacy.request_given"
ERASED = "privacy.request_erased"
REFUSED = "privacy.request_refused"
State = PersonRequest.State


class AlreadyAnswered(Exception):
    """The request was answered before: a copy is given once, and what is erased is gone."""


class AnotherAddress(Exception):
    """The typed address is not the one of the request."""


class ErasureStopped(Exception):
    """A source failed; what came before it is erased, and pressing again goes on from there. `args[0]` names it."""


@dataclass(frozen=True)
class Preview:
    """What an erasure would do, or did: rows by what they are, and what stays with the reason."""

    erased: dict[str, int]
    kept: list[registry.Kept]


@transaction.atomic
def record(*, kind: str, channel: str, identity_check: str, address: str, received_on: date, by: Any) -> PersonRequest:
    """Record a request of the holder of `address`, which is not kept, and when it is due; the site history says so."""
    request = PersonRequest.objects.create(
        kind=kind,
        channel=channel,
        identity_check=identity_check,
        address_digest=address_digest(address),
        received_on=received_on,
        due_on=one_month_after(received_on),
        recorded_by=by,
    )
    log(instance=request, action=RECORDED, user=by)
    return request


@transaction.atomic
def give(*, request: PersonRequest, address: str, by: Any) -> str:
    """Return everything held about `address` as JSON text, once; nothing of it is kept here.

    Raises AnotherAddress, AlreadyAnswered.
    """
    request = _locked(request, address)
    held = services.export(address=address)
    request.counts = {name: len(rows) for name, rows in held.items()}
    _answer(request, State.DONE, by, GIVEN)
    return json.dumps({"made": timezone.now().isoformat(), "held": held}, ensure_ascii=False, indent=2, default=str)


def look(*, request: PersonRequest, address: str) -> Preview:
    """Say what erasing would do, by doing it and taking it back. Raises AnotherAddress, AlreadyAnswered."""
    with transaction.atomic():
        _locked(request, address)
        kept = _kept(address)
        erased = _named(services.erase(address=address, listed=True))
        preview = Preview(erased, [*kept, *services.kept(address)])  # that a consent was withdrawn stays too
        transaction.set_rollback(True)
    return preview


def done(request: PersonRequest) -> Preview:
    """Return what the erasure of `request` did, to write to the person: no address is needed for it."""
    return Preview(_named(request.counts), [registry.Kept(**entry) for entry in request.kept])


def _kept(address: str) -> list[registry.Kept]:
    return [entry for source in registry.sources() for entry in source.kept(address)]


def _named(counts: dict[str, int]) -> dict[str, int]:
    names = services.labels()
    return {names.get(name, name): count for name, count in counts.items() if count}


def erase(*, request: PersonRequest, address: str, by: Any) -> PersonRequest:
    """Erase `address` everywhere, one source after the other, each in a transaction of its own with its count.

    Whatever was erased is counted on the request, so that a second press after a failure goes on where it stopped;
    what stays is told there too, in the active language.

    Raises AnotherAddress, AlreadyAnswered, ErasureStopped.
    """
    with transaction.atomic():
        request = _locked(request, address)  # whose it is, before the list says so
        request.kept = request.kept or [asdict(entry) for entry in _kept(address)]
        request.save(update_fields=["kept"])
    _remember(address)
    for name, step in services.erasing(address).items():
        with transaction.atomic():
            request = _locked(request, address)
            if name in request.counts:
                continue
            try:
                with transaction.atomic():
                    request.counts[name] = step()
            except Exception as error:  # whatever is wrong with one source is said without a word of the person
                logger.error("an erasure stopped at %s: %s", name, type(error).__name__)
                raise ErasureStopped(name) from None
            request.save(update_fields=["counts"])
    with transaction.atomic():
        request = _locked(request, address)
        request.kept += [asdict(entry) for entry in services.kept(address)]
        _answer(request, State.DONE, by, ERASED)
    return request


def _remember(address: str) -> None:
    """Add `address` to the list that a restored database is told by: what it does not hold would come back."""
    try:
        erasures.remember(address)
    except OSError as error:
        logger.error("the list of erasures could not be written: %s", type(error).__name__)
        raise ErasureStopped(gettext("list of erasures")) from None


@transaction.atomic
def refuse(*, request: PersonRequest, by: Any) -> PersonRequest:
    """Close a request whose sender did not prove who they are. Raises AlreadyAnswered."""
    request = PersonRequest.objects.select_for_update().get(pk=request.pk)
    if not request.is_open:
        raise AlreadyAnswered
    _answer(request, State.REFUSED, by, REFUSED)
    return request


def purge(now: datetime) -> int:
    return PersonRequest.objects.filter(answered_at__lt=now - RETENTION).delete()[0]


def _locked(request: PersonRequest, address: str) -> PersonRequest:
    """Return the row, locked: of two people who answer at once one comes second."""
    request = PersonRequest.objects.select_for_update().get(pk=request.pk)
    if not request.is_open:
        raise AlreadyAnswered
    if not hmac.compare_digest(request.address_digest, address_digest(address)):
        raise AnotherAddress
    return request


def _answer(request: PersonRequest, state: str, by: Any, action: str) -> None:
    request.state, request.answered_by, request.answered_at = state, by, timezone.now()
    request.save()
    log(instance=request, action=action, user=by, data={"rows": sum(request.counts.values())})
