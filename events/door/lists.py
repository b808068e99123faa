"""The list that a device keeps while it is offline: signed, of digests, for one event, door and device, for a time.

The signature is ECDSA on P-256 with SHA-256 (FIPS 186-5), in the form that Web Crypto checks: r and s, 32 bytes each.
Its key is derived from the key of the installation, as the secrets of links are: nothing more is to be kept.
"""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from django.conf import settings
from django.utils import timezone

from coalition.privacy.email_addresses import keyed_digest
from events.registrations.models import Registration

from .models import CheckIn, Door, first_in_words
from .services import Answer, CalledOff, Device, answer_of, digest, places_of

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256
LIFETIME = timedelta(hours=18)  # a day at a door
AFTER_THE_EVENT = timedelta(hours=6)
SENT_WITHIN = timedelta(days=14)  # what a device kept is still taken so long after its list is over


class BadList(Exception):
    """A list that is not ours, or not of this door and device, or over for too long."""


@dataclass(frozen=True)
class Head:
    """What a list says of itself; `entries` is the SHA-256 of its entries, in hexadecimal."""

    list: str
    event: str
    door: int
    device: str
    issued: str
    expires: str
    names: bool
    entries: str


def issue(*, door: Door, device: Device) -> dict[str, Any]:
    """Return a new list for `device` at `door`: its head and entries as text, and the signature of the head.

    An entry is [digest, state, seats, name, first]: the name only where the host wants names on devices, `first` in
    words where the person came in already.
    """
    list_id, now = secrets.token_hex(16), timezone.now()
    entries = json.dumps(_entries(door, list_id), ensure_ascii=False, separators=(",", ":"))
    head = Head(
        list=list_id,
        event=str(door.event.uid),
        door=door.pk,
        device=str(device.id),
        issued=now.isoformat(),
        expires=min(now + LIFETIME, max(door.event.end, now) + AFTER_THE_EVENT).isoformat(),
        names=door.shows_names,
        entries=hashlib.sha256(entries.encode()).hexdigest(),
    )
    written = json.dumps(head.__dict__, sort_keys=True)
    return {"head": written, "entries": entries, "signature": sign(written)}


def _entries(door: Door, list_id: str) -> list[list[Any]]:
    rows = Registration.objects.filter(event_id=door.event_id).select_related("category").order_by("pk")
    try:
        placed, called_off = places_of(door), False
    except CalledOff:
        placed, called_off = None, True
    firsts: dict[int, CheckIn] = {}
    for row in CheckIn.objects.standing().of_point(door).select_related("door__event"):
        firsts.setdefault(row.registration_id, row)
    return [
        [
            digest(list_id, row.ticket_code),
            Answer.CALLED_OFF.value if called_off else _state(row, placed),
            str(row.category),
            row.name if door.shows_names else "",
            first_in_words(firsts[row.pk]) if row.pk in firsts else "",
        ]
        for row in rows
    ]


def _state(row: Registration, placed: set[int] | None) -> str:
    """Return what the door says of `row`: *confirmed* to let them in, else the answer."""
    if row.state != Registration.State.CONFIRMED:
        return answer_of(row.state).value
    return row.state if placed is None or row.pk in placed else Answer.NO_PLACE.value


def check(head: str, signature: str, *, door: Door, device: Device) -> Head:
    """Return what `head` says. Raises BadList where its list was not issued here for this door and device."""
    raw = base64.b64decode(signature, validate=False)
    half = len(raw) // 2
    der = encode_dss_signature(int.from_bytes(raw[:half]), int.from_bytes(raw[half:]))
    try:
        _key().public_key().verify(der, head.encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise BadList("The signature is not ours.") from None
    found = Head(**json.loads(head))
    if (found.door, found.device) != (door.pk, str(device.id)):
        raise BadList("The list is of another door or device.")
    if datetime.fromisoformat(found.expires) + SENT_WITHIN < timezone.now():
        raise BadList("The list has been over for too long.")
    return found


def registrations_by_digest(door: Door, list_id: str) -> dict[str, Registration]:
    """Return the registrations of the event of `door` by what the list `list_id` calls them."""
    rows = Registration.objects.filter(event_id=door.event_id).select_related("category", "event")
    return {digest(list_id, row.ticket_code): row for row in rows}


def sign(text: str) -> str:
    """Return the signature of `text`, in base 64."""
    r, s = decode_dss_signature(_key().sign(text.encode(), ec.ECDSA(hashes.SHA256())))
    return base64.b64encode(r.to_bytes(32) + s.to_bytes(32)).decode()


def public_key() -> str:
    numbers = _key().public_key().public_numbers()
    return base64.b64encode(b"\x04" + numbers.x.to_bytes(32) + numbers.y.to_bytes(32)).decode()


def _key() -> ec.EllipticCurvePrivateKey:
    return _derived(settings.SECRET_KEY)


@cache
def _derived(secret: str) -> ec.EllipticCurvePrivateKey:
    number = int(keyed_digest("lists of doors", "P-256"), 16) % (ORDER - 1) + 1
    return ec.derive_private_key(number, ec.SECP256R1())
