"""Reads the mails to the address of bounces, by the one door for mail that comes in."""

from django.conf import settings

from coalition.mail.incoming import readers

from . import returned, services, verp
from .models import BounceReport


def read(mail: readers.Mail) -> bool:
    """Take in one mail that came back; say whether it changed anything.

    What no copy of ours was sent from, or what somebody forged, changes nothing. A letter of a person is for a
    person (`readers.ForAPerson`).
    """
    try:
        found = returned.read(mail.message)
    except (RecursionError, ValueError, LookupError) as error:
        raise readers.Unreadable from error
    if found is None:
        if str(mail.message.get("Auto-Submitted", "no")).strip().lower().startswith("auto"):
            return False  # an answer from a holiday
        raise readers.ForAPerson
    copy = verp.read(mail.detail) or verp.read_address(found.sent_from)
    return copy is not None and services.report_copy(
        copy, verdict=found.verdict, status=found.status, source=BounceReport.Source.NOTICE
    )


BOUNCES = readers.Reader("bounces", lambda: settings.MAIL_BOUNCE_ADDRESS, read)
DISCREET_BOUNCES = readers.Reader("discreet bounces", lambda: settings.MAIL_DISCREET_BOUNCE_ADDRESS, read)
