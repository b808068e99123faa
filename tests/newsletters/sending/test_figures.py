"""What became of an edition, by language: from its deliveries, and kept when they are gone."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from coalition.privacy import services as privacy
from newsletters.readers import services as readers
from newsletters.sending import services as figures
from newsletters.sending.models import Delivery
from tests.factories.newsletters import DeliveryFactory, EditionTextFactory, ReaderFactory, make_edition

pytestmark = pytest.mark.django_db


def told(edition, now=None):
    rows = figures.figures_of(edition=edition, now=now or timezone.now())
    return {
        language: [row[name] for name in ("copies", "delivered", "bounced", "complained", "left")]
        for language, row in rows.items()
    }


@pytest.fixture
def edition():
    """An edition that was sent a day ago in two languages, with one copy of each fate."""
    sent_at = timezone.now() - timedelta(days=1)
    page = make_edition()
    english = EditionTextFactory(edition__translation_key=page.translation_key, edition__started_at=sent_at)
    arabic = EditionTextFactory(edition=english.edition, language="ar")
    for bounce in ("", "hard", "soft", "complaint"):
        DeliveryFactory(text=english, sent_at=sent_at, bounce=bounce)
    DeliveryFactory(text=english, state="failed")
    leaving, later = (ReaderFactory(language="ar") for _each in range(2))
    for reader in (leaving, later):
        DeliveryFactory(text=arabic, reader=reader, sent_at=sent_at)
    readers.unsubscribe(reader=leaving)
    with time_machine.travel(sent_at + timedelta(days=8)):
        readers.unsubscribe(reader=later)
    return english.edition


def test_each_copy_is_counted_by_its_language(edition):
    assert told(edition) == {"ar": [2, 2, 0, 0, 1], "en": [5, 2, 2, 1, 0]}


def test_what_was_counted_stays_when_deliveries_and_readers_are_gone(edition):
    before = told(edition)
    now = timezone.now()
    for days in (1, 20, 35, 100):
        with time_machine.travel(now + timedelta(days=days), tick=False):
            privacy.purge()
            edition.refresh_from_db()
            after = told(edition)

    assert not Delivery.objects.exists()
    assert after == before


@pytest.mark.parametrize("count", [1, 3])
def test_figures_cost_the_same_for_any_number(count, django_assert_num_queries):
    text = EditionTextFactory()
    DeliveryFactory.create_batch(count, text=text)
    edition = text.edition

    with django_assert_num_queries(1):
        assert told(edition) == {"en": [count, count, 0, 0, 0]}
