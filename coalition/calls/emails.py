"""Which mail, to whom, in which language: always that of the proposal.

Before the contact's address is confirmed it gets links alone, discreetly; no mail quotes a word of the proposal before.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from coalition import dates
from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.privacy import secret_links

from .models import Proposal, ProposalLink


def absolute(name: str, language: str, /, **kwargs: str) -> str:
    with translation.override(language):
        return settings.SITE_URL.rstrip("/") + reverse(f"calls:{name}", kwargs=kwargs)


def send_links(links: list[str], to: str, language: str) -> Message:
    """Mail the links that open proposals, in one mail; `links` are their tokens, at least one.

    Its template belongs to no area of the mail log: a draft is nobody's to read, nor is who began it.
    """
    return send(
        key=f"calls:link:{secret_links.digest(links[0])}",
        template="drafts/mail/link",
        to=to,
        language=language,
        context={"urls": [absolute("proposal", language, token=token) for token in links]},
        discreet=True,
        sensitive=True,
        unasked=True,
    )


def send_to_contact(proposal: Proposal, name: str, **more: object) -> Message:
    """Mail `name` to the contact, once for each proposal, with a link of its own."""
    language = proposal.language
    with translation.override(language):
        context = {
            "what": name,
            "title": proposal.title,
            "reference": proposal.shown_reference,
            "answer_by": dates.day(proposal.call.answer_by),
            "url": absolute("proposal", language, token=ProposalLink.for_contact(proposal)),
        }
    return send(
        key=f"calls:{name}:{proposal.pk}",
        template="calls/mail/proposal",
        to=proposal.contact_email,
        language=language,
        context={**context, **more},
        sensitive=True,
        unasked=False,  # a button behind a link that only this mailbox got was pressed
    )
