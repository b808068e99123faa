"""The languages of an edition: who reads which, and how a new one is begun."""

import pytest
from wagtail.models import Locale

from newsletters.editions import services as editions
from newsletters.editions.models import NewsletterArchivePage, NewsletterPage
from tests.factories.newsletters import make_edition, send_edition

pytestmark = pytest.mark.django_db


def test_a_new_language_begins_as_a_draft_with_the_newest_words():
    page = make_edition(titles={"en": "Autumn"}, body=[("text", "<p>Old words</p>")], summary="In short")
    make_edition(titles={"en": "Other", "fr": "Autre"})
    page.title, page.body = "Late autumn", [("text", "<p>New words</p>")]
    page.save_revision()

    copy = editions.write_in(page=page, language="fr")

    assert copy == NewsletterPage.objects.get(translation_key=page.translation_key, locale__language_code="fr")
    assert [copy.title, copy.summary, str(copy.body[0].value), copy.live] == [
        "Late autumn", "In short", "<p>New words</p>", False,
    ]  # fmt: skip
    assert copy.get_parent().specific == NewsletterArchivePage.objects.get(locale__language_code="fr")


def test_no_language_is_begun_without_a_section_or_after_sending():
    page = make_edition(titles={"en": "Autumn", "fr": "Automne"})
    with pytest.raises(editions.NoSection):
        editions.write_in(page=page, language="ar")
    with pytest.raises(Locale.DoesNotExist):
        editions.write_in(page=page, language="xx")
    make_edition(titles={"en": "Other", "ar": "أخرى"})
    send_edition(page=page)

    with pytest.raises(editions.AlreadySent):
        editions.write_in(page=page, language="ar")
