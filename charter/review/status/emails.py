"""Mail of a change of status, to both mailboxes of the signature."""

from django.utils import translation

from charter.ledger.models import LedgerEntry
from charter.signing import standing
from charter.signing.emails import (
    absolute,
    contact_key,
    mail_key,
    send_to_both,
)
from charter.signing.models import Signature
from coalition import dates
from coalition.mail.models import Message


def send_status_changed(signature: Signature, entry: LedgerEntry) -> list[Message]:
    with translation.override(signature.language):
        change = entry.status_change
        status = signature.get_state_display()
        day = dates.day(change.effective_on)
        reason = standing.reason(entry).splitlines()
    url = absolute("verify", signature.language, code=signature.verification_code)
    return send_to_both(
        signature, "status_changed", str(entry.sequence), url=url, status=status, day=day, reason=reason
    )


def status_changed_keys(entry: LedgerEntry) -> list[str]:
    """Return the keys of the mails that told of `entry`."""
    names = (entry.signature, "status_changed", str(entry.sequence))
    return [mail_key(*names), contact_key(*names)]
