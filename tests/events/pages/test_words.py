"""One event in four languages on one page: its facts once, its words side by side."""

import pytest
import time_machine
from django.urls import reverse

from events.models import Event
from events.pages.models import EventPage
from events.registrations.models import SeatCategory
from tests.events.desk.test_cms import sign_in  # noqa: F401  # a fixture
from tests.factories.events import NOW, EventFactory, event_page, events_page

pytestmark = pytest.mark.django_db
FACTS = {
    "name": "Evening of March", "kind": "femmes-du-monde", "zone": "Europe/Paris", "start": "2027-03-10 18:30",
    "end": "2027-03-10 20:30", "mode": "on-site", "place_en": "Bobigny", "country": "FR", "seats": "40",
}  # fmt: skip
WORDS = {"title_en": "An evening", "summary_en": "Come.", "text_en": "One <b>\n\nTwo", "title_ar": "أمسية"}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def _sections():
    for language in ("en", "fr", "es", "ar"):
        events_page(language)


def new(client, *, publish=False, **typed):
    data = {**FACTS, **WORDS, **typed} | ({"publish": "1"} if publish else {})
    return client.post(reverse("wagtailsnippets_events_event:new"), data)


def words_url(event):
    return reverse("wagtailsnippets_events_event:words", args=[event.pk])


@pytest.mark.parametrize("publish", [False, True])
def test_facts_seats_and_a_page_in_each_language_with_a_title(admin_client, admin_user, publish):
    assert new(admin_client, publish=publish).status_code == 302

    event = Event.objects.get()
    assert [member.user for member in event.team.all()] == [admin_user]
    assert SeatCategory.objects.get(event=event).capacity == 40
    pages = {page.locale.language_code: page for page in EventPage.objects.select_related("locale")}
    assert {language: (page.title, page.slug, page.live) for language, page in pages.items()} == {
        "en": ("An evening", "an-evening", publish),
        "ar": ("أمسية", "an-evening", publish),
    }
    assert pages["en"].translation_key == pages["ar"].translation_key
    assert str(pages["en"].body[0].value) == "<p>One &lt;b&gt;</p>\n\n<p>Two</p>"
    assert [page.event_id for page in pages.values()] == [event.pk] * 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title_fr": "", "summary_fr": "Venez."}, "Give the title in this language."),
        ({"title_en": "", "summary_en": "", "text_en": "", "title_ar": ""}, "Give the title in one language at least."),
        ({"start": "2027-03-28 02:30", "end": "2027-03-28 09:00"}, "02:30 does not exist"),
        ({"kind": "webinar"}, "Select a valid choice"),
    ],
)
def test_bad_input_is_said_keeps_what_was_typed_and_makes_nothing(admin_client, typed, said):
    page = new(admin_client, **typed).content.decode()

    assert said in page
    assert "Evening of March" in page
    assert (Event.objects.count(), EventPage.objects.count()) == (0, 0)


def test_words_are_changed_side_by_side_and_the_rest_stays(admin_client):
    event = EventFactory()
    english, french = event_page(event, "en", title="Old"), event_page(event, "fr", title="Ancien")
    body = english.body
    typed = {"title_en": "New", "title_fr": "Ancien", "summary_fr": french.summary, "title_es": "Nuevo"}

    admin_client.post(words_url(event), typed | {"publish": "1"})

    found = EventPage.objects.filter(event=event).order_by("locale__language_code").values_list("title", flat=True)
    assert list(found) == ["New", "Nuevo", "Ancien"]
    english.refresh_from_db()
    assert english.body == body
    assert not french.revisions.exists()  # nothing of it changed


def test_a_draft_of_somebody_else_is_what_one_writes_on(admin_client):
    event = EventFactory()
    page = event_page(event, "en", title="Live")
    page.title, page.summary = "Draft", "Of a colleague."
    page.save_revision()

    shown = admin_client.get(words_url(event)).content.decode()
    assert 'value="Draft"' in shown
    assert "Of a colleague." in shown


def test_a_page_keeps_its_title(admin_client):
    event = EventFactory()
    event_page(event, "en", title="Old")
    page = admin_client.post(words_url(event), {"title_en": ""}).content.decode()
    assert "Give the title in this language." in page
    assert EventPage.objects.get(event=event).title == "Old"


def test_opening_the_pages_changes_nothing(admin_client):
    event = EventFactory()
    event_page(event, "en")
    before = list(EventPage.objects.values())
    for url in (reverse("wagtailsnippets_events_event:new"), words_url(event)):
        assert admin_client.get(url).status_code == 200
    assert (list(EventPage.objects.values()), Event.objects.count()) == (before, 1)


def test_who_does_not_write_events_is_kept_out(sign_in):  # noqa: F811
    client = sign_in("Newsletter editors")
    assert new(client).status_code in (302, 403)
    assert Event.objects.count() == 0


def test_an_address_that_another_page_has_gets_a_number(admin_client):
    event = EventFactory()
    event_page(event, "en", slug="march")
    event_page(EventFactory(), "fr", slug="march")

    admin_client.post(words_url(event), {"title_en": "March", "title_fr": "Mars"})

    found = EventPage.objects.filter(event=event, locale__language_code="fr").values_list("slug", flat=True)
    assert list(found) == ["march-2"]
