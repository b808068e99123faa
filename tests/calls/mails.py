"""One of each mail of the calls, to somebody who reads a given language. It makes rows."""

from django.utils import timezone

from coalition.calls import emails
from coalition.calls.models import Proposal, ProposalLink
from coalition.mail.models import Message
from coalition.users.models import User
from tests.factories.calls import CallFactory, ProposalFactory

SUBJECTS = {
    ("accepted", "en"): "Your initiative is accepted",
    ("accepted", "ar"): "قُبلت مبادرتكم",
    ("declined", "en"): "Your proposal is not accepted",
    ("declined", "ar"): "لم يُقبل مقترحكم",
    ("link", "en"): "A message for you",
    ("link", "ar"): "رسالة لكم",
    ("received", "en"): "We have received your proposal",
    ("received", "ar"): "تلقّينا مقترحكم",
    ("withdrawn", "en"): "Your proposal is withdrawn",
    ("withdrawn", "ar"): "سُحب مقترحكم",
}
NAMES = sorted({name for name, _language in SUBJECTS})


def proposed(language: str) -> Proposal:
    """Return a proposal whose contact reads `language`."""
    return ProposalFactory(language=language, state="sent", call=CallFactory(), contact_email="ada@women.example")


def owe(name: str, proposal: Proposal) -> Message:
    if name == "link":
        token = ProposalLink.for_contact(proposal)
        return emails.send_links([token], proposal.contact_email, proposal.language)
    if name in ("accepted", "declined"):
        who, _made = User.objects.get_or_create(username="decider-of-mails")
        decided = {"decided_at": timezone.now(), "decided_by": who, "answer": "Thank you.\nWe write to you."}
        Proposal.objects.filter(pk=proposal.pk).update(state=name, **decided)
        proposal = Proposal.objects.get(pk=proposal.pk)
        return emails.send_to_contact(proposal, name, answer=proposal.answer.splitlines())
    return emails.send_to_contact(proposal, name)


def every_mail(language: str) -> dict[str, Message]:
    """Owe each mail once, in `language`; return them by name."""
    proposal = proposed(language)
    return {name: owe(name, proposal) for name in NAMES}
