"""The address that the calendar of one person answers to: signed, so that only who was invited knows one.

It says nothing of the person, and how many register neither: `calendar+<random name>.<signature>@domain`.
"""

import hmac

from django.conf import settings

from coalition.privacy.addresses import keyed_digest

from .models import Registration

SIGNATURE = 26  # hexadecimal digits: 104 bits; a local part has 64 bytes for all (RFC 5321 section 4.5.3.1.1)


def address_of(registration: Registration) -> str:
    """Return the address that answers of this registration's calendar go to; empty where nobody reads answers."""
    name, at, domain = settings.MAIL_CALENDAR_ADDRESS.rpartition("@")
    return f"{name}+{registration.calendar_id}.{_signature(registration.calendar_id)}@{domain}" if at else ""


def find(detail: str) -> Registration | None:
    """Return the registration, with its event, that `detail`, the part behind the +, was signed for.

    The signature is compared in constant time, and before any row is looked for.
    """
    calendar_id, _dot, signature = detail.lower().partition(".")
    if not hmac.compare_digest(signature.encode(errors="replace"), _signature(calendar_id).encode()):
        return None
    return Registration.objects.select_related("event").filter(calendar_id=calendar_id).first()


def _signature(calendar_id: str) -> str:
    return keyed_digest("calendar-answer", calendar_id)[:SIGNATURE]
