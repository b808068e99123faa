"""Mail of what reviewers decide: which, to whom, always in the signatory's language.

As everywhere, no mail quotes what somebody typed before the official mailbox was verified, and what goes to an address
that nobody confirmed is discreet.
"""

from typing import Any

from django.conf import settings
from django.utils import translation

from charter.followup.emails import progress_url
from charter.followup.models import Commitment
from charter.signing.emails import (
    absolute,
    act_is_due,
    day_in,
    send_to_both,
    send_to_contact,
    send_to_mailbox,
)
from charter.signing.models import ResumeLink, Signature
from charter.signing.sharing import share_card
from coalition.mail.models import Message


def send_issued(sender: Any, signature: Signature, edition: int, **_more: Any) -> None:
    """Mail what a new edition of the certificate means (signal `certificate_issued`)."""
    if edition == 1:
        send_accepted(signature)
    else:
        send_certificate(signature, edition)


def send_certificate(signature: Signature, edition: int) -> list[Message]:
    url = absolute("verify", signature.language, code=signature.verification_code)
    return send_to_both(signature, "certificate", str(edition), url=url, until=act_is_due(signature))


def send_accepted(signature: Signature) -> list[Message]:
    """Tell both mailboxes that the signature is public: number, certificate, what is due first, the calendar."""
    language, code, card = signature.language, signature.verification_code, share_card(signature, signature.language)
    return send_to_both(
        signature,
        "accepted",
        "",
        url=absolute("verify", language, code=code),
        code=code,
        number=signature.number,
        until=act_is_due(signature),
        certificate=absolute("certificate", language, code=code, language=language),
        picture=f"{settings.SITE_URL.rstrip('/')}{card.path}" if card else "",
        first_due=_first_due(signature),
        progress=progress_url(signature, language),
        calendar=f"{settings.SITE_URL.rstrip('/')}/{language}/calendar/",
    )


def _first_due(signature: Signature) -> dict[str, str]:
    """Return the deliverable that is due first and its day, in the language of `signature`; nothing while undated."""
    dated = Commitment.objects.filter(signature=signature, due_on__isnull=False).unmet()
    first = dated.order_by("due_on", "pk").first()
    if first is None or first.due_on is None:
        return {}
    with translation.override(signature.language):
        return {
            "deliverable": str(first.get_deliverable_display()),
            "day": day_in(signature.language, first.due_on),
        }


def send_rejected(signature: Signature) -> list[Message]:
    return send_to_both(signature, "rejected", "", reason=signature.reason.splitlines())


def send_changes_requested(signature: Signature, entry_id: int) -> list[Message]:
    """Mail the reviewer's question to both mailboxes, each with its own link, which opens the signature again."""
    language, occasion, reason = signature.language, str(entry_id), signature.reason.splitlines()
    url = absolute("sign_resume", language, token=ResumeLink.issue(signature=signature))
    sent = send_to_mailbox(signature, "changes_requested", occasion, sensitive=True, reason=reason, url=url)
    own = absolute("sign_resume", language, token=ResumeLink.for_contact(signature))
    copy = send_to_contact(signature, "changes_requested", occasion, sensitive=True, reason=reason, url=own)
    return [sent, copy] if copy else [sent]
