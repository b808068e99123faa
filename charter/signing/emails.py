"""Which mail, to whom, in which language: always the signatory's.

Only the contact's own address gets a link before the mailbox is verified, and no mail quotes an answer before. What
goes to an address that nobody confirmed is discreet.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from charter.signing.models import Signature
from coalition import dates
from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.privacy import tokens


def send_colleague_link(token: str, to: str, language: str) -> Message:
    """Mail the link of an open signature to a colleague of who fills it."""
    return send(
        key=f"charter:colleague:{tokens.digest(token)}",
        template="charter/mail/colleague",
        to=to,
        language=language,
        context={"url": absolute("sign_resume", language, token=token)},
        discreet=True,
        sensitive=True,
        unasked=True,
    )


def government_name(signature: Signature) -> str:
    """Return the government's name in the language of the signature."""
    with translation.override(signature.language):
        return signature.government.name if signature.government else signature.proposed_name


def absolute(name: str, language: str, **kwargs: str) -> str:
    """Return the absolute address of the charter's view `name` in `language`."""
    with translation.override(language):
        return settings.SITE_URL.rstrip("/") + reverse(f"charter:{name}", kwargs=kwargs)


def send_resume_links(links: list[str], to: str, language: str) -> Message:
    """Mail the links that open signatures, in one mail; `links` are their tokens, at least one."""
    return send(
        key=f"charter:resume:{tokens.digest(links[0])}",
        template="charter/mail/resume",
        to=to,
        language=language,
        context={"urls": [absolute("sign_resume", language, token=token) for token in links]},
        discreet=True,
        sensitive=True,
        unasked=True,
    )


def send_code(signature: Signature, code: str) -> Message:
    """Mail the one-time code to the official mailbox; it holds no link, so that only a reader can use it."""
    return send(
        key=f"charter:code:{signature.pk}:{tokens.new_token()[1]}",
        template="charter/mail/code",
        to=signature.official_email,
        language=signature.language,
        context={"code": code},
        discreet=True,
        sensitive=True,
        unasked=True,
    )


def send_submitted(signature: Signature) -> Message:
    """Tell the verified mailbox that the signature is under review."""
    return send_to_mailbox(signature, "submitted", str(signature.submitted_at))


def send_already_open(signature: Signature) -> Message:
    """Tell the verified mailbox, and nobody else, that its government already has a signature."""
    return send_to_mailbox(signature, "already_open", "")


def act_is_due(signature: Signature) -> str:
    """Return the day until which the signature is ad referendum, as its mailbox reads it; nothing when it is not."""
    if signature.ad_referendum_until is None:
        return ""
    with translation.override(signature.language):
        return dates.day(signature.ad_referendum_until)


def send_to_mailbox(
    signature: Signature, name: str, occasion: str, *, sensitive: bool = False, **context: str | list[str]
) -> Message:
    with translation.override(signature.language):
        government = signature.government.name if signature.government else signature.proposed_name
    return send(
        key=mail_key(signature, name, occasion),
        template=f"charter/mail/{name}",
        to=signature.official_email,
        language=signature.language,
        context={"government": government, **context},
        sensitive=sensitive,
        unasked=False,  # this mailbox typed its code
    )


def mail_key(signature: Signature, name: str, occasion: str) -> str:
    return f"charter:{name}:{signature.pk}:{occasion}"
