"""Codes that prove the mailbox of a registration, for what its link alone may not do.

The link that manages a registration stands in many emails, and somebody else may have found it. Discretion ends, the
language of emails changes and data leave only with a code from the mailbox (decision 0011-secret-links).
"""

from coalition.privacy import one_time_codes

from . import emails
from .models import Registration

PURPOSE = "registration"


def mail_code(registration: Registration, *, again: bool = False) -> None:
    """Mail a code to the address of `registration`. A code that is still valid is enough, unless `again`."""
    subject_id, address = str(registration.pk), registration.email
    if again or not one_time_codes.is_awaited(purpose=PURPOSE, subject_id=subject_id, address=address):
        one_time_codes.issue_code(
            purpose=PURPOSE,
            subject_id=subject_id,
            address=address,
            mail=lambda code: emails.send_code(registration, code).is_owed,
        )


def is_right_code(registration: Registration, code: str) -> bool:
    """Say whether `code` was mailed for `registration`, and use it up if so."""
    return one_time_codes.check_code(
        purpose=PURPOSE, subject_id=str(registration.pk), address=registration.email, code=code
    )
