"""Which word of the provider is believed: signed or sent with the password, said lately, and said once.

`anymail` knows each provider's signature and reads what it says. Age and repetition are ours, and so is the signature
of Resend (https://www.standardwebhooks.com), for which anymail wants one more library.
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from . import names

OLDEST = timedelta(days=1)  # providers try again for half a day
FAST = timedelta(minutes=5)  # so much may their clock be ahead
# What anymail calls the key of who signs; "" of who sends a password alone. Resend's is checked here.
SIGNED_BY = {
    "brevo": "",
    "mailersend": "signing_secret",
    "mailgun": "webhook_signing_key",
    "mailjet": "",
    "mailtrap": "signing_secret",
    "postal": "webhook_key",
    "postmark": "",
    "resend": "own",
    "sparkpost": "",
}
OWN = "own"


class Forged(Exception):
    """Nobody who knows the secret said this, or said it lately."""


def is_open() -> bool:
    """Say whether the settings tell by what the provider is known; else there is no door."""
    signed_by = SIGNED_BY.get(names.chosen())
    return signed_by is not None and bool(settings.MAIL_WEBHOOK_KEY if signed_by else settings.MAIL_WEBHOOK_PASSWORD)


def events_of(request: HttpRequest) -> list[Any]:
    """Return what the provider says of mails, as anymail's events; what is too old or yet to come is left out.

    Raises Forged. Whatever else it raises says that nobody can read this.
    """
    raw, view = request.body, reader()
    view.run_validators(request)
    if SIGNED_BY[names.chosen()] == OWN:
        _check_signature(request, raw)
    signed = signed_at(request)
    if signed is not None and not is_lately(signed):
        raise Forged
    said = view.parse_events(request)
    return [event for event in said if is_lately(_moment(event.timestamp) or signed)]


def digest_of(request: HttpRequest, events: Sequence[Any]) -> str:
    """Return what stands for this request however often it comes. Mailgun signs a token and not its words: whoever
    sends other words under the same signature repeats it."""
    said = events[0].event_id if names.chosen() == "mailgun" and events else ""
    return hashlib.sha256(b"webhook:" + (str(said).encode() if said else request.body)).hexdigest()


def reader() -> Any:
    """Return anymail's view of the provider, with our secrets. Raises what anymail raises of secrets that are none."""
    name = names.chosen()
    module = import_module(f"anymail.webhooks.{name}")
    [view] = [
        found
        for label, found in vars(module).items()
        if label.endswith("TrackingWebhookView") and found.__module__ == module.__name__
    ]
    signed_by = SIGNED_BY[name]
    keys = {signed_by: settings.MAIL_WEBHOOK_KEY} if signed_by not in ("", OWN) else {}
    made = view(webhook_secret=settings.MAIL_WEBHOOK_PASSWORD or "-", **keys)
    if not settings.MAIL_WEBHOOK_PASSWORD:
        made.basic_auth = []
    return made


def signed_at(request: HttpRequest) -> datetime | None:
    """Return when it was signed, where the signature covers that."""
    if names.chosen() == "mailgun":
        form = request.content_type != "application/json"
        block = request.POST if form else json.loads(request.body)["signature"]
        return _moment(float(block["timestamp"]))
    if names.chosen() == "resend":
        return _moment(float(request.headers["svix-timestamp"]))
    return None


def is_lately(moment: datetime | None) -> bool:
    """Say whether it is known when that was, and not long ago."""
    now = timezone.now()
    return moment is not None and now - OLDEST <= moment <= now + FAST


def _moment(said: datetime | float | None) -> datetime | None:
    if isinstance(said, (int, float)):
        return datetime.fromtimestamp(said, UTC)
    return said.replace(tzinfo=UTC) if said is not None and said.tzinfo is None else said


def _check_signature(request: HttpRequest, raw: bytes) -> None:
    """Check the signature over identifier, moment and the `raw` body. Raises Forged."""
    try:
        key = base64.b64decode(settings.MAIL_WEBHOOK_KEY.removeprefix("whsec_"))
        said = [request.headers[f"svix-{name}"].encode("ascii") for name in ("id", "timestamp")]
    except (KeyError, UnicodeError, binascii.Error) as error:
        raise Forged from error
    wanted = base64.b64encode(hmac.new(key, b".".join([*said, raw]), hashlib.sha256).digest()).decode()
    given = request.headers.get("svix-signature", "").split()
    if not any(constant_time_compare(one, f"v1,{wanted}") for one in given):
        raise Forged
