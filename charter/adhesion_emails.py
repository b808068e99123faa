"""Mail of the life of a dossier: links and codes to the official mailbox, reminders to who fills a draft.

As everywhere, no mail quotes what somebody typed before the official mailbox was verified, and what goes to an address
that nobody confirmed is discreet.
"""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format

from charter.emails import absolute
from charter.models import AdhesionRequest, Signature
from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.privacy import tokens


def send_link(signature: Signature, token: str) -> Message:
    """Mail the link that shows the adhesion and what its town hall may do."""
    url = absolute("adhesion", signature.language, token=token)
    return _by_link(signature, "adhesion_link", token, url, unasked=True)


def send_code(request: AdhesionRequest, code: str) -> Message:
    """Mail the code that confirms `request`; it holds no link, so that only a reader can use it."""
    signature = request.signature
    with translation.override(signature.language):
        action = request.get_action_display()
    return send(
        key=f"charter:adhesion_code:{request.pk}:{tokens.new_token()[1]}",
        template="charter/mail/adhesion_code",
        to=signature.official_email,
        language=signature.language,
        context={"government": government_name(signature), "action": action, "code": code},
        sensitive=True,
        unasked=False,  # who asked came by a link that was mailed there
    )


def send_act_reminder(signature: Signature, token: str, until: date) -> Message:
    """Remind the mailbox of the day by which the council's act must have come, with the link to send it."""
    url = absolute("adhesion_action", signature.language, token=token, action="act")
    return _by_link(signature, "act_reminder", token, url, day=_day(until, signature.language))


def send_act_again(signature: Signature, token: str, reason: str) -> Message:
    """Say why the act that came cannot be confirmed, with the link to send another one."""
    url = absolute("adhesion_action", signature.language, token=token, action="act")
    return _by_link(signature, "act_again", token, url, reason=reason.splitlines())


def send_change_refused(request: AdhesionRequest, token: str, reason: str) -> Message:
    """Say why what the town hall asked for is not done, with the link to ask for it again."""
    signature = request.signature
    with translation.override(signature.language):
        action = request.get_action_display()
    url = absolute("adhesion", signature.language, token=token)
    return _by_link(signature, "change_refused", token, url, action=action, reason=reason.splitlines())


def send_succession(signature: Signature, token: str, ended_on: date) -> Message:
    """Invite the mailbox to name who is in office now, with the link to do so."""
    url = absolute("adhesion_action", signature.language, token=token, action="successor")
    return _by_link(signature, "succession", token, url, day=_day(ended_on, signature.language))


def send_reminder(signature: Signature, token: str, number: int, goes_on: date) -> Message:
    """Remind who fills an open dossier of the day after which it goes, with a fresh link."""
    return send(
        key=f"charter:dossier_reminder:{signature.pk}:{number}:{signature.updated_at.isoformat()}",
        template="charter/mail/dossier_reminder",
        to=signature.contact_email,
        language=signature.language,
        context={
            "url": absolute("sign_resume", signature.language, token=token),
            "day": _day(goes_on, signature.language),
        },
        discreet=True,
        sensitive=True,
        unasked=True,
    )


def send_colleague_link(token: str, to: str, language: str) -> Message:
    """Mail the link of an open dossier to a colleague of who fills it."""
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
    """Return the government's name in the language of the dossier."""
    with translation.override(signature.language):
        return signature.government.name if signature.government else signature.proposed_name


def _by_link(
    signature: Signature, name: str, token: str, url: str, *, unasked: bool = False, **context: str | list[str]
) -> Message:
    return send(
        key=f"charter:{name}:{tokens.digest(token)}",
        template=f"charter/mail/{name}",
        to=signature.official_email,
        language=signature.language,
        context={"government": government_name(signature), "url": url, **context},
        sensitive=True,
        unasked=unasked,
    )


def _day(day: date, language: str) -> str:
    with translation.override(language):
        return date_format(day, "DATE_FORMAT")
