"""Subscribe, confirm, change, leave."""

from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Func, Model, ProtectedError, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from coalition.languages.names import listed
from coalition.mail import bounces, services
from coalition.privacy import discretion, one_time_codes, secret_links
from coalition.privacy import erasures as noting
from coalition.privacy import services as privacy
from coalition.privacy.email_addresses import address_digest, normalise
from coalition.privacy.registry import Here
from coalition.resources.models import Theme, theme_choices
from newsletters.signals import changing, leaving

from . import emails
from .models import ConsentText, Frequency, ImportedAddress, Reader, ReaderQuerySet, Recipients, SubscriptionRequest

PURPOSE = "newsletter"
REQUEST_LIFETIME = timedelta(hours=24)
ASKED_BY_LIST = timedelta(days=7)  # who did not ask looks for no email of that day


def consent_words(language: str) -> ConsentText:
    """Return what a page in `language` asks to agree to, as editors wrote it."""
    return ConsentText.objects.get(language=language)


def _request(email: str, consent: ConsentText, **asked: Any) -> tuple[SubscriptionRequest, str, str]:
    """Return what is asked for `email`, with the handle of the page of its code and the token of its link."""
    handle, handle_digest = secret_links.new_token()
    link, link_digest = secret_links.new_token()
    request = SubscriptionRequest.objects.create(
        email=normalise(email),
        email_digest=address_digest(email),
        consent_text=consent.text,
        consent_version=consent.version,
        consent_language=consent.language,
        handle_digest=handle_digest,
        link_digest=link_digest,
        **asked,
    )
    return request, handle, link


