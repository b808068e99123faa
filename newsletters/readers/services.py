"""Subscribe, confirm, change, leave."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from coalition.mail.bounces import services as bounces
from coalition.privacy import codes, discretion, tokens
from coalition.privacy import services as privacy
from coalition.privacy.addresses import address_digest, normalise
from newsletters.readers import emails
from newsletters.readers.models import ConsentText, Reader, SubscriptionRequest

PURPOSE = "newsletter"
REQUEST_LIFETIME = timedelta(hours=24)

# Sent with `readers` in the transaction in which they leave: whoever has something on its way to them stops it.
leaving = Signal()


@dataclass(frozen=True)
class ConsentWords:
    """What a page asks its reader to agree to: words, their version, and the language of the page."""

    text: str
    version: str
    language: str

    @property
    def digest(self) -> str:
        """Return what a form carries, so that other words than those shown are noticed; 64 hexadecimal digits."""
        return hashlib.sha256("\n".join((self.language, self.version, self.text)).encode()).hexdigest()


def consent_words(language: str) -> ConsentWords:
    """Return what a page in `language` asks to agree to, as editors wrote it."""
    row = ConsentText.objects.get(language=language)
    return ConsentWords(text=row.text, version=row.version, language=language)


@transaction.atomic
def subscribe(*, email: str, language: str, discreet: bool, consent: ConsentWords) -> str:
    """Take a request for `email`; return the handle of the page where its code is typed.

    `language` is that of the mails; `consent` is what was shown and agreed to just now, in whatever language the
    page was. The same happens for an address that reads already and for one that does not: a mail with a code and a
    link, and nothing else until the mailbox is proven. Its settings then become those asked for here; discretion is
    only ever gained here, since anybody may have typed the address: the reader's own page takes it back.
    """
    handle, handle_digest = tokens.new_token()
    link, link_digest = tokens.new_token()
    request = SubscriptionRequest.objects.create(
        email=normalise(email),
        email_digest=address_digest(email),
        language=language,
        discreet=discreet,
        consent_text=consent.text,
        consent_version=consent.version,
        consent_language=consent.language,
        handle_digest=handle_digest,
        link_digest=link_digest,
    )
    codes.issue_code(
        purpose=PURPOSE,
        subject_id=str(request.pk),
        address=email,
        mail=lambda code: emails.send_confirmation(request, code=code, link=link).is_owed,
    )
    return handle


def open_request(*, handle: str = "", link: str = "") -> SubscriptionRequest | None:
    """Return the request that `handle` or `link` opens, or None when it is unknown or older than a day.

    A link that was used opens nothing more. A handle does: whoever typed the address has it, and must not learn from
    it whether the mailbox's holder pressed the button.
    """
    fresh = SubscriptionRequest.objects.filter(created_at__gt=timezone.now() - REQUEST_LIFETIME)
    if handle:
        return fresh.filter(handle_digest=tokens.digest(handle)).first()
    return fresh.filter(link_digest=tokens.digest(link), used_at=None).first()


def confirm_by_code(*, request: SubscriptionRequest, code: str) -> Reader | None:
    """Make the reader of `request` when `code` is right; None when it is not (wrong answers are counted).

    Where the link was pressed before, the right code leads to the reader there is.
    """
    if not codes.check_code(purpose=PURPOSE, subject_id=str(request.pk), address=request.email, code=code):
        return None
    return _confirm(request.pk) or Reader.objects.for_address(request.email).first()


def confirm_by_link(*, request: SubscriptionRequest) -> Reader | None:
    """Make the reader of `request`, whose link was opened and whose button was pressed; None when it was used."""
    return _confirm(request.pk)


@transaction.atomic
def _confirm(pk: int) -> Reader | None:
    request = SubscriptionRequest.objects.select_for_update().get(pk=pk)
    if request.used_at is not None:
        return None
    request.used_at = timezone.now()
    request.save(update_fields=["used_at"])
    bounces.lift_own(address=request.email)  # before the reader is locked, as whoever tells of a bounce does
    reader, created = Reader.objects.select_for_update().get_or_create(
        email_digest=request.email_digest,
        defaults={"email": request.email, "language": request.language, "discreet": request.discreet},
    )
    if not created:
        if reader.state == Reader.State.UNSUBSCRIBED:
            reader.confirmed_at = timezone.now()
        reader.state, reader.unsubscribed_at = Reader.State.CONFIRMED, None
        reader.language, reader.discreet = request.language, reader.discreet or request.discreet
        reader.save()
    discretion.choose(address=reader.email, source=reader.discretion_source, discreet=reader.discreet)
    privacy.record_consent(
        purpose=PURPOSE,
        address=request.email,
        text=request.consent_text,
        version=request.consent_version,
        language=request.consent_language,
        given_at=request.created_at,
    )
    return reader


@transaction.atomic
def change_settings(*, reader: Reader, language: str, discreet: bool) -> Reader:
    """Change the language and the discreet mode of the editions to come."""
    reader = Reader.objects.select_for_update().get(pk=reader.pk)
    reader.language, reader.discreet = language, discreet
    reader.save()
    discretion.choose(address=reader.email, source=reader.discretion_source, discreet=discreet)
    return reader


@transaction.atomic
def unsubscribe(*, reader: Reader) -> Reader:
    """End the newsletter for `reader` at once, editions on their way included. Twice is as good as once.

    Only a copy whose text the mail server already has is past stopping.
    """
    reader = Reader.objects.select_for_update().get(pk=reader.pk)
    if reader.state == Reader.State.UNSUBSCRIBED:
        return reader
    reader.state, reader.unsubscribed_at = Reader.State.UNSUBSCRIBED, timezone.now()
    reader.save()
    leaving.send(sender=Reader, readers=[reader])
    privacy.withdraw_consent(purpose=PURPOSE, address=reader.email)
    return reader
