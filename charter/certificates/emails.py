"""The mail that says that a certificate is ready."""

from charter.signing.emails import absolute, act_is_due, send_to_both
from charter.signing.models import Signature
from coalition.mail.models import Message


def send_certificate(signature: Signature, edition: int) -> list[Message]:
    """Tell both mailboxes that a newer certificate is ready in every language, and where it is."""
    url = absolute("verify", signature.language, code=signature.verification_code)
    return send_to_both(signature, "certificate", str(edition), url=url, until=act_is_due(signature))