@transaction.atomic
def subscribe(
    *,
    email: str,
    language: str,
    discreet: bool,
    consent: ConsentText,
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
    asked = {"language": language, "discreet": discreet, "themes": sorted(themes), "frequency": frequency}
    request, handle, link = _request(email, consent, **asked)
    one_time_codes.issue_code(
        purpose=PURPOSE,
        subject_id=str(request.pk),
        address=email,
        mail=lambda code: emails.send_confirmation(request, code=code, link=link).is_owed,
    )
    return handle


@transaction.atomic
def ask_brought_in(*, email: str, language: str, themes: Collection[str]) -> bool:
    """Ask `email`, which a list of ours has, whether it wants the newsletter; say whether it is mailed.

    The mail has a link alone: its page shows what is agreed to, in the language of the mail. It leaves at the pace of
    editions, and its week begins then. Who is not mailed was not asked: what she asked for herself stands.
    """
    asked = {"language": language, "themes": sorted(themes), "brought_in": True}
    request, _handle, link = _request(email, consent_words(language), **asked)
    mail = emails.send_confirmation(request, code="", link=link)
    if mail.is_owed:
        request.created_at = mail.next_attempt_at
        request.save(update_fields=["created_at"])
    else:
        request.delete()
    return mail.is_owed


def last_asked(request: SubscriptionRequest) -> SubscriptionRequest:
    """Return what the link of `request` would confirm: what was asked for last for its mailbox."""
    return _fresh().filter(email_digest=request.email_digest, used_at=None).order_by("pk").last() or request


def request_of_page(handle: str) -> SubscriptionRequest | None:
    """Return the request of the page where a code is typed; None when it is unknown or older than a day.

    It opens once it was used too: whoever typed the address has it, and must not learn from it whether the mailbox's
    holder pressed the button.
    """
    return _fresh().filter(handle_digest=secret_links.digest(handle)).first()


def request_of_link(link: str) -> SubscriptionRequest | None:
    """Return the request of a mailed link; None when it is unknown or old, and once nothing waits any more.

    An address is mailed one link a day, which is good for all that was asked for it since.
    """
    mailed = _fresh().filter(link_digest=secret_links.digest(link)).first()
    waits = mailed and _fresh().filter(email_digest=mailed.email_digest, used_at=None).exists()
    return mailed if waits else None


def _fresh() -> QuerySet[SubscriptionRequest]:
    now = timezone.now()
    by_list = Q(brought_in=True, created_at__gt=now - ASKED_BY_LIST)
    return SubscriptionRequest.objects.filter(by_list | Q(created_at__gt=now - REQUEST_LIFETIME))


@transaction.atomic
def confirm_by_code(*, request: SubscriptionRequest, code: str) -> Reader | None:
    """Make the reader of `request` when `code` is right; None when it is not (wrong answers are counted).

    Where the link was pressed before, the right code leads to the reader there is.
    """
    if not one_time_codes.check_code(purpose=PURPOSE, subject_id=str(request.pk), address=request.email, code=code):
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
        if discreet and not reader.discreet:
            changing.send(sender=Reader, readers=[reader])
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


class CodeRequiredError(Exception):
    """The link alone may not change this: a code from the mailbox is missing."""


SETTINGS_PURPOSE = "newsletter-settings"


def mail_settings_code(*, reader: Reader, again: bool = False) -> None:
    """Mail a code to `reader`. A code that is still valid is enough, unless `again`."""
    subject_id, address = str(reader.pk), reader.email
    if again or not one_time_codes.is_awaited(purpose=SETTINGS_PURPOSE, subject_id=subject_id, address=address):
        one_time_codes.issue_code(
            purpose=SETTINGS_PURPOSE,
            subject_id=subject_id,
            address=address,
            mail=lambda code: emails.send_code(reader, code).is_owed,
        )


def is_right_settings_code(*, reader: Reader, code: str) -> bool:
    """Say whether `code` was mailed to `reader`, and use it up if so."""
    return one_time_codes.check_code(
        purpose=SETTINGS_PURPOSE, subject_id=str(reader.pk), address=reader.email, code=code
    )


@transaction.atomic
def change_settings(
    *,
    reader: Reader,
    language: str,
    discreet: bool,
    themes: Collection[str],
    frequency: str,
    is_proven: bool = False,
) -> Reader:
    """Change the language, the discreet mode, the themes and how often, for the editions to come.

    `is_proven` says that the reader typed a code from their mailbox. The link stands in each edition, and editions are
    passed on. Raises CodeRequiredError where discretion would end, or the language change, without a code.
    """
    reader = Reader.objects.select_for_update().get(pk=reader.pk)
    if not is_proven and ((reader.discreet and not discreet) or language != reader.language):
        raise CodeRequiredError(reader.pk)
    is_other = reader.discreet != discreet
    reader.language, reader.discreet = language, discreet
    reader.themes, reader.frequency = sorted(themes), frequency
    reader.save()
    if is_other:
        changing.send(sender=Reader, readers=[reader])
    discretion.choose(address=reader.email, source=reader.discretion_source, discreet=discreet)
    return reader


@transaction.atomic
def unsubscribe(*, reader: Reader, listed: bool = False) -> Reader:
    """End the newsletter for `reader` at once, editions on their way included. Twice is as good as once.

    Only a copy whose text the mail server already has is past stopping. It is noted beside the database, unless it is
    `listed` there: nobody reads again in a restored one.
    """
    reader = Reader.objects.select_for_update().get(pk=reader.pk)
    if reader.state == Reader.State.UNSUBSCRIBED:
        return reader
    if not listed:
        noting.remember_leaving(PURPOSE, reader.email)
    reader.state, reader.unsubscribed_at = Reader.State.UNSUBSCRIBED, timezone.now()
    reader.save()
    leaving.send(sender=Reader, readers=[reader])
    privacy.withdraw_consent(purpose=PURPOSE, address=reader.email)
    return reader


def here() -> Iterator[Here]:
    """Yield everybody who reads, with how they leave once more in a restored database."""
    for reader in Reader.objects.confirmed().order_by("pk").iterator():
        yield Here(reader.email, partial(unsubscribe, reader=reader, listed=True), reader.confirmed_at)


ENDED = "newsletters.unsubscribe_on_request"  # the action in the site history


@transaction.atomic
def unsubscribe_on_request(*, address: str, by: Any) -> None:
    """End the newsletter of `address`, if it reads it, what was asked for it, and the line of a list that waits. The
    site history says who did so and names no address; it says the same whether or not the address was known."""
    ImportedAddress.objects.filter(email_digest=address_digest(address)).delete()  # waits for who takes it now
    reader = Reader.objects.for_address(address).first()
    if reader is not None:
        unsubscribe(reader=reader)
    asked = SubscriptionRequest.objects.filter(email_digest=address_digest(address), used_at=None)
    for request in asked:
        services.forget_mail(key=emails.key(request))
    asked.delete()
    log(instance=by, action=ENDED, user=by, title=str(by))


HAVING: tuple[type[Model], ...] = (Reader, SubscriptionRequest, ImportedAddress, Recipients)


def keep_theme(*, instance: Theme, **_signal: Any) -> None:
    """Raise ProtectedError where a theme is the only one of an edition's recipients: without it these would be all."""
    users: set[Model] = set(Recipients.objects.filter(themes=[instance.slug])[:100])
    if users:
        raise ProtectedError("This theme is used.", users)


def forget_theme(*, instance: Theme, **_signal: Any) -> None:
    """Take a theme that is no more out of what people ask for and of whom editions are for; who ticked it alone asks
    for all. Raises ProtectedError as `keep_theme`, where the others of a row went with it."""
    keep_theme(instance=instance)
    without = Func(F("themes"), Value(instance.slug), function="array_remove")
    for model in HAVING:
        model._default_manager.filter(themes__contains=[instance.slug]).update(themes=without)


def recipients_of(translation_key: UUID) -> Recipients:
    found = Recipients.objects.filter(translation_key=translation_key).first()
    return found or Recipients(translation_key=translation_key)


def audience_facts(translation_key: UUID) -> dict[str, Any]:
    """Return by which rules the edition of `translation_key` has its readers: what an approval is of, beside words."""
    chosen = recipients_of(translation_key)
    return {"frequency": chosen.frequency, "themes": sorted(chosen.themes)}


def readers_of(translation_key: UUID) -> ReaderQuerySet:
    """Return who is sent the edition of `translation_key`, if it is sent now: those who asked for it, less those
    whose mailbox refused or gave up."""
    return recipients_of(translation_key).readers()


def reader_counts(translation_key: UUID) -> dict[str, int]:
    """Return how many readers the edition of `translation_key` is sent to now, by language. Two queries."""
    found = readers_of(translation_key).order_by().values_list("language")
    return dict(found.annotate(count=Count("pk")))


def choose_recipients(*, translation_key: UUID, themes: Collection[str], frequency: str) -> Recipients:
    """Keep whom the edition is for. The caller knows that it was not sent yet."""
    chosen, _new = Recipients.objects.update_or_create(
        translation_key=translation_key, defaults={"themes": sorted(themes), "frequency": frequency}
    )
    return chosen


@transaction.atomic
def choose_fallbacks(*, translation_key: UUID, chosen: Mapping[str, str | None]) -> None:
    """Send the readers of each language in `chosen` the words in another one, or nothing where it is empty; None
    leaves it undecided. It counts while the edition is not published in their language."""
    Recipients.objects.get_or_create(translation_key=translation_key)
    row = Recipients.objects.select_for_update().get(translation_key=translation_key)
    told = row.fallbacks | chosen
    row.fallbacks = {language: receives for language, receives in told.items() if receives is not None}
    row.save(update_fields=["fallbacks"])


def recipients_in_words(translation_key: UUID) -> str:
    """Return whom the edition of `translation_key` is for, in a sentence. Two queries at most."""
    chosen = recipients_of(translation_key)
    names = dict(theme_choices()) if chosen.themes else {}
    about = listed(names[slug] for slug in chosen.themes if slug in names)
    if chosen.frequency == Frequency.MONTHLY:
        who = _("It goes to readers who want the monthly digest.")
    else:
        who = _("It goes to readers who want each edition.")
    if not about:
        return who
    return f"{who} " + _("Of these, to those who asked for all themes or for one of: %(themes)s.") % {"themes": about}
