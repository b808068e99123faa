"""One of each mail of the calls, to somebody who reads a given language. It makes rows."""

from coalition.calls.models import Proposal, ProposalLink
from coalition.calls.proposing import emails
from coalition.mail.models import Message
from tests.factories.calls import CallFactory, ProposalFactory

SUBJECTS = {
    ("link", "en"): "A message for you",
    ("link", "fr"): "Un message pour vous",
    ("link", "es"): "Un mensaje para usted",
    ("link", "ar"): "رسالة لكم",
    ("received", "en"): "We have received your proposal",
    ("received", "fr"): "Nous avons reçu votre proposition",
    ("received", "es"): "Hemos recibido su propuesta",
    ("received", "ar"): "تلقينا مقترحكم",
    ("withdrawn", "en"): "Your proposal is withdrawn",
    ("withdrawn", "fr"): "Votre proposition est retirée",
    ("withdrawn", "es"): "Su propuesta está retirada",
    ("withdrawn", "ar"): "سُحب مقترحكم",
}
NAMES = sorted({name for name, _language in SUBJECTS})


def proposed(language: str) -> Proposal:
    """Return a proposal whose contact reads `language`."""
    return ProposalFactory(language=language, state="sent", call=CallFactory(), contact_email="ada@women.example")


def owe(name: str, proposal: Proposal) -> Message:
    """Owe the mail called `name` about `proposal`."""
    if name == "link":
        token = ProposalLink.for_contact(proposal)
        return emails.send_links([token], proposal.contact_email, proposal.language)
    return getattr(emails, f"send_{name}")(proposal)


def every_mail(language: str) -> dict[str, Message]:
    """Owe each mail once, in `language`; return them by name."""
    proposal = proposed(language)
    return {name: owe(name, proposal) for name in NAMES}
