"""Mail of what reviewers decide: which, to whom, always in the signatory's language.

As everywhere, no mail quotes what somebody typed before the official mailbox was verified, and what goes to an address
that nobody confirmed is discreet where anybody can have a mailbox.
"""

from datetime import date
from typing import Any

from babel.languages import get_official_languages
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from charter import permissions
from charter.followup.emails import progress_url
from charter.followup.models import Commitment
from charter.ledger.models import LedgerEntry
from charter.signing import emails as promises
from charter.signing import mailboxes, public_status
from charter.signing.associations import GroupMember
from charter.signing.emails import (
    absolute,
    act_is_due,
    day_in,
    desk_url,
    government_name,
    mail_key,
    send_to_both,
    send_to_contact,
    send_to_mailbox,
    template_of,
)
from charter.signing.models import ResumeLink, Signature
from charter.signing.public_status import share_card
from charter.states import Party
from coalition import dates
from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.privacy import secret_links
from coalition.privacy.email_addresses import address_digest, normalise
from coalition.users.models import User

from .models import TownHallRequest


def send_issued(sender: Any, signature: Signature, edition: int, **_more: Any) -> None:
    """Mail what a new edition of the certificate means (signal `certificate_issued`)."""
    if edition == 1:
        send_accepted(signature)
    else:
        send_certificate(signature, edition)


def send_certificate(signature: Signature, edition: int) -> list[Message]:
    url = absolute("verify", signature.language, code=signature.verification_code)
    return send_to_both(signature, "certificate", str(edition), url=url, until=act_is_due(signature))


def send_accepted(signature: Signature) -> list[Message]:
    """Tell both mailboxes that the signature is public, with a link to the desk for each."""
    language, code, card = signature.language, signature.verification_code, share_card(signature, signature.language)
    context: dict[str, Any] = {
        "url": absolute("verify", language, code=code),
        "code": code,
        "number": signature.number,
        "until": act_is_due(signature),
        "certificate": absolute("certificate", language, code=code, language=language),
        "picture": f"{settings.SITE_URL.rstrip('/')}{card.path}" if card else "",
        "first_due": _first_due(signature),
        "progress": progress_url(signature, language),
        "calendar": f"{settings.SITE_URL.rstrip('/')}/{language}/calendar/",
    }
    desk = desk_url(signature, signature.official_email, language)
    sent = send_to_mailbox(signature, "accepted", "", sensitive=True, desk=desk, **context)
    if not signature.contact_is_confirmed or normalise(signature.contact_email) == normalise(signature.official_email):
        copy = send_to_contact(signature, "accepted", "", **context)
    else:
        desk = desk_url(signature, signature.contact_email, language)
        copy = send_to_contact(signature, "accepted", "", sensitive=True, desk=desk, **context)
    return [sent, copy] if copy else [sent]


def _first_due(signature: Signature) -> dict[str, str]:
    """Return the deliverable that is due first and its day, in the language of `signature`; nothing while undated."""
    dated = Commitment.objects.filter(signature=signature, due_on__isnull=False).unmet()
    first = dated.order_by("due_on", "pk").first()
    if first is None or first.due_on is None:
        return {}
    with translation.override(signature.language):
        return {
            "deliverable": str(first.get_deliverable_display()),
            "day": day_in(signature.language, first.due_on),
        }


def send_rejected(signature: Signature) -> list[Message]:
    return send_to_both(signature, "rejected", "", reason=signature.reason.splitlines())


def send_changes_requested(signature: Signature, entry_id: int) -> list[Message]:
    """Mail the reviewer's question to both mailboxes, each with its own link, which opens the signature again."""
    language, occasion, reason = signature.language, str(entry_id), signature.reason.splitlines()
    url = absolute("sign_resume", language, token=ResumeLink.issue(signature=signature))
    sent = send_to_mailbox(signature, "changes_requested", occasion, sensitive=True, reason=reason, url=url)
    own = absolute("sign_resume", language, token=ResumeLink.for_contact(signature))
    copy = send_to_contact(signature, "changes_requested", occasion, sensitive=True, reason=reason, url=own)
    return [sent, copy] if copy else [sent]


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


def send_of_request(
    request: TownHallRequest, name: str, token: str = "", *, to: str, language: str, is_confirmed: bool = True
) -> Message:
    """Mail `name` about `request`: what was asked, how `token` stops it, or how it ended; each address gets it once.

    The mail quotes nothing that was typed.
    """
    with translation.override(language):
        context = {
            "what": name,
            "government": request.signature.government_name,
            "action": str(request.get_action_display()),
            "asked_on": dates.day(timezone.localdate(request.confirmed_at)),
            "last_day": dates.day(request.last_day_to_stop) if request.last_day_to_stop else "",
            "day": dates.day(request.takes_effect_on) if request.takes_effect_on else "",
            "by": str(request.get_ended_by_display()),
            "names_contact": request.action == TownHallRequest.Action.SUCCESSOR,
            "by_letter": request.started_by_id is not None,
            "to_contact": normalise(to) != normalise(request.signature.official_email),
            "goes_on_on": dates.day(request.objection_ends_on) if request.objection_ends_on else "",
        }
    if token:
        context["url"] = absolute("desk", language, token=token)
    elif name in ("change_to_check", "objection_to_check"):
        path = reverse("charter_signatures:inspect", args=[request.signature_id])
        context["url"] = settings.SITE_URL.rstrip("/") + path
    return send(
        key=f"charter:{name}:{request.pk}:{address_digest(to)}",
        template=template_of(name),
        to=to,
        language=language,
        context=context,
        sensitive=bool(token),
        discreet=not is_confirmed and mailboxes.is_open_to_all(to),
        unasked=not is_confirmed,
    )


