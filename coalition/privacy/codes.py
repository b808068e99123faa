"""One-time codes that a person types: six digits, mailed, never part of a link.

A mail scanner presses links but does not type, so a typed code proves that a person reads the mailbox.
"""

import hmac
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from .addresses import address_digest, keyed_digest
from .models import OneTimeCode

LIFETIME = timedelta(minutes=30)
MAX_ATTEMPTS = 5  # with six digits: a guesser's chance is 5 in 1,000,000 for each code


def _code_digest(purpose: str, subject_id: str, code: str) -> str:
    return keyed_digest(f"code:{purpose}:{subject_id}", code)


@transaction.atomic
def issue_code(*, purpose: str, subject_id: str, address: str) -> str:
    """Return a fresh code of six digits for `subject_id`; an earlier one stops working.

    `purpose` names the flow ("charter-mailbox"), `subject_id` the row it is for, `address` the mailbox.
    """
    OneTimeCode.objects.select_for_update().filter(
        purpose=purpose, subject_id=subject_id, used_at__isnull=True
    ).delete()
    code = f"{secrets.randbelow(1_000_000):06d}"
    OneTimeCode.objects.create(
        purpose=purpose,
        subject_id=subject_id,
        address_digest=address_digest(address),
        code_digest=_code_digest(purpose, subject_id, code),
        expires_at=timezone.now() + LIFETIME,
    )
    return code


@transaction.atomic
def check_code(*, purpose: str, subject_id: str, address: str, code: str) -> bool:
    """Say whether `code` is the live code of `subject_id` mailed to `address`, and use it up if so.

    A wrong answer is counted under a row lock; after MAX_ATTEMPTS the code is dead even when typed right.
    Spaces and dashes between digits do not matter.
    """
    live = (
        OneTimeCode.objects.select_for_update()
        .filter(purpose=purpose, subject_id=subject_id, used_at__isnull=True, expires_at__gt=timezone.now())
        .first()
    )
    if live is None or live.attempts >= MAX_ATTEMPTS or live.address_digest != address_digest(address):
        return False
    typed = "".join(str(int(character)) for character in code if character.isdecimal())
    if hmac.compare_digest(live.code_digest, _code_digest(purpose, subject_id, typed)):
        live.used_at = timezone.now()
        live.save(update_fields=["used_at"])
        return True
    live.attempts += 1
    live.save(update_fields=["attempts"])
    return False
