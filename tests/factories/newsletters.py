"""Readers, and editions in several languages."""

import uuid
from datetime import date
from typing import Any

import factory
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Site

from newsletters.editions import services as editions
from newsletters.editions.models import NewsletterArchivePage, NewsletterPage
from newsletters.models import NewsletterIndexPage
from newsletters.readers.models import Reader
from newsletters.sending import transitions as running
from newsletters.sending.models import Delivery, Edition, EditionText

TITLES = {"en": "Autumn", "fr": "Automne", "ar": "الخريف"}
BODY = [
    ("heading", {"text": "News & more", "level": "2"}),
    ("text", '<p>Good <b>news</b><br/>and a <a href="/en/events/">link</a>.</p>'),
    ("button", {"label": "Read", "url": "https://coalition.example/x?a=1&b=2"}),
    ("upcoming_events", {"title": "Soon", "count": 3}),
    ("new_signatories", {"title": "New", "days": 90, "count": 5}),
    ("resources", {"title": "Read", "count": 3}),
]


class ReaderFactory(factory.django.DjangoModelFactory):
    """A confirmed reader of English."""

    class Meta:
        model = Reader

    email = factory.Sequence(lambda number: f"reader{number}@town.example")
    language = "en"


class EditionFactory(factory.django.DjangoModelFactory):
    """An edition that is being sent."""

    class Meta:
        model = Edition

    translation_key = factory.LazyFunction(uuid.uuid4)
    title = "Autumn"
    state = "sending"
    started_at = factory.LazyFunction(timezone.now)
    moving_since = factory.SelfAttribute("started_at")


class EditionTextFactory(factory.django.DjangoModelFactory):
    """Frozen words in English."""

    class Meta:
        model = EditionText

    edition = factory.SubFactory(EditionFactory)
    language = "en"
    subject = "Autumn"
    date = date(2026, 9, 1)
    html = '<p>Hello</p><a href="https://coalition.example/en/newsletter/manage/0READERSECRET0/">settings</a>'
    text = "Hello https://coalition.example/en/newsletter/manage/0READERSECRET0/\n"
    discreet_subject = "Your reading"
    discreet_html = "<p>Hello</p>"
    discreet_text = "Hello\n"
    web_html = "<p>Hello</p>"


class DeliveryFactory(factory.django.DjangoModelFactory):
    """The copy of an edition that was sent to a reader of English."""

    class Meta:
        model = Delivery

    text = factory.SubFactory(EditionTextFactory)
    edition = factory.SelfAttribute("text.edition")
    reader = factory.SubFactory(ReaderFactory)
    state = "sent"


def newsletter_section() -> NewsletterIndexPage:
    """Return the English newsletter section with its archive, made when missing."""
    if page := NewsletterIndexPage.objects.filter(locale__language_code="en").first():
        return page
    home = Site.objects.get().root_page
    page = home.add_child(instance=NewsletterIndexPage(title="Newsletter", slug="newsletter", locale=home.locale))
    page.add_child(instance=NewsletterArchivePage(title="Archive", slug="archive", locale=home.locale))
    return page


def make_edition(*, titles: dict[str, str] | None = None, body: list | None = None, **fields) -> NewsletterPage:
    """Return a published English edition; `titles` gives one for each language, English among them."""
    titles = titles or {"en": "Autumn in the network"}
    archive = NewsletterArchivePage.objects.child_of(newsletter_section()).get()
    body = body if body is not None else [("text", "<p>Good news.</p>")]
    english = archive.add_child(instance=NewsletterPage(title=titles["en"], locale=archive.locale, body=body, **fields))
    for code, title in titles.items():
        if code != "en":
            translation = english.copy_for_translation(Locale.objects.get(language_code=code), copy_parents=True)
            translation.title = title
            translation.save_revision().publish()
    return english


@transaction.atomic
def send_edition(*, page: NewsletterPage, by: Any = None) -> Edition:
    """Send the published translations of `page` at once: no gate is asked, and nobody approves."""
    return running.start(edition=editions.freeze(page=page, by=by))
