"""Links to an open signature: lost ones go again, and the one that only its contact has confirms the contact."""

from django.db import transaction
from django.utils import timezone

from charter.signing import emails
from charter.signing.models import ResumeLink, Signature
from coalition.privacy.addresses import normalise

AT_MOST = 5  # links mailed at once to one address


@transaction.atomic
def resume(*, contact_email: str) -> int:
    """Mail fresh links to the open signatures of `contact_email`, the latest first, in one mail; return how many.

    Links mailed before keep working. The worker calls it (`charter.tasks`).
    """
    address = normalise(contact_email)
    signatures = Signature.objects.open().filter(contact_email=address).order_by("-updated_at")[:AT_MOST]
    tokens = [ResumeLink.for_contact(signature) for signature in signatures]
    if tokens:
        emails.send_resume_links(tokens, address, signatures[0].language)
    return len(tokens)


@transaction.atomic
def confirm_contact(*, link: ResumeLink) -> None:
    """Keep that the contact's address is theirs: somebody pressed the button behind `link`. Repeatable."""
    if link.to_contact:
        unconfirmed = Signature.objects.filter(pk=link.signature_id, contact_confirmed_at=None)
        unconfirmed.update(contact_confirmed_at=timezone.now())
