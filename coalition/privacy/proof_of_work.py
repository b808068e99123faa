"""ALTCHA proof of work, made and checked here: no third party learns of a visitor.

Each try derives a key by PBKDF2, which browsers do in native code beside the page: a flooder's program is no faster
than a visitor's telephone, and typing is not disturbed. Solving takes a second or so; for who asks for many
challenges, or when everybody does, up to sixteen times as long. Without JavaScript the field stays empty and the
stricter limits of `limits.py` apply instead: nobody is locked out. Source: the ALTCHA challenge format, version 2.
"""

import base64
import binascii
import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from altcha import v2 as altcha
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from . import rate_limits
from .email_addresses import keyed_digest
from .models import RateCounter

LIFETIME = timedelta(minutes=20)
ITERATIONS = 5_000  # of one try: a millisecond, which is also what a challenge costs us
WINDOW = timedelta(minutes=10)
CALM_NETWORK = 50  # challenges in a window; a hall of 300 people who register within the hour needs as many
CALM_OVERALL = 600
HARDEST = 16  # times the work of calm


def _key(purpose: str) -> str:
    return keyed_digest("proof-of-work", purpose)


def new_challenge(request: HttpRequest) -> dict[str, Any]:
    """Return a fresh challenge as the JSON object that an ALTCHA client solves."""
    most = max(1, round(settings.PROOF_OF_WORK_TRIES * hardness(request)))
    challenge = altcha.create_challenge(
        "PBKDF2/SHA-256",
        ITERATIONS,
        counter=secrets.randbelow(most),
        expires_at=timezone.now() + LIFETIME,
        hmac_secret=_key("challenge"),
        hmac_key_secret=_key("answer"),
    )
    return challenge.to_dict()


def hardness(request: HttpRequest) -> float:
    """Return how many times the work of calm a challenge costs now, and count this one.

    It grows with the challenges of the last ten minutes: with those of the visitor's network and with all of them.
    Challenges count, not forms: nobody can lay in easy ones for later.
    """
    if not settings.RATE_LIMITS_ENABLED:
        return 1
    where = f"ip:{rate_limits.network(request)}"
    counts = rate_limits.count("challenge", [where, "all"], WINDOW)
    return min(HARDEST, max(1, counts[where] / CALM_NETWORK, counts["all"] / CALM_OVERALL))


def is_solved(payload: str) -> bool:
    """Say whether `payload` (base64 of JSON) solves one of our challenges, in time and for the first time."""
    try:
        solution = json.loads(base64.b64decode(payload, validate=True))
        solved = altcha.verify_solution(payload, _key("challenge"), hmac_key_secret=_key("answer")).verified
        signature, expires_at = solution["challenge"]["signature"], solution["challenge"]["parameters"]["expiresAt"]
    except (binascii.Error, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    return solved and _spend(signature, expires_at)


def _spend(signature: str, expires_at: int) -> bool:
    """Mark a challenge as used for ever; say whether this was its first use. The constraint decides, not a look."""
    try:
        with transaction.atomic():
            RateCounter.objects.create(
                scope=RateCounter.PROOF,
                key_digest=keyed_digest("proof", signature),
                window=datetime.fromtimestamp(expires_at, UTC),
            )
    except IntegrityError:
        return False
    return True
