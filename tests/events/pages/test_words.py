"""One event in four languages on one page: its facts once, its words side by side."""

import pytest
from django.urls import reverse
from wagtail.models import GroupPagePermission

from events.models import Event
from events.pages.models import EventPage
from events.registrations.models import SeatCategory
from tests.factories.events import EventFactory, event_page, events_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
FACTS = {
    "kind": "femmes-du-monde", "zone": "Europe/Paris", "start": "2027-03-10 18:30",
    "end": "2027-03-10 20:30", "mode": "on-site", "place_en": "Bobigny", "country": "FR", "seats": "40",
}  # fmt: skip
WORDS = {"title_en": "An evening", "summary_en": "Come.", "text_en": "One <b>\n\nTwo", "title_ar": "أمسية"}


@pytest.fixture(autouse=True)
def _sections():
    for language in ("en", "fr", "es", "ar"):
        events_page(language)


def new(client, *, publish=False, **typed):
    data = {**FACTS, **WORDS, **typed} | ({"publish": "1"} if publish else {})
    return client.post(reverse("wagtailsnippets_events_event:add"), data)


def words_url(event):
    return reverse("wagtailsnippets_events_event:words", args=[event.pk])


def shown(client, event):
    """Return what the form of the words of `event` holds, as a browser would send it."""
    return typed_in(client.get(words_url(event)).context["form"])


def typed_in(form):
    found = {name: form[name].value() for name in form.fields if name.startswith("version_")}
    for name in ("title", "summary", "text"):
        parts = form[name].field.widget.get_context(name, form[name].value(), {})["parts"]
        found |= {part["name"]: part["value"] or "" for part in parts if not part["attrs"]["disabled"]}
    return found


def save(client, event, **typed):
    return client.post(words_url(event), shown(client, event) | typed)


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
        ({"kind": "party"}, "Select a valid choice"),
    ],
)
def test_bad_input_is_said_keeps_what_was_typed_and_makes_nothing(admin_client, typed, said):
    page = new(admin_client, **typed).content.decode()

    assert said in page
    assert 'value="Bobigny"' in page
    assert (Event.objects.count(), EventPage.objects.count()) == (0, 0)


def texts(event):
    pages = EventPage.objects.filter(event=event).select_related("locale")
    return {page.locale.language_code: [str(block.value) for block in page.body] for page in pages}


def test_the_text_is_changed_in_all_languages_where_it_is_paragraphs_and_stays_where_it_is_more(admin_client):
    event = EventFactory()
    event_page(
        event, "en", body=[("paragraph", '<p data-block-key="a1b2c">One &amp; two<br/>three</p>\n\n<p>Four</p>')]
    )
    event_page(event, "fr", body=[("paragraph", "<p>Un <b>gras</b></p>")])
    event_page(event, "es", body=[])
    event_page(event, "ar", body=[("heading", {"text": "عنوان"}), ("paragraph", "<p>نص</p>")])
    before = texts(event)
    form = shown(admin_client, event)
    assert {name: form[name] for name in form if name.startswith("text")} == {
        "text_en": "One & two\nthree\n\nFour", "text_es": "",
    }  # fmt: skip

    save(admin_client, event, title_fr="Nouveau", text_en="One\r\n\r\nTwo", text_es="Uno", publish="1")

    assert texts(event) == before | {"en": ["<p>One</p>\n\n<p>Two</p>"], "es": ["<p>Uno</p>"]}


def test_who_saves_second_undoes_nothing_unread_and_keeps_what_they_typed(admin_client):
    event = EventFactory()
    page, french = event_page(event, "en", title="Old"), event_page(event, "fr", title="Ancien")
    opened = shown(admin_client, event)
    page.title = "Of a colleague"
    page.save_revision()

    refused = admin_client.post(words_url(event), opened | {"title_en": "Mine", "title_fr": "Nouveau"})

    assert "It now says: Of a colleague" in refused.text
    assert 'value="Mine"' in refused.text
    assert [page.revisions.count(), french.revisions.count()] == [1, 0]
    again = typed_in(refused.context["form"])
    assert admin_client.post(words_url(event), again).status_code == 302
    assert EventPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Mine"


def test_a_page_that_is_locked_or_not_theirs_is_shown_and_stays(host):
    event = EventFactory()
    locked, free = event_page(event, "en", title="Locked"), event_page(event, "fr", title="Libre")
    EventPage.objects.filter(pk=locked.pk).update(locked=True)
    for language in ("es", "ar"):
        GroupPagePermission.objects.filter(page=events_page(language)).delete()

    form = host.get(words_url(event)).context["form"]
    assert form.fields["title"].widget.locked == {"en", "es", "ar"}
    assert "Locked" in host.post(words_url(event), {"title_fr": ""}).text
    save(host, event, title_en="Mine", title_fr="Nouveau", title_es="Nuevo", publish="1")

    titles = EventPage.objects.filter(event=event).order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["Locked", "Nouveau"]
    assert free.revisions.count() == 1
