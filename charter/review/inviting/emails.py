"""Mail that invites an institution to a newer version."""

from charter.review.inviting.models import ReaccessionInvitation
from charter.signing.emails import (
    absolute,
    send_to_mailbox,
)
from coalition.mail.models import Message


def send_invitation(invitation: ReaccessionInvitation, token: str) -> Message:
    signature = invitation.signature
    url = absolute("reaccession", signature.language, token=token)
    before = str(signature.version.number) if signature.version else ""
    after = str(invitation.version.number)
    return send_to_mailbox(
        signature, "readhesion", str(invitation.version_id), sensitive=True, url=url, before=before, after=after
    )