def send_signature_link(signature: Signature, token: str) -> Message:
    """Mail the link that shows the signature and what its town hall may do, to the official mailbox alone."""
    return _by_link(signature, "adhesion_link", token, unasked=True)


def send_change_code(request: TownHallRequest, code: str) -> Message:
    """Mail the code that confirms `request`; it holds no link, so that only a reader can use it."""
    signature = request.signature
    return send(
        key=f"charter:adhesion_code:{request.pk}:{secret_links.new_token()[1]}",
        template="charter/mail/adhesion_code",
        to=request.code_goes_to,
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
    public = absolute("desk_find", signature.language)
    copy = send_to_contact(signature, name, secret_links.digest(token), url=public, **context)
    return [sent, copy] if copy else [sent]


def _by_link(
    signature: Signature, name: str, token: str, form: str = "", /, *, unasked: bool = False, **context: Any
) -> Message:
    """Mail the link with `token` to the official mailbox: to the form of an action, or to the page that shows all."""
    place = {"token": token, "action": form} if form else {"token": token}
    url = absolute("desk_change" if form else "desk", signature.language, **place)
    return send(
        key=f"charter:{name}:{secret_links.digest(token)}",
        template=template_of(name),
        to=signature.official_email,
        language=signature.language,
        context={"what": name, "government": government_name(signature), "url": url, **context},
        sensitive=True,
        unasked=unasked,
    )


def send_to_member(member: GroupMember, name: str, token: str = "") -> Message:
    """Ask or remind a member of an association, by the link with `token`, or tell it that it counts.

    Both names are those of the directory, or of a proposal that a reviewer has read; nothing else that anybody typed is
    quoted.
    """
    signature, language = member.signature, _language_of(member)
    with translation.override(language):
        context = {"what": name, "government": member.name, "association": signature.government_name}
    context["has_delegation"] = "yes" if signature.delegation_date else ""
    return send(
        key=f"charter:{name}:{secret_links.digest(token) if token else member.pk}",
        template=template_of(name),
        to=member.official_email,
        language=language,
        context=context
        | {
            "url": absolute("desk", language, token=token)
            if token
            else absolute("verify", language, code=signature.verification_code)
        },
        sensitive=bool(token),
        unasked=bool(token),  # later, this mailbox has pressed the button behind its link
        paced=bool(token),  # one press of a reviewer asks five hundred
    )


def _language_of(member: GroupMember) -> str:
    """Return the language of the site in which a member works; unknown, the association's where its country has that.

    Else the first of its country's languages (Unicode CLDR) in which the site writes.
    """
    spoken = member.government.languages if member.government else []
    official = get_official_languages(member.country, de_facto=True)
    own = member.signature.language
    wanted = [*spoken, *([own] if own in official else official), own]
    return next(code for code in wanted if code in dict(settings.LANGUAGES))


def send_status_changed(signature: Signature, entry: LedgerEntry) -> list[Message]:
    with translation.override(signature.language):
        change = entry.status_change
        by_network = entry.event == "withdraw" and entry.party == Party.STAFF
        status = _("removed by the network") if by_network else signature.get_state_display()
        day = dates.day(change.effective_on)
        reason = public_status.reason(entry).splitlines()
    url = absolute("verify", signature.language, code=signature.verification_code)
    return send_to_both(
        signature, "status_changed", str(entry.sequence), url=url, status=status, day=day, reason=reason
    )


def status_changed_keys(entry: LedgerEntry) -> list[str]:
    """Return the keys of the mails that told of `entry`."""
    names = (entry.signature, "status_changed", str(entry.sequence))
    return [mail_key(*names), f"{mail_key(*names)}:contact"]


def send_draft_reminder(signature: Signature, token: str, goes_on: date) -> Message:
    return send(
        key=f"charter:dossier_reminder:{signature.pk}:{signature.updated_at.isoformat()}",
        template="charter/mail/dossier_reminder",
        to=signature.contact_email,
        language=signature.language,
        context={
            "url": absolute("sign_resume", signature.language, token=token),
            "day": day_in(signature.language, goes_on),
        },
        discreet=mailboxes.is_open_to_all(signature.contact_email),
        sensitive=True,
        unasked=True,
    )


def send_new_signatures(sender: Any, signature: Signature, **_more: Any) -> None:
    """Mail each reviewer that `signature` came, in the transaction in which it did."""
    for reviewer in permissions.reviewers():
        send_new_signature(signature, reviewer)
