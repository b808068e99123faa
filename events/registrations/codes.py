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
    if again or not one_time_codes.is_awaited(**_describe(registration)):
        one_time_codes.issue_code(
            **_describe(registration), mail=lambda code: emails.send_code(registration, code).is_owed
        )


def is_right_code(registration: Registration, code: str) -> bool:
    """Say whether `code` was mailed for `registration`, and use it up if so."""
    return one_time_codes.check_code(**_describe(registration), code=code)


def _describe(registration: Registration) -> dict[str, str]:
    return {"purpose": PURPOSE, "subject_id": str(registration.pk), "address": registration.email}
