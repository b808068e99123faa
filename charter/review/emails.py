"""Mail of the review and of the life of a signature: which, to whom, always in the signatory's language.

As everywhere, no mail quotes what somebody typed before the official mailbox was verified, and what goes to an address
that nobody confirmed is discreet.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from charter.followup.emails import progress_url
from charter.followup.models import Commitment
from charter.ledger.models import LedgerEntry
from charter.review.models import ReaccessionInvitation, TownHallRequest
from charter.signing import promises, standing
from charter.signing.emails import (
    absolute,
    act_is_due,
    contact_key,
    government_name,
    mail_key,
    send_to_both,
    send_to_contact,
    send_to_mailbox,
)
from charter.signing.models import GroupMember, ResumeLink, Signature
from charter.signing.sharing import share_card
from coalition import dates
from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.privacy import tokens
from coalition.users.models import User


def send_link(signature: Signature, token: str) -> Message:
    """Mail the link that shows the signature and what its town hall may do, to the official mailbox alone."""
    url = absolute("signature", signature.language, token=token)
    return _by_link(signature, "adhesion_link", token, url, unasked=True)


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
    """Remind the mailbox of the day by which the council's act must have come, with the link to send it."""
    url = absolute("signature_action", signature.language, token=token, action="act")
    return _by_link_to_both(signature, "act_reminder", token, url, day=_day(until, signature.language))


def send_act_again(signature: Signature, token: str, reason: str) -> list[Message]:
    """Say why the act that came cannot be confirmed, with the link to send another one."""
    url = absolute("signature_action", signature.language, token=token, action="act")
    return _by_link_to_both(signature, "act_again", token, url, reason=reason.splitlines())


def send_change_refused(request: TownHallRequest, token: str, reason: str) -> list[Message]:
    """Say why what the town hall asked for is not done, with the link to ask for it again."""
    signature = request.signature
    url = absolute("signature", signature.language, token=token)
    facts = {"action": _action(request), "reason": reason.splitlines()}
    return _by_link_to_both(signature, "change_refused", token, url, **facts)


def _action(request: TownHallRequest) -> str:
    """Return what the town hall asks, in the language of its signature."""
    with translation.override(request.signature.language):
        return request.get_action_display()


def send_succession(signature: Signature, token: str, ended_on: date) -> list[Message]:
    """Invite the mailbox to name who is in office now, with the link to do so."""
    url = absolute("signature_action", signature.language, token=token, action="successor")
    return _by_link_to_both(signature, "succession", token, url, day=_day(ended_on, signature.language))


def send_reminder(signature: Signature, token: str, number: int, goes_on: date) -> Message:
    """Remind who fills an open signature of the day after which it goes, with a fresh link."""
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


def _by_link_to_both(signature: Signature, name: str, token: str, url: str, **context: Any) -> list[Message]:
    """Mail the secret link to the official mailbox; the contact reads the same, and where that mailbox gets a link."""
    sent = _by_link(signature, name, token, url, **context)
    public = absolute("signature_find", signature.language)
    copy = send_to_contact(signature, name, tokens.digest(token), url=public, **context)
    return [sent, copy] if copy else [sent]


