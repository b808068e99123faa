"""Subscribe, confirm, change, leave."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Func, Q, QuerySet, Value
from django.dispatch import Signal
from django.utils import timezone

from coalition.mail.bounces import services as bounces
from coalition.privacy import codes, discretion, tokens
from coalition.privacy import services as privacy
from coalition.privacy.addresses import address_digest, normalise
from newsletters.readers import emails
from newsletters.readers.models import ConsentText, Frequency, Reader, SubscriptionRequest

PURPOSE = "newsletter"
REQUEST_LIFETIME = timedelta(hours=24)
ASKED_BY_LIST = timedelta(days=7)  # who did not ask looks for no email of that day

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
def subscribe(
    *,
    email: str,
    language: str,
    discreet: bool,
    consent: ConsentWords,
    themes: Collection[str] = (),
    frequency: str = Frequency.EACH,
) -> str:
    """Take a request for `email`; return the handle of the page where its code is typed.

    `language` is that of the mails, `themes` and `frequency` what they are to be; `consent` is what was shown and
    agreed to just now, in whatever language the page was. The same happens for an address that reads already and for
    one that does not: a mail with a code and a link, at most one a day, and nothing else until the mailbox is proven.
    Its settings then become those asked for here; discretion is only ever gained here, since anybody may have typed
    the address: the reader's own page takes it back.
    """
    handle, handle_digest = tokens.new_token()
    link, link_digest = tokens.new_token()
    request = SubscriptionRequest.objects.create(
        email=normalise(email),
        email_digest=address_digest(email),
        language=language,
        discreet=discreet,
        themes=sorted(themes),
        frequency=frequency,
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


@transaction.atomic
def ask_brought_in(*, email: str, language: str, themes: Collection[str]) -> bool:
    """Ask `email`, which a list of ours has, whether it wants the newsletter; say whether it is mailed.

    The mail has a link alone: its page shows what is agreed to, in the language of the mail.
    """
    words = consent_words(language)
    link, link_digest = tokens.new_token()
    request = SubscriptionRequest.objects.create(
        email=normalise(email),
        email_digest=address_digest(email),
        language=language,
        themes=sorted(themes),
        consent_text=words.text,
        consent_version=words.version,
        consent_language=words.language,
        handle_digest=tokens.new_token()[1],
        link_digest=link_digest,
        brought_in=True,
    )
    return emails.send_confirmation(request, code="", link=link).is_owed


def drop_requests(*, address: str) -> int:
    """Forget what was asked for `address` and nobody confirmed; return how much that was."""
    return SubscriptionRequest.objects.filter(email_digest=address_digest(address), used_at=None).delete()[0]


def last_asked(request: SubscriptionRequest) -> SubscriptionRequest:
    """Return what the link of `request` would confirm: what was asked for last for its mailbox."""
    return _fresh().filter(email_digest=request.email_digest, used_at=None).order_by("pk").last() or request


def open_request(*, handle: str = "", link: str = "") -> SubscriptionRequest | None:
    """Return the request that `handle` or `link` opens, or None when it is unknown or older than a day.

    An address is mailed one link a day, which is good for all that was asked for it since: it opens while something
    waits, and nothing more once it was used. A handle does: whoever typed the address has it, and must not learn from
    it whether the mailbox's holder pressed the button.
    """
    if handle:
        return _fresh().filter(handle_digest=tokens.digest(handle)).first()
    mailed = _fresh().filter(link_digest=tokens.digest(link)).first()
    waits = mailed and _fresh().filter(email_digest=mailed.email_digest, used_at=None).exists()
    return mailed if waits else None


def _fresh() -> QuerySet[SubscriptionRequest]:
    now = timezone.now()
    by_list = Q(brought_in=True, created_at__gt=now - ASKED_BY_LIST)
    return SubscriptionRequest.objects.filter(by_list | Q(created_at__gt=now - REQUEST_LIFETIME))


def confirm_by_code(*, request: SubscriptionRequest, code: str) -> Reader | None:
    """Make the reader of `request` when `code` is right; None when it is not (wrong answers are counted).

    Where the link was pressed before, the right code leads to the reader there is.
    """
    if not codes.check_code(purpose=PURPOSE, subject_id=str(request.pk), address=request.email, code=code):
        return None
    return _confirm(request, by_link=False) or Reader.objects.for_address(request.email).first()


def confirm_by_link(*, request: SubscriptionRequest) -> Reader | None:
    """Make the reader of what was asked last for the mailbox to which the link of `request` was mailed, and whose
    button was pressed; None when nothing waits any more."""
    return _confirm(request, by_link=True)


@transaction.atomic
def _confirm(asked: SubscriptionRequest, *, by_link: bool) -> Reader | None:
    """Confirm what `asked` or, by the link, the last request for its mailbox wants. The code confirms its own alone.

    Discretion that any of them wants is gained: the holder may have asked again, and was mailed nothing for that.
    """
    found = _fresh().filter(email_digest=asked.email_digest, used_at=None)
    waiting = list(found.select_for_update().order_by("pk"))
    confirmed = waiting if by_link else [one for one in waiting if one.pk == asked.pk]
    if not confirmed:
        return None
    SubscriptionRequest.objects.filter(pk__in=[one.pk for one in confirmed]).update(used_at=timezone.now())
    bounces.lift_own(address=asked.email)  # before the reader is locked, as whoever tells of a bounce does
    return _make_reader(confirmed[-1], discreet=any(one.discreet for one in waiting))


def _make_reader(request: SubscriptionRequest, *, discreet: bool) -> Reader:
    reader, created = Reader.objects.select_for_update().get_or_create(
        email_digest=request.email_digest,
        defaults={
            "email": request.email,
            "language": request.language,
            "discreet": discreet,
            "themes": request.themes,
            "frequency": request.frequency,
        },
    )
    if not created:
        if reader.state == Reader.State.UNSUBSCRIBED:
            reader.confirmed_at = timezone.now()
        reader.state, reader.unsubscribed_at = Reader.State.CONFIRMED, None
        reader.language, reader.discreet = request.language, reader.discreet or discreet
        reader.themes, reader.frequency = request.themes, request.frequency
        reader.save()
    discretion.choose(address=reader.email, source=reader.discretion_source, discreet=reader.discreet)
    privacy.record_consent(
        purpose=PURPOSE,
        address=request.email,
        text=request.consent_text,
        version=request.consent_version,
        language=request.consent_language,
        given_at=timezone.now() if request.brought_in else request.created_at,  # who was asked by a list agrees now
    )
    return reader


@transaction.atomic
def change_settings(
    *, reader: Reader, language: str, discreet: bool, themes: Collection[str], frequency: str
) -> Reader:
    """Change the language, the discreet mode, the themes and how often, for the editions to come."""
    reader = Reader.objects.select_for_update().get(pk=reader.pk)
    reader.language, reader.discreet = language, discreet
    reader.themes, reader.frequency = sorted(themes), frequency
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


def forget_theme(*, slug: str) -> int:
    """Take a theme that is no more out of what readers ask for; who ticked it alone asks for all. Return how many."""
    without = Func(F("themes"), Value(slug), function="array_remove")
    return Reader.objects.filter(themes__contains=[slug]).update(themes=without)
