"""The newsletter: two editions in the archive, and a few fictional readers."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from coalition.pages.languages import language_codes
from coalition.privacy import services as privacy
from home.site_tree import Translations, add_page
from newsletters.editions import services as editions
from newsletters.editions.models import NewsletterArchivePage, NewsletterPage
from newsletters.readers import services as readers
from newsletters.readers.models import Reader
from newsletters.sending.models import Edition

READERS_PER_LANGUAGE = 2


def archive_of(index: Translations) -> Translations:
    """Return the archive below the newsletter's page in each language."""
    return {language: NewsletterArchivePage.objects.child_of(page).get() for language, page in index.items()}


def load_editions(content: dict[str, Any], archive: Translations, targets: dict[str, Translations]) -> None:
    """Make the editions that are missing and archive them as sent; nothing is mailed.

    `targets` are the pages that a section may point to, by key.
    """
    for item in content["edition"]:
        sent_at = timezone.now() - timedelta(days=item["sent_days_ago"])

        def fields(language: str, item: dict[str, Any] = item) -> dict[str, Any]:
            return {
                "title": item["subject"][language],
                "date": (timezone.now() - timedelta(days=item["sent_days_ago"])).date(),
                "summary": item["intro"][language].strip()[:200],
                "search_description": item["intro"][language].strip()[:250],
                "body": body(item, language, targets),
            }

        pages = add_page(archive, NewsletterPage, item["key"], fields)
        if not Edition.objects.filter(translation_key=pages["en"].translation_key).exists():
            editions.archive(page=pages["en"], sent_at=sent_at)


def body(item: dict[str, Any], language: str, targets: dict[str, Translations]) -> list[tuple[str, Any]]:
    """Return the edition's blocks: its opening, then for each section a heading, the text, and a button."""
    found: list[tuple[str, Any]] = [("text", f"<p>{item['intro'][language].strip()}</p>")]
    for section in item["section"]:
        found.append(("heading", {"text": section["title"][language], "level": "2"}))
        found.append(("text", section["body"][language].strip()))
        key = section.get("event") or section.get("resource") or section.get("page")
        page: Page | None = targets[key][language] if key in targets else None
        if page is not None:
            found.append(("button", {"label": page.title, "page": page, "url": ""}))
    return found


def load_readers() -> None:
    """Make a few fictional readers in each language, one of them discreet, with their consent."""
    for language in language_codes():
        for number in range(1, READERS_PER_LANGUAGE + 1):
            address = f"reader-{number}-{language}@coalition.example"
            if Reader.objects.for_address(address).exists():
                continue
            Reader.objects.create(email=address, language=language, discreet=number == READERS_PER_LANGUAGE)
            consent = asdict(readers.consent_words(language))
            privacy.record_consent(purpose="newsletter", address=address, **consent)