def _by_link(
    signature: Signature, name: str, token: str, url: str, *, unasked: bool = False, **context: Any
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
        return dates.day(day)


def send_accepted(signature: Signature) -> list[Message]:
    """Tell both mailboxes that the signature is public: number, certificate, what is due first, the calendar."""
    language, code, card = signature.language, signature.verification_code, share_card(signature, signature.language)
    return send_to_both(
        signature,
        "accepted",
        "",
        url=absolute("verify", language, code=code),
        code=code,
        number=signature.number,
        until=act_is_due(signature),
        certificate=absolute("certificate", language, code=code, language=language),
        picture=f"{settings.SITE_URL.rstrip('/')}{card.path}" if card else "",
        first_due=_first_due(signature),
        progress=progress_url(signature, language),
        calendar=f"{settings.SITE_URL.rstrip('/')}/{language}/calendar/",
    )


def _first_due(signature: Signature) -> dict[str, str]:
    """Return the deliverable that is due first and its day, in the language of `signature`; nothing while undated."""
    dated = Commitment.objects.filter(signature=signature, due_on__isnull=False).unmet()
    first = dated.order_by("due_on", "pk").first()
    if first is None or first.due_on is None:
        return {}
    with translation.override(signature.language):
        return {
            "deliverable": str(first.get_deliverable_display()),
            "day": _day(first.due_on, signature.language),
        }


def send_rejected(signature: Signature) -> list[Message]:
    """Tell both mailboxes that the signature was refused, and why."""
    return send_to_both(signature, "rejected", "", reason=signature.reason.splitlines())


def send_status_changed(signature: Signature, entry: LedgerEntry) -> list[Message]:
    """Tell both mailboxes that the status of the signature changed, and where its history is read."""
    with translation.override(signature.language):
        change = entry.status_change
        status = signature.get_state_display()
        day = dates.day(change.effective_on)
        reason = standing.reason(entry).splitlines()
    url = absolute("verify", signature.language, code=signature.verification_code)
    return send_to_both(
        signature, "status_changed", str(entry.sequence), url=url, status=status, day=day, reason=reason
    )


def status_changed_keys(entry: LedgerEntry) -> list[str]:
    """Return the keys of the mails that told of `entry`."""
    names = (entry.signature, "status_changed", str(entry.sequence))
    return [mail_key(*names), contact_key(*names)]


def send_changes_requested(signature: Signature, entry_id: int) -> list[Message]:
    """Mail the reviewer's question to both mailboxes, each with its own link, which opens the signature again."""
    language, occasion, reason = signature.language, str(entry_id), signature.reason.splitlines()
    url = absolute("sign_resume", language, token=ResumeLink.issue(signature=signature))
    sent = send_to_mailbox(signature, "changes_requested", occasion, sensitive=True, reason=reason, url=url)
    own = absolute("sign_resume", language, token=ResumeLink.for_contact(signature))
    copy = send_to_contact(signature, "changes_requested", occasion, sensitive=True, reason=reason, url=own)
    return [sent, copy] if copy else [sent]


def send_invitation(invitation: ReaccessionInvitation, token: str) -> Message:
    """Invite the mailbox of an institution to a newer version: which, and the secret link to what changed."""
    signature = invitation.signature
    url = absolute("reaccession", signature.language, token=token)
    before = str(signature.version.number) if signature.version else ""
    after = str(invitation.version.number)
    return send_to_mailbox(
        signature, "readhesion", str(invitation.version_id), sensitive=True, url=url, before=before, after=after
    )


def send_member_asked(member: GroupMember, token: str) -> Message:
    """Ask a member of an association, at the mailbox that a reviewer confirmed, whether it signs; with its own link.

    Both names are those of the directory; nothing else that anybody typed is quoted.
    """
    return _to_member(member, "member_asked", tokens.digest(token), token)


def send_member_reminder(member: GroupMember, token: str) -> Message:
    """Remind a member that has not answered, with another link. It says that this is the only reminder."""
    return _to_member(member, "member_reminder", tokens.digest(token), token)


def send_member_counted(member: GroupMember) -> Message:
    """Tell a member that it counts now, and where the signature of its association is checked."""
    return _to_member(member, "member_counted", str(member.pk))


def _to_member(member: GroupMember, name: str, occasion: str, token: str = "") -> Message:
    signature, known = member.signature, dict(settings.LANGUAGES)
    language = next((code for code in member.government.languages if code in known), signature.language)
    with translation.override(language):
        context = {"government": member.government.name, "association": signature.government_name}
    return send(
        key=f"charter:{name}:{occasion}",
        template=f"charter/mail/{name}",
        to=member.official_email,
        language=language,
        context=context
        | {
            "url": absolute("member_answer", language, token=token)
            if token
            else absolute("verify", language, code=signature.verification_code)
        },
        sensitive=bool(token),
        unasked=bool(token),  # later, this mailbox has pressed the button behind its link
    )


def language_of(reviewer: User) -> str:
    """Return the language in which an account uses the CMS."""
    profile = getattr(reviewer, "wagtail_userprofile", None)
    return (profile.preferred_language if profile else "") or settings.LANGUAGE_CODE


def send_new_signature(signature: Signature, reviewer: User) -> Message:
    """Tell a reviewer that a signature came, or came back after a question, with the page that decides on it."""
    language = language_of(reviewer)
    day = promises.answer_by(timezone.localdate(signature.submitted_at))
    again = LedgerEntry.objects.filter(signature=signature, event="request_changes").exists()
    with translation.override(language):
        context = {
            "government": signature.government.name if signature.government else "",
            "country": signature.government.country_name if signature.government else "",
            "answer_by": _day(day, language),
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
