"""Mail that reminds who fills an open signature of the day after which it goes."""

from datetime import date

from charter.signing.emails import (
    absolute,
    day_in,
)
from charter.signing.models import Signature
from coalition.mail.models import Message
from coalition.mail.services import send


def send_reminder(signature: Signature, token: str, number: int, goes_on: date) -> Message:
    return send(
        key=f"charter:dossier_reminder:{signature.pk}:{number}:{signature.updated_at.isoformat()}",
        template="charter/mail/dossier_reminder",
        to=signature.contact_email,
        language=signature.language,
        context={
            "url": absolute("sign_resume", signature.language, token=token),
            "day": day_in(signature.language, goes_on),
        },
        discreet=True,
        sensitive=True,
        unasked=True,
    )
