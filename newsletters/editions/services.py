"""What may happen to an edition: written in each language, tested, and sent once to everyone who asked."""

import json
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import Locale
from wagtail.search import index

from coalition.mail import services as mail
from coalition.mail.models import Message
from coalition.mail.rendering import PLACEHOLDER
from coalition.privacy import discretion
from newsletters.readers import services as readers
from newsletters.sending import services as sending
from newsletters.sending import transitions as running
from newsletters.sending.models import Edition, EditionText
from newsletters.signals import begun

from . import edition_html
from .models import NewsletterPage

TEST = "newsletters/mail/test"


def send_test(page: NewsletterPage, *, to: str, discreet: bool) -> Message:
    """Mail the edition as it is now to an editor; its personal links lead nowhere.

    An address that is written to discreetly only gets it so.
    """
    discreet = discreet or discretion.has_asked(to)
    return mail.send(
        key=f"newsletter-test:{uuid.uuid4()}",
        template=TEST,
        to=to,
        language=page.locale.language_code,
        context={
            "subject": edition_html.subject_of(page, discreet=discreet),
            "source": edition_html.mjml_of(page, discreet=discreet, is_test=True).replace(PLACEHOLDER, "test"),
        },
        discreet=discreet,
        unasked=False,  # an editor's own address
    )


FALLBACK = "en"


class AlreadySent(Exception):
    """This edition was asked for or sent before: an edition is sent once."""


class NotReady(Exception):
    """No translation of this edition is published."""


def published_pages(page: NewsletterPage) -> dict[str, NewsletterPage]:
    pages = NewsletterPage.objects.filter(translation_key=page.translation_key).live().select_related("locale")
    return {translation.locale.language_code: translation for translation in pages}


@transaction.atomic
def archive(*, page: NewsletterPage, sent_at: datetime, by: Any = None) -> Edition:
    """Record `page` as an edition sent at `sent_at` by other means: archived, mailed to nobody.

    Raises NotReady without a published translation, AlreadySent the second time.
    """
    edition = freeze(page=page, by=by)
    edition.begin()
    edition.finish()
    edition.asked_at = edition.started_at = edition.moving_since = edition.finished_at = sent_at
    edition.save()
    begun.send(sender=Edition, edition=edition)
    return edition


@transaction.atomic
def freeze(*, page: NewsletterPage, by: Any, **facts: Any) -> Edition:
    """Keep the words of the published translations of `page` as an edition that did not leave yet; `facts` are its own.

    Nobody outside the CMS sees it before it begins. Readers whose language is missing get what was chosen for them;
    English where nothing was.

    Raises NotReady without a published translation, AlreadySent the second time.
    """
    pages = published_pages(page)
    if not pages:
        raise NotReady
    fallback = FALLBACK if FALLBACK in pages else next(code for code, _name in settings.LANGUAGES if code in pages)
    chosen = {code: fallback for code, _name in settings.LANGUAGES if code not in pages}
    chosen |= standing_fallbacks(readers.recipients_of(page.translation_key).fallbacks, pages)
    try:
        with transaction.atomic():
            edition = Edition.objects.create(
                translation_key=page.translation_key, title=pages[fallback].title, sent_by=by, fallbacks=chosen, **facts
            )
    except IntegrityError:
        raise AlreadySent from None
    texts = EditionText.objects.bulk_create(edition_html.freeze(translation, edition) for translation in pages.values())
    sending.keep_files(edition=edition, texts=texts)
    audience = readers.audience_facts(page.translation_key)
    edition.digest = running.digest_of(texts, chosen, audience, has_first_part=edition.canary)
    edition.save(update_fields=["digest"])
    return edition


def publish(*, edition: Edition, **_signal: Any) -> None:
    """Let search find an edition that just left: it is public from now on."""
    pages = NewsletterPage.objects.filter(translation_key=edition.translation_key).live()
    for page in pages.select_related("locale"):
        index.insert_or_update_object(page)


class NoSection(Exception):
    """The site has no newsletter section in this language, so there is no place for the edition."""


