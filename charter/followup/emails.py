"""The mails of the follow-up: which, to whom, in which language.

They go to the institution's own mailbox, which typed a code, and to the contact of the signature while it is known and
confirmed, in the signature's language; and to the government's contacts in office, each in their own.
"""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from charter.followup.models import Commitment, Evidence
from charter.signing.emails import desk_url, template_of
from charter.signing.models import Signature
from coalition import dates
from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.members.models import Contact, LocalGovernment
from coalition.privacy.email_addresses import normalise

type Facts = dict[str, str | int | list[str]]

ANCHOR = "#commitments-title"


def progress_url(signature: Signature, language: str) -> str:
    """Return the absolute address of the commitments on the profile of the government, in `language`.

    A government that has no profile, neither a member nor a signatory any more, is led to the page of its signature.
    """
    government = signature.government
    with translation.override(language):
        if government and LocalGovernment.objects.public().filter(pk=government.pk).exists():
            path = f"{government.get_absolute_url()}{ANCHOR}"
        else:
            path = reverse("charter:verify", args=[signature.verification_code])
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def readers(signature: Signature) -> list[tuple[str, str]]:
    """Return (address, language) of everyone who reads the mails of a signature: each address once.

    The official mailbox and the signature's contact, while it is known and confirmed, read the signature's language. A
    contact of the government who is in office reads their own, also where theirs is one of these two addresses.
    """
    contact = signature.contact_email if signature.contact_is_confirmed else ""
    own = filter(None, (signature.official_email, contact))
    found = {normalise(address): signature.language for address in own}
    in_office = Contact.objects.in_office(timezone.localdate()).filter(government=signature.government_id)
    for address, language in in_office.exclude(email="").order_by("pk").values_list("email", "language"):
        found[normalise(address)] = language or found.get(normalise(address), signature.language)
    return list(found.items())


def send_to_readers(signature: Signature, name: str, key: str, place: str, own: Callable[[], Facts]) -> list[Message]:
    """Mail the template of `name` to each reader, by a link to `place` on the desk.

    `own` gives the words of this mail in the active language.
    """
    sent = []
    for number, (to, language) in enumerate(readers(signature)):
        url = desk_url(signature, to, language, place)
        with translation.override(language):
            government = signature.government.name if signature.government else ""
            context = {"what": name, "government": government, "url": url, **own()}
        template = template_of(name)
        sent.append(
            send(
                key=f"{key}:{number}", template=template, to=to, language=language, context=context, sensitive=True,
                unasked=False,
            )
        )  # fmt: skip
    return sent


def send_reminder(commitment: Commitment, days: int) -> list[Message]:
    """Remind the town hall of a commitment that is due in `days` or fewer; 0 says that its day has come."""
    key = f"charter:reminder:{commitment.pk}:{commitment.due_on}:{days}"
    due = commitment.due_on
    return _send(commitment, "reminder", key, lambda: {"days": days, "due": dates.day(due) if due else ""})


def send_evidence_refused(evidence: Evidence) -> list[Message]:
    """Tell the town hall that what it sent does not meet its commitment, and why."""
    key = f"charter:evidence-refused:{evidence.pk}:{evidence.decided_at}"
    reason = evidence.reason.splitlines()
    return _send(evidence.commitment, "evidence_refused", key, lambda: {"reason": reason})


def _send(commitment: Commitment, name: str, key: str, own: Callable[[], Facts]) -> list[Message]:
    def words() -> Facts:
        return {"deliverable": str(commitment.get_deliverable_display()), **own()}

    return send_to_readers(commitment.signature, name, key, f"deliverable-{commitment.deliverable}", words)
