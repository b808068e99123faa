"""ALTCHA proof of work, made and checked here: no third party learns of a visitor.

Solving costs a visitor's device about a tenth of a second and a flooder a day. Without JavaScript the
field stays empty and the stricter limits of `limits.py` apply instead: nobody is locked out.
Source: the ALTCHA challenge format, version 1.
"""

import base64
import binascii
import json
from datetime import timedelta
from typing import Any

import altcha
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from .addresses import keyed_digest
from .models import RateCounter

LIFETIME = timedelta(minutes=20)


def _key() -> str:
    return keyed_digest("proof-of-work", "key")


def new_challenge() -> dict[str, Any]:
    """Return a fresh challenge as the JSON object that an ALTCHA client solves."""
    options = altcha.ChallengeOptionsV1(
        hmac_key=_key(), max_number=settings.PROOF_OF_WORK_COST, expires=timezone.now() + LIFETIME
    )
    return altcha.create_challenge_v1(options).to_dict()


def is_solved(payload: str) -> bool:
    """Say whether `payload` (base64 of JSON) solves one of our challenges, in time and for the first time."""
    try:
        solution = json.loads(base64.b64decode(payload, validate=True))
        solved, _error = altcha.verify_solution_v1(payload, _key(), True)
        challenge = str(solution["challenge"])
    except (binascii.Error, ValueError, KeyError, TypeError, AttributeError):
        return False
    return bool(solved) and _first_use(challenge)


def _first_use(challenge: str) -> bool:
    window = timezone.now().replace(minute=0, second=0, microsecond=0)
    try:
        with transaction.atomic():
            RateCounter.objects.create(
                scope="proof-used", key_digest=keyed_digest("proof", challenge), window=window, count=1
            )
    except IntegrityError:
        return False
    return True