@dataclass(frozen=True)
class Version:
    """An edition in one language, as an editor sees it before it is sent.

    `page` is None where nobody wrote it yet; `subject` is its newest, published or not. `copied_from` is the
    language whose words it still holds, empty once they were changed. `text_language` is what the readers of
    this language would be sent now: their own where the edition is published in it, else what was chosen for them;
    empty for nothing. `decided`: one of both is so.
    """

    language: str
    readers: int
    text_language: str
    decided: bool
    page: NewsletterPage | None = None
    subject: str = ""
    copied_from: str = ""


def versions(*, page: NewsletterPage) -> list[Version]:
    """Return the edition of `page` in every language of the site, in their order. Four queries."""
    rows = list(_rows(page))
    published = {row.locale.language_code for row in rows if row.live}
    fallbacks = readers.recipients_of(page.translation_key).fallbacks
    chosen = {code: code for code in published} | standing_fallbacks(fallbacks, published)
    counts = readers.reader_counts(page.translation_key)
    written = [(row.locale.language_code, row, *_newest_words(row)) for row in rows]
    found = []
    for code, _name in settings.LANGUAGES:
        about = (code, counts.get(code, 0), chosen.get(code, ""), code in chosen)
        place = next((place for place, (language, *_words) in enumerate(written) if language == code), None)
        if place is None:
            found.append(Version(*about))
            continue
        _code, row, subject, body = written[place]
        older = written[:place]
        same = (language for language, _row, title, words in older if subject == title or (body and body == words))
        found.append(Version(*about, row, subject, next(same, "")))
    return found


def _rows(page: NewsletterPage) -> Any:
    rows = NewsletterPage.objects.filter(translation_key=page.translation_key).order_by("pk")
    return rows.select_related("locale", "latest_revision")


def _newest_words(row: NewsletterPage) -> tuple[str, list[Any]]:
    """Return the subject and the body as data, without the queries that making a page of them takes."""
    if row.latest_revision is None:
        return row.title, list(row.body.get_prep_value())
    content = row.latest_revision.content
    return content["title"], json.loads(content["body"])


def drafts(*, page: NewsletterPage) -> list[NewsletterPage]:
    """Return the edition's pages with their newest words, published or not, the first written one first."""
    return [row.with_content_json(row.latest_revision.content) if row.latest_revision else row for row in _rows(page)]


def write_in(*, page: NewsletterPage, language: str, by: Any = None) -> NewsletterPage:
    """Return the edition of `page` in `language`: the one there is, else a draft copied from `page`.

    The copy holds the newest words of `page`, published or not: an editor keeps its blocks and writes over
    them. Nobody reads it before it is published. Asking twice gives one page.

    Raises AlreadySent once the edition was sent, since a new language would reach nobody; NoSection where the
    site has no newsletter archive in `language`; Locale.DoesNotExist for a language that the site does not have.
    """
    locale = Locale.objects.get(language_code=language)
    if existing := page.get_translation_or_none(locale):
        return existing
    if Edition.objects.filter(translation_key=page.translation_key).exists():
        raise AlreadySent
    if page.get_parent().specific.get_translation_or_none(locale) is None:
        raise NoSection
    source = page.get_latest_revision_as_object()
    source.live = False  # else the action copies what is published, and newer words are lost
    try:
        with transaction.atomic():
            copy = CopyPageForTranslationAction(source, locale, user=by).execute(skip_permission_checks=True)
    except IntegrityError:  # two editors at once: Wagtail keeps one page for each language
        return page.get_translation(locale)
    return copy


@transaction.atomic
def send_tests(*, page: NewsletterPage, languages: Collection[str], to: str, discreet: bool = False) -> list[Message]:
    """Send the edition as it is now, drafts included, in each of `languages` that is written, to the editor at `to`."""
    return [
        send_test(version, to=to, discreet=discreet)
        for version in drafts(page=page)
        if version.locale.language_code in languages
    ]


def standing_fallbacks(choices: dict[str, str], published: Collection[str]) -> dict[str, str]:
    """Return those of `choices` that count: for a language that lacks, and to one that is there or to nothing."""
    return {
        language: receives
        for language, receives in choices.items()
        if language not in published and (not receives or receives in published)
    }
