"""Mail to a reviewer, in the language of their CMS."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from charter.ledger.models import LedgerEntry
from charter.signing import promises
from charter.signing.emails import day_in
from charter.signing.models import Signature
from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.users.models import User


def language_of(reviewer: User) -> str:
    """Return the language in which an account uses the CMS."""
    profile = getattr(reviewer, "wagtail_userprofile", None)
    return (profile.preferred_language if profile else "") or settings.LANGUAGE_CODE


def send_new_signature(signature: Signature, reviewer: User) -> Message:
    language = language_of(reviewer)
    day = promises.answer_by(timezone.localdate(signature.submitted_at))
    again = LedgerEntry.objects.filter(signature=signature, event="request_changes").exists()
    with translation.override(language):
        context = {
            "government": signature.government.name if signature.government else "",
            "country": signature.government.country_name if signature.government else "",
            "answer_by": day_in(language, day),
            "again": again,
            "url": settings.SITE_URL.rstrip("/") + reverse("charter_signatures:inspect", args=[signature.pk]),
        }
    return send(
        key=f"charter:new_signature:{signature.pk}:{signature.submitted_at}:{reviewer.pk}",
        template="charter/mail/new_signature",
        to=reviewer.email,
        language=language,
        context=context,
        unasked=False,  # an account of the staff
    )
