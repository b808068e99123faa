"""A link of their own for a colleague of who fills a signature."""

from django.db import transaction

from charter.signing import emails
from charter.signing.models import ResumeLink, Signature
from coalition.privacy.addresses import normalise


@transaction.atomic
def invite_colleague(*, signature: Signature, email: str, language: str) -> None:
    """Mail a link of the open signature to `email`, in `language`. The mail quotes nothing that anybody typed."""
    token = ResumeLink.issue(signature=signature)
    emails.send_colleague_link(token, normalise(email), language)
