"""Mail of a change that a town hall asks for: to all who can stop it. Each quotes nothing that was typed."""

from datetime import date
from typing import Any

from django.utils import timezone, translation

from charter.review.changes.models import TownHallRequest
from charter.review.reviewers.emails import language_of
from charter.signing.emails import absolute, day_in, government_name, send_to_contact, template_of
from charter.signing.models import Signature
from coalition import dates
from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.privacy import tokens
from coalition.privacy.addresses import address_digest
from coalition.users.models import User


def send_change_asked(
    request: TownHallRequest, token: str, *, to: str, language: str, is_confirmed: bool = True
) -> Message:
    """Tell the mailbox or a contact what was asked for the signature, until when they can stop it, and by which link.

    The mail quotes nothing that was typed, and is discreet for a contact whose address is not confirmed.
    """
    return _of_request(request, "change_asked", token, to=to, language=language, is_confirmed=is_confirmed)


def send_change_to_check(request: TownHallRequest, token: str, reviewer: User) -> Message:
    return _of_request(request, "change_to_check", token, to=reviewer.email, language=language_of(reviewer))


def send_change_stopped(request: TownHallRequest, *, to: str, language: str) -> Message:
    return _of_request(request, "change_stopped", to=to, language=language)


def send_successor_named(request: TownHallRequest, *, to: str, language: str) -> Message:
    return _of_request(request, "successor_named", to=to, language=language)


def _of_request(
    request: TownHallRequest, name: str, token: str = "", *, to: str, language: str, is_confirmed: bool = True
) -> Message:
    """Mail the template `name` about `request`; each address gets it once."""
    with translation.override(language):
        context = {
            "what": name,
            "government": request.signature.government_name,
            "action": str(request.get_action_display()),
            "asked_on": dates.day(timezone.localdate(request.confirmed_at)),
            "last_day": dates.day(request.last_day_to_stop) if request.last_day_to_stop else "",
            "day": dates.day(request.takes_effect_on) if request.takes_effect_on else "",
            "by": str(request.get_ended_by_display()),
        }
    if token:
        context["url"] = absolute("stop_request", language, token=token)
    return send(
        key=f"charter:{name}:{request.pk}:{address_digest(to)}",
        template=template_of(name),
        to=to,
        language=language,
        context=context,
        sensitive=bool(token),
        discreet=not is_confirmed,
        unasked=not is_confirmed,
    )


def send_link(signature: Signature, token: str) -> Message:
    """Mail the link that shows the signature and what its town hall may do, to the official mailbox alone."""
    return _by_link(signature, "adhesion_link", token, unasked=True)


def send_code(request: TownHallRequest, code: str) -> Message:
    """Mail the code that confirms `request`; it holds no link, so that only a reader can use it."""
    signature = request.signature
    return send(
        key=f"charter:adhesion_code:{request.pk}:{tokens.new_token()[1]}",
        template="charter/mail/adhesion_code",
        to=signature.official_email,
        language=signature.language,
        context={"government": government_name(signature), "action": _action(request), "code": code},
        sensitive=True,
        unasked=False,  # who asked came by a link that was mailed there
    )


def send_act_reminder(signature: Signature, token: str, until: date) -> list[Message]:
    return _by_link_to_both(signature, "act_reminder", token, "act", day=day_in(signature.language, until))


def send_act_again(signature: Signature, token: str, reason: str) -> list[Message]:
    return _by_link_to_both(signature, "act_again", token, "act", reason=reason.splitlines())


def send_change_refused(request: TownHallRequest, token: str, reason: str) -> list[Message]:
    action, lines = _action(request), reason.splitlines()
    return _by_link_to_both(request.signature, "change_refused", token, action=action, reason=lines)


def _action(request: TownHallRequest) -> str:
    """Return what the town hall asks, in the language of its signature."""
    with translation.override(request.signature.language):
        return request.get_action_display()


def send_succession(signature: Signature, token: str, ended_on: date) -> list[Message]:
    return _by_link_to_both(signature, "succession", token, "successor", day=day_in(signature.language, ended_on))


def _by_link_to_both(signature: Signature, name: str, token: str, form: str = "", /, **context: Any) -> list[Message]:
    """Mail the secret link to the official mailbox; the contact reads the same, and where that mailbox gets a link."""
    sent = _by_link(signature, name, token, form, **context)
    public = absolute("signature_find", signature.language)
    copy = send_to_contact(signature, name, tokens.digest(token), url=public, **context)
    return [sent, copy] if copy else [sent]


def _by_link(
    signature: Signature, name: str, token: str, form: str = "", /, *, unasked: bool = False, **context: Any
) -> Message:
    """Mail the link with `token` to the official mailbox: to the form of an action, or to the page that shows all."""
    place = {"token": token, "action": form} if form else {"token": token}
    url = absolute("signature_action" if form else "signature", signature.language, **place)
    return send(
        key=f"charter:{name}:{tokens.digest(token)}",
        template=template_of(name),
        to=signature.official_email,
        language=signature.language,
        context={"what": name, "government": government_name(signature), "url": url, **context},
        sensitive=True,
        unasked=unasked,
    )
