"""Which mail, to whom, in which language: always the signatory's.

Only the contact's own address gets a link before the mailbox is verified, and no mail quotes an answer before. What
goes to an address that nobody confirmed is discreet.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from charter import standing
from charter.models import LedgerEntry, ReadhesionInvitation, ResumeLink, Signature
from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.privacy import tokens


def absolute(name: str, language: str, **kwargs: str) -> str:
    """Return the absolute address of the charter's view `name` in `language`."""
    with translation.override(language):
        return settings.SITE_URL.rstrip("/") + reverse(f"charter:{name}", kwargs=kwargs)


def send_resume_links(links: list[str], to: str, language: str) -> Message:
    """Mail the links that open dossiers, in one mail; `links` are their tokens, at least one."""
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
    """Tell the verified mailbox that the dossier is under review."""
    return _to_mailbox(signature, "submitted", str(signature.submitted_at))


def send_already_open(signature: Signature) -> Message:
    """Tell the verified mailbox, and nobody else, that its government already has a dossier."""
    return _to_mailbox(signature, "already_open", "")


def send_accepted(signature: Signature) -> Message:
    """Tell the verified mailbox that the adhesion is public, and where it can be checked."""
    url = absolute("verify", signature.language, code=signature.verification_code)
    return _to_mailbox(
        signature, "accepted", "", url=url, code=signature.verification_code, until=_act_is_due(signature)
    )


def send_certificate(signature: Signature, edition: int) -> Message:
    """Tell the mailbox of the institution that its certificate is ready in every language, and where it is."""
    url = absolute("verify", signature.language, code=signature.verification_code)
    return _to_mailbox(signature, "certificate", str(edition), url=url, until=_act_is_due(signature))


def send_rejected(signature: Signature) -> Message:
    """Tell the verified mailbox that the adhesion was refused, and why."""
    return _to_mailbox(signature, "rejected", "", reason=signature.reason.splitlines())


def send_status_changed(signature: Signature, entry: LedgerEntry) -> Message:
    """Tell the mailbox of the institution that the status of its adhesion changed, and where its history is read."""
    with translation.override(signature.language):
        change = entry.status_change
        status = signature.get_state_display()
        day = date_format(change.effective_on, "DATE_FORMAT")
        reason = standing.reason(entry).splitlines()
    url = absolute("verify", signature.language, code=signature.verification_code)
    return _to_mailbox(signature, "status_changed", str(entry.sequence), url=url, status=status, day=day, reason=reason)


def status_changed_key(entry: LedgerEntry) -> str:
    """Return the key of the mail that told of `entry`."""
    return _key(entry.signature, "status_changed", str(entry.sequence))


def send_changes_requested(signature: Signature, entry_id: int) -> Message:
    """Mail the reviewer's question and a link that opens the dossier again to the verified mailbox."""
    token, digest = tokens.new_token()
    ResumeLink.objects.create(signature=signature, digest=digest)
    url = absolute("sign_resume", signature.language, token=token)
    return _to_mailbox(
        signature, "changes_requested", str(entry_id), sensitive=True, reason=signature.reason.splitlines(), url=url
    )


def send_readhesion(invitation: ReadhesionInvitation, token: str) -> Message:
    """Invite the mailbox of an institution to a newer version: which, and the secret link to what changed."""
    signature = invitation.signature
    url = absolute("readhesion", signature.language, token=token)
    before = str(signature.version.number) if signature.version else ""
    after = str(invitation.version.number)
    return _to_mailbox(
        signature, "readhesion", str(invitation.version_id), sensitive=True, url=url, before=before, after=after
    )


def _act_is_due(signature: Signature) -> str:
    """Return the day until which the adhesion is ad referendum, as its mailbox reads it; nothing when it is not."""
    if signature.ad_referendum_until is None:
        return ""
    with translation.override(signature.language):
        return date_format(signature.ad_referendum_until, "DATE_FORMAT")


def _to_mailbox(
    signature: Signature, name: str, occasion: str, *, sensitive: bool = False, **context: str | list[str]
) -> Message:
    with translation.override(signature.language):
        government = signature.government.name if signature.government else signature.proposed_name
    return send(
        key=_key(signature, name, occasion),
        template=f"charter/mail/{name}",
        to=signature.official_email,
        language=signature.language,
        context={"government": government, **context},
        sensitive=sensitive,
        unasked=False,  # this mailbox typed its code
    )


def _key(signature: Signature, name: str, occasion: str) -> str:
    return f"charter:{name}:{signature.pk}:{occasion}"
