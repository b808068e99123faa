"""Which reviewers are told of each signature that comes: all, but who turned that off."""

from typing import Any

from charter.review import permissions
from charter.review.reviewers import emails
from charter.signing.models import Signature


def tell(sender: Any, signature: Signature, **_more: Any) -> None:
    """Mail each reviewer that `signature` came, in the transaction in which it did."""
    for reviewer in permissions.reviewers().exclude(review_preference__told_of_new=False):
        emails.send_new_signature(signature, reviewer)
