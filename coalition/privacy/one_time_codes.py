"""One-time codes that a person types: six digits, mailed, never part of a link.

A mail scanner presses links but does not type, so a typed code proves that a person reads the mailbox.

A code belongs to the flow that asked for it, which only the holder of a secret address can open: a stranger who asks
for a code for the same mailbox gets one of their own, and neither uses up nor replaces anybody else's guesses.

The chance of a guesser: 5 tries for each code, 5 in 1,000,000. A mailbox gets at most 10 unasked mails a day
(`coalition.mail.services`), and a code that was not mailed is never right: however many flows a guesser opens for one
mailbox, 10 codes of 5 tries make 50 in 1,000,000 a day, or 1 in 55 for who goes on every day of a year and is seen in
the mailbox ten times each day. On a day on which the holder proves it again and again there are 30 codes at most. No
counter by address is needed for that, which would tell who was there, and close the
door to her.
"""

import hmac
import secrets
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from .email_addresses import address_digest, keyed_digest
from .models import OneTimeCode

LIFETIME = timedelta(minutes=30)
MAX_ATTEMPTS = 5  # with six digits: a guesser's chance is 5 in 1,000,000 for each code


def typed_code(text: str) -> str:
    """Return the code that was typed as `text`, as codes are stored: capitals and digits in groups of four."""
    code = "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())[:64]
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def _code_digest(purpose: str, subject_id: str, code: str) -> str:
    return keyed_digest(f"code:{purpose}:{subject_id}", code)


@transaction.atomic
def issue_code(
    *, purpose: str, subject_id: str, address: str, mail: Callable[[str], bool], lifetime: timedelta = LIFETIME
) -> None:
    """Give a fresh code of six digits for `subject_id` to `mail`; once mailed, an earlier one stops working.

    `purpose` names the flow ("charter-mailbox"), `subject_id` the row it is for, `address` the mailbox, `lifetime`
    how long the code is right. `mail` owes the mail and says whether it will be sent. A code that nobody can read
    is right for nobody, and the one that was mailed before goes on; the same is written either way.
    """
    code = f"{secrets.randbelow(1_000_000):06d}"
    mailed = mail(code)
    unused = OneTimeCode.objects.select_for_update().filter(purpose=purpose, subject_id=subject_id, used_at=None)
    row = unused.first() or OneTimeCode(purpose=purpose, subject_id=subject_id)
    if mailed or row.pk is None:
        row.address_digest = address_digest(address)
        row.code_digest = _code_digest(purpose, subject_id, code if mailed else secrets.token_hex())
        row.expires_at, row.attempts = timezone.now() + lifetime, 0
    row.save()


def is_awaited(*, purpose: str, subject_id: str, address: str) -> bool:
    """Say whether a code was asked for `address` and has not expired, mailed or not: the same either way."""
    unused = OneTimeCode.objects.filter(purpose=purpose, subject_id=subject_id, used_at=None)
    return unused.filter(address_digest=address_digest(address), expires_at__gt=timezone.now()).exists()


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
