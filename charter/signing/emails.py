"""Which mail, to whom, in which language: always the signatory's.

Only the contact's own address gets a link before the mailbox is verified, and no mail quotes an answer before. What
goes to an address that nobody confirmed is discreet where anybody can have a mailbox (`mailboxes.is_open_to_all`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coalition import dates
from coalition.languages.names import country_name
from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.members.models import LocalGovernment
from coalition.privacy import secret_links
from coalition.privacy.email_addresses import normalise

from . import mailboxes
from .models import DeskLink, ResumeLink, Signature


@dataclass(frozen=True)
class Answer:
    """One answer: what was asked, what was said, and the step that asks it."""

    label: str
    lines: list[str]
    step: str


def answers(signature: Signature) -> list[Answer]:
    return [answer for answer in _all(signature) if any(answer.lines)]


def _all(signature: Signature) -> Iterator[Answer]:
    yield Answer(_("Local government"), [signature.government_name], "government")
    listed = signature.listed_members if signature.is_group else []
    members = [f"{row.name} ({row.country_name}) · {row.official_email}" for row in listed]
    yield Answer(_("Members that sign"), members, "members")
    if signature.delegation_date:
        delegation = f"{signature.delegation_number} · {dates.day(signature.delegation_date)}"
        yield Answer(_("Delegation of the members"), [delegation], "members")
    yield Answer(_("Name of the person who signs"), [signature.signatory_name], "government")
    yield Answer(_("Their role"), [signature.signatory_role], "government")
    yield Answer(_("Official mailbox"), [signature.official_email], "government")
    yield Answer(_("End of the mandate"), _day(signature.mandate_ends_on), "government")
    yield Answer(_("Your name"), [signature.contact_name], "government")
    yield Answer(_("Deciding body"), [signature.act_body], "act")
    if signature.ad_referendum_until:
        yield Answer(_("The council decides by"), _day(signature.ad_referendum_until), "act")
        return
    yield Answer(_("Number of the decision"), [signature.act_number], "act")
    yield Answer(_("Date of the decision"), _day(signature.act_date), "act")
    yield Answer(_("File of the decision"), [signature.act_file_name or pgettext("no file", "None")], "act")


def _day(day: date | None) -> list[str]:
    return [dates.day(day)] if day else []


def answer_by(day: date) -> date:
    """Return by when the reviewers answer a signature that is sent on `day`."""
    return day + timedelta(days=settings.CHARTER_REVIEW_DAYS)


# Mails that are one template, which is told `what` it says.
TEMPLATES = {
    **dict.fromkeys(("member_asked", "member_reminder", "member_counted"), "member"),
    **dict.fromkeys(("act_again", "changes_requested", "evidence_refused", "rejected"), "not_accepted"),
    **dict.fromkeys(("change_asked", "change_to_check", "change_refused", "change_stopped"), "change"),
    **dict.fromkeys(("successor_named", "corrected", "new_mailbox"), "change"),
    **dict.fromkeys(("change_objected", "objection_to_check"), "change"),
}


def template_of(name: str) -> str:
    return f"charter/mail/{TEMPLATES.get(name, name)}"


def government_name(signature: Signature) -> str:
    with translation.override(signature.language):
        return signature.government.name if signature.government else signature.proposed_name


def absolute(name: str, language: str, /, **kwargs: str | int) -> str:
    with translation.override(language):
        return settings.SITE_URL.rstrip("/") + reverse(f"charter:{name}", kwargs=kwargs)


def desk_url(signature: Signature, to: str, language: str, place: str = "") -> str:
    """Return a fresh address of the desk of `signature` for the mailbox `to`; `place` is an anchor of that page."""
    token = DeskLink.issue(signature=signature, to_contact=normalise(to) != normalise(signature.official_email))
    return absolute("desk", language, token=token) + (place and f"#{place}")


def send_resume_links(links: list[str], to: str, language: str) -> Message:
    """Mail the links that open signatures, in one mail; `links` are their tokens, at least one."""
    return send(
        key=f"charter:resume:{secret_links.digest(links[0])}",
        template="charter/mail/resume",
        to=to,
        language=language,
        context={"urls": [absolute("sign_resume", language, token=token) for token in links]},
        discreet=mailboxes.is_open_to_all(to),
        sensitive=True,
        unasked=True,
    )


def send_code(signature: Signature, code: str) -> Message:
    """Mail the one-time code to the official mailbox, with who asks and for whom.

    It holds no link, so that only a reader can use it, and no words that somebody typed
    (decision 0021-two-people-in-the-charter).
    """
    with translation.override(signature.language):
        context = {
            "code": code,
            "name": signature.government.name if signature.government else "",
            "government": _known_government(signature),
            "requester": _requester(signature),
        }
    return send(
        key=f"charter:code:{signature.pk}:{secret_links.new_token()[1]}",
        template="charter/mail/code",
        to=signature.official_email,
        language=signature.language,
        context=context,
        discreet=mailboxes.is_open_to_all(signature.official_email),
        sensitive=True,
        unasked=True,
    )


def _known_government(signature: Signature) -> str:
    """Return the name of the government in our own words: for a proposed one, its kind and country."""
    if signature.government:
        return signature.government.name
    kind = LocalGovernment.Kind(signature.proposed_kind).label
    words = {"kind": kind, "country": country_name(signature.proposed_country)}
    return _("a local government that is new to our directory (%(kind)s, %(country)s)") % words


def _requester(signature: Signature) -> str:
    """Return who asks, in one sentence: an address that was confirmed, else the reader's own domain, else nobody."""
    address, domain = signature.contact_email, signature.official_email.rpartition("@")[2]
    if address == signature.official_email:
        return _("The request names this mailbox as its contact.")
    if signature.contact_is_confirmed:
        return _("The request comes from %(address)s.") % {"address": address}
    if address.endswith(f"@{domain}") and not mailboxes.is_open_to_all(address):
        sentence = _("The request names a contact with an address at %(domain)s. We have not confirmed it yet.")
        return sentence % {"domain": domain}
    return _("The request comes from somebody whose address we have not confirmed yet.")


