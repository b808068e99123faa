"""Mail of a change that a town hall asks for: to all who can stop it. Each quotes nothing that was typed."""

from django.utils import timezone, translation

from charter.review.emails import language_of
from charter.review.models import TownHallRequest
from charter.signing.emails import absolute
from coalition import dates
from coalition.mail.models import Message
from coalition.mail.services import send
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
    """Tell a reviewer what a town hall asked, until when it can be stopped, and by which link."""
    return _of_request(request, "change_to_check", token, to=reviewer.email, language=language_of(reviewer))


def send_change_stopped(request: TownHallRequest, *, to: str, language: str) -> Message:
    """Tell one of those who were told of `request` that nothing changes, and who stopped it."""
    with translation.override(language):
        stopped_by = request.get_ended_by_display()
    return _of_request(request, "change_stopped", to=to, language=language, by=str(stopped_by))


def send_successor_named(request: TownHallRequest, *, to: str, language: str) -> Message:
    """Tell those who were told of it that the network now writes to the person who was named."""
    return _of_request(request, "successor_named", to=to, language=language)


def _of_request(
    request: TownHallRequest,
    name: str,
    token: str = "",
    *,
    to: str,
    language: str,
    is_confirmed: bool = True,
    **more: str,
) -> Message:
    """Mail the template `name` about `request`; each address gets it once."""
    signature = request.signature
    with translation.override(language):
        context = {
            "government": signature.government.name if signature.government else "",
            "action": str(request.get_action_display()),
            "asked_on": dates.day(timezone.localdate(request.confirmed_at)),
            "last_day": dates.day(request.last_day_to_stop) if request.last_day_to_stop else "",
            "day": dates.day(request.takes_effect_on) if request.takes_effect_on else "",
            **more,
        }
    if token:
        context["url"] = absolute("stop_request", language, token=token)
    return send(
        key=f"charter:{name}:{request.pk}:{address_digest(to)}",
        template=f"charter/mail/{name}",
        to=to,
        language=language,
        context=context,
        sensitive=bool(token),
        discreet=not is_confirmed,
        unasked=not is_confirmed,
    )
