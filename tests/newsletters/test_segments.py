"""Saved segments: what is counted is what is sent to."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coalition.mail.models import Suppression
from coalition.mail.services import suppress
from coalition.resources.models import Theme
from newsletters.editions import services as editions
from newsletters.readers.models import Frequency
from newsletters.readers.recipients import services as recipients
from newsletters.readers.segments import services
from newsletters.readers.segments.models import Segment
from newsletters.sending import services as sending
from newsletters.sending.models import Delivery
from tests.factories.members import ContactFactory, LocalGovernmentFactory
from tests.factories.newsletters import EditionTextFactory, ReaderFactory, make_edition

pytestmark = pytest.mark.django_db
LANGUAGES, THEMES = ("en", "fr", "es", "ar"), ("health", "shelter", "training")
SINCE = date(2026, 10, 15)
SEGMENTS = {
    "nobody is left out": None,
    "nothing narrows": {},
    "languages": {"languages": ["fr", "ar"]},
    "themes": {"themes": ["shelter"]},
    "since a day in a month": {"joined_since": SINCE},
    "since a month": {"joined_since": date(2026, 9, 1)},
    "contacts": {"contacts": True},
    "regions": {"regions": ["africa"]},
    "all at once": {"languages": ["en", "fr"], "themes": ["health"], "joined_since": SINCE, "contacts": True},
}


def make_readers(count, seed=13):
    """Make readers of all kinds: some left, some are suppressed, some are contacts of members."""
    draw = random.Random(seed)  # noqa: S311
    africa = ContactFactory(email="r1@town.example", government=LocalGovernmentFactory(section="africa"))
    ContactFactory(email="R2@town.example", government=LocalGovernmentFactory(section="europe"))
    ContactFactory(email="r3@town.example", government=africa.government, mandate_end=date(2020, 1, 1))
    for number in range(count):
        left = draw.random() < 0.2
        ReaderFactory(
            email=f"r{number}@town.example",
            language=draw.choice(LANGUAGES),
            themes=sorted(draw.sample(THEMES, draw.randrange(3))),
            frequency=draw.choice(list(Frequency)),
            confirmed_at=datetime(2026, 8, 1, tzinfo=UTC) + timedelta(days=draw.randrange(110)),
            state="unsubscribed" if left else "confirmed",
            unsubscribed_at=timezone.now() if left else None,
        )
    for number in draw.sample(range(count), count // 6):
        suppress(address=f"r{number}@town.example", reason=Suppression.Reason.ASKED)
    Suppression.objects.filter(pk__in=Suppression.objects.values("pk")[:2]).update(until=timezone.now())  # it is over


@pytest.mark.parametrize("name", SEGMENTS)
def test_what_is_counted_is_what_is_sent_to(name):
    make_readers(60)
    segment = None if SEGMENTS[name] is None else Segment.objects.create(name=name, **SEGMENTS[name])
    for frequency in Frequency:
        for themes in ([], ["training"], ["health", "shelter"]):
            asked = {"segment": segment, "frequency": frequency, "themes": themes}
            one_by_one = Counter(services.audience(**asked).values_list("language", flat=True))
            assert {code: count for code, count in services.counts(**asked).items() if count} == one_by_one


def test_some_segment_has_some_readers_and_not_all():
    make_readers(60)
    found = {
        name: sum(
            services.counts(segment=None if made is None else Segment(**made), frequency="each", themes=[]).values()
        )
        for name, made in SEGMENTS.items()
    }
    everybody = found.pop("nobody is left out")
    assert found.pop("nothing narrows") == everybody
    assert all(count < everybody for count in found.values())
    assert min(found["languages"], found["themes"], found["since a day in a month"]) > 0


@pytest.mark.parametrize("count", [1, 3])
def test_counting_asks_as_much_of_any_number(count, django_assert_num_queries):
    ReaderFactory.create_batch(count, confirmed_at=datetime(2026, 10, 20, tzinfo=UTC))
    segment = Segment.objects.create(name="x", joined_since=SINCE)

    with django_assert_num_queries(1):
        assert services.counts(segment=segment, frequency="each", themes=[]) == {"en": count}


def test_an_edition_for_a_segment_goes_to_it_alone_and_the_segment_is_kept(client, sign_in):
    sign_in()
    here, _there = ReaderFactory(language="fr"), ReaderFactory(language="en")
    segment = Segment.objects.create(name="French readers", languages=["fr"])
    page = make_edition()
    path = reverse("newsletter_editions:recipients", args=[page.pk])

    client.post(path, {"frequency": "each", "segment": segment.pk})
    shown = client.get(reverse("newsletter_editions:edition", args=[page.pk])).content.decode()
    client.post(reverse("newsletter_segments:delete", args=[segment.pk]))
    text = EditionTextFactory(edition__translation_key=page.translation_key)
    sending.queue_copies(edition=text.edition, texts={"en": text, "fr": text})

    assert "Of these, to those of the segment “French readers”." in shown
    assert sum(audience.readers for audience in editions.audiences(page=page)) == 1
    assert list(Delivery.objects.values_list("reader", flat=True)) == [here.pk]
    assert recipients.of(page.translation_key).segment == segment


def test_an_edition_for_contacts_of_whom_there_are_none_goes_to_nobody():
    ReaderFactory()
    text = EditionTextFactory()
    nobody = Segment.objects.create(name="Africa", regions=["africa"])
    recipients.choose(translation_key=text.edition.translation_key, themes=[], frequency="each", segment=nobody)

    assert sending.queue_copies(edition=text.edition, texts={"en": text}) == 0


def test_editors_save_a_segment_and_see_how_many_it_has(client, sign_in):
    Theme.objects.get_or_create(slug="shelter", defaults={"name_en": "Shelter"})
    sign_in()
    ReaderFactory(language="fr", themes=["shelter"])
    ReaderFactory(language="fr", themes=["training"])
    made = {"name": "Shelter, French", "languages": ["fr"], "themes": ["shelter"]}

    client.post(reverse("newsletter_segments:add"), made)

    segment = Segment.objects.get()
    assert (segment.name, segment.languages, segment.themes, segment.contacts) == (*made.values(), False)
    context = client.get(reverse("newsletter_segments:inspect", args=[segment.pk])).context
    assert (context["counted"][1], context["totals"]) == (("French", 1, 0), [1, 0])
    assert "discreet" not in client.get(reverse("newsletter_segments:add")).content.decode()