def send_submitted(signature: Signature) -> list[Message]:
    """Tell both mailboxes that the signature is under review: reference, what happens next, a copy of the answers."""
    language = signature.language
    with translation.override(language):
        copy = [[answer.label, answer.lines] for answer in answers(signature)]
        by = answer_by(timezone.localdate(signature.submitted_at))
        context = {
            "reference": signature.verification_code,
            "answer_by": dates.day(by),
            "until": act_is_due(signature),
            "answers": copy,
            "url": f"{settings.SITE_URL.rstrip('/')}/{language}/contact/?topic=signing",
        }
    return send_to_both(signature, "submitted", str(signature.submitted_at), sensitive=True, **context)


def send_already_open(signature: Signature) -> Message:
    """Tell the verified mailbox, and nobody else, that its government already has a signature."""
    return send_to_mailbox(signature, "already_open", "")


def day_in(language: str, day: date) -> str:
    with translation.override(language):
        return dates.day(day)


def act_is_due(signature: Signature) -> str:
    """Return the day until which the signature is ad referendum, as its mailbox reads it; nothing when it is not."""
    if signature.ad_referendum_until is None:
        return ""
    return day_in(signature.language, signature.ad_referendum_until)


def send_to_both(
    signature: Signature, name: str, occasion: str, *, sensitive: bool = False, **context: Any
) -> list[Message]:
    """Mail the same to the official mailbox and to the contact; an address that is both gets one."""
    sent = send_to_mailbox(signature, name, occasion, sensitive=sensitive, **context)
    copy = send_to_contact(signature, name, occasion, sensitive=sensitive, **context)
    return [sent, copy] if copy else [sent]


def send_to_mailbox(
    signature: Signature, name: str, occasion: str, *, sensitive: bool = False, **context: Any
) -> Message:
    key = mail_key(signature, name, occasion)
    return _send(signature, name, key, signature.official_email, sensitive=sensitive, **context)


def send_to_contact(
    signature: Signature, name: str, occasion: str, *, sensitive: bool = False, **context: Any
) -> Message | None:
    """Mail `name` to the contact; one whose address is not confirmed gets a link to the news instead.

    Return None without a contact, and where the contact's address is the official mailbox.
    """
    if signature.contact_email in ("", signature.official_email):
        return None
    key = f"{mail_key(signature, name, occasion)}:contact"
    if not signature.contact_is_confirmed:
        return _send_news(signature, key)
    return _send(signature, name, key, signature.contact_email, sensitive=sensitive, **context)


def _send(signature: Signature, name: str, key: str, to: str, *, sensitive: bool, **context: Any) -> Message:
    return send(
        key=key,
        template=template_of(name),
        to=to,
        language=signature.language,
        context={"government": government_name(signature), "what": name, **context},
        sensitive=sensitive,
        unasked=False,  # it typed a code, or a button behind a link that only this mailbox got was pressed
    )


def _send_news(signature: Signature, key: str) -> Message:
    """Mail a link behind which the news stands, and nothing else: nobody confirmed this address."""
    token = ResumeLink.for_contact(signature)
    return send(
        key=key,
        template="charter/mail/news",
        to=signature.contact_email,
        language=signature.language,
        context={"url": absolute("sign_resume", signature.language, token=token)},
        discreet=mailboxes.is_open_to_all(signature.contact_email),
        sensitive=True,
        unasked=True,
    )


def mail_key(signature: Signature, name: str, occasion: str) -> str:
    return f"charter:{name}:{signature.pk}:{occasion}"
