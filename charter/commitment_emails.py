"""The mails of the follow-up: which, to whom, in which language (the adhesion's).

They go to the institution's own mailbox, which typed a code, and to the contact of the dossier while it is known.
"""

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from charter.models import Commitment, Evidence, Signature
from coalition.mail.models import Message
from coalition.mail.services import send

ANCHOR = "#commitments-title"


def progress_url(signature: Signature) -> str:
    """Return the absolute address of the commitments on the profile of the government, in the adhesion's language."""
    with translation.override(signature.language):
        path = signature.government.get_absolute_url() if signature.government else "/"
    return f"{settings.SITE_URL.rstrip('/')}{path}{ANCHOR}"


def readers(signature: Signature) -> list[str]:
    """Return the official mailbox and, while it is known, the contact's address."""
    return list(dict.fromkeys(filter(None, (signature.official_email, signature.contact_email))))


def send_reminder(commitment: Commitment, days: int) -> list[Message]:
    """Remind the town hall of a commitment that is due in `days` or fewer; 0 says that its day has come."""
    signature = commitment.signature
    key = f"charter:reminder:{commitment.pk}:{commitment.due_on}:{days}"
    return [
        _send(commitment, "reminder", f"{key}:{place}", to, days=days, due=_day(commitment, signature.language))
        for place, to in enumerate(readers(signature))
    ]


def send_evidence_refused(evidence: Evidence) -> list[Message]:
    """Tell the town hall that what it sent does not meet its commitment, and why."""
    key = f"charter:evidence-refused:{evidence.pk}:{evidence.decided_at}"
    return [
        _send(evidence.commitment, "evidence_refused", f"{key}:{place}", to, reason=evidence.reason.splitlines())
        for place, to in enumerate(readers(evidence.commitment.signature))
    ]


def _day(commitment: Commitment, language: str) -> str:
    with translation.override(language):
        return date_format(commitment.due_on, "DATE_FORMAT") if commitment.due_on else ""


def _send(commitment: Commitment, name: str, key: str, to: str, **context: str | int | list[str]) -> Message:
    signature = commitment.signature
    with translation.override(signature.language):
        words = {
            "government": signature.government.name if signature.government else "",
            "deliverable": str(commitment.get_deliverable_display()),
        }
    return send(
        key=key,
        template=f"charter/mail/{name}",
        to=to,
        language=signature.language,
        context={**words, "url": progress_url(signature), **context},
    )
