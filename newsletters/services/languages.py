"""The languages of an edition: what each one holds, how a new one is begun, and tests of them."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, transaction
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import Locale

from coalition.mail.models import Message
from newsletters import emails
from newsletters.models import Issue, NewsletterPage
from newsletters.services.editions import AlreadySent, audiences


class NoSection(Exception):
    """The site has no newsletter section in this language, so there is no place for the edition."""


@dataclass(frozen=True)
class Version:
    """An edition in one language, as an editor sees it before it is sent.

    `page` is None where nobody wrote it yet; `subject` is its newest, published or not. `copied_from` is the
    language whose words it still holds, empty once they were changed. `text_language` is what the readers of
    this language would be sent now.
    """

    language: str
    readers: int
    text_language: str
    page: NewsletterPage | None = None
    subject: str = ""
    copied_from: str = ""


def versions(*, page: NewsletterPage) -> list[Version]:
    """Return the edition of `page` in every language of the site, in their order. Three queries."""
    written: dict[str, tuple[NewsletterPage, str, list[Any]]] = {
        row.locale.language_code: (row, *_newest_words(row)) for row in _rows(page)
    }
    found = []
    for audience in audiences(page=page):
        version = Version(audience.language, audience.readers, audience.text_language)
        if mine := written.get(audience.language):
            row, subject, body = mine
            older = (code for code, (other, *_words) in written.items() if other.pk < row.pk)
            same = (code for code in older if subject == written[code][1] or (body and body == written[code][2]))
            version = replace(version, page=row, subject=subject, copied_from=next(same, ""))
        found.append(version)
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
    if Issue.objects.filter(translation_key=page.translation_key).exists():
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
        emails.send_test(version, to=to, discreet=discreet)
        for version in drafts(page=page)
        if version.locale.language_code in languages
    ]
