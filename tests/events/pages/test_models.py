"""Of one event there is one page in each language, in the section of its kind."""

import json
from datetime import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from events.models import Event
from events.pages.models import EventPage
from events.pages.sections import EventsIndexPage
from events.registrations import emails
from tests.factories.events import (
    EventFactory,
    RegistrationFactory,
    SeatCategoryFactory,
    WebinarFactory,
    event_page,
    events_page,
    webinars_page,
)
from tests.factories.home import make_home
from tests.factories.members import home_page, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]

ELSEWHERE = "Webinars have their pages below Webinars, and all other events below Events."


def page_form(event, slug="again"):
    body = streamfield([("paragraph", rich_text("<p>Bring your questions.</p>"))])
    words = {"title": "A training", "slug": slug, "event": event.pk, "summary": "In two hours."}
    return nested_form_data({**words, "body": body, "comments": inline_formset([])}) | {"action-publish": "1"}


def add(client, event, section):
    """Return what the editor's form for a new page says at its event; nothing when the page is made."""
    address = reverse("wagtailadmin_pages:add", args=["events", "eventpage", section.pk])
    response = client.post(address, page_form(event))
    return [] if response.status_code == 302 else response.context["form"].errors["event"]


def test_no_sign_that_nobody_sees_is_kept_in_the_blocks_of_a_page(client, host):
    section, event = events_page(), EventFactory()
    text = json.loads(rich_text("<p>Bring\u202e your\u2028questions.</p>"))
    form = page_form(event) | {"body-0-value": json.dumps(text, ensure_ascii=False)}  # as browsers write it

    client.post(reverse("wagtailadmin_pages:add", args=["events", "eventpage", section.pk]), form)

    assert BeautifulSoup(EventPage.objects.get(event=event).body[0].value.source, "html.parser").get_text() == (
        "Bring your questions."
    )


def test_the_database_refuses_a_second_page_of_an_event_in_one_language():
    page, other = event_page(), event_page()
    with pytest.raises(IntegrityError, match="one_page_per_event_and_language"), transaction.atomic():
        EventPage.objects.filter(pk=other.pk).update(event=page.event)
    with pytest.raises(ValidationError, match="This event has a page in this language already"):
        event_page(page.event, slug="again")
    event_page(page.event, "fr")


def test_each_kind_has_its_section(client, host):
    events, webinars = events_page(), webinars_page()
    seminar, webinar = EventFactory(kind="seminar"), WebinarFactory()

    assert add(client, seminar, webinars) == [ELSEWHERE]
    assert add(client, webinar, events) == [ELSEWHERE]
    with pytest.raises(ValidationError, match="below Webinars"):
        event_page(seminar, parent=webinars)
    assert (add(client, seminar, events), add(client, webinar, webinars)) == ([], [])

    page = EventPage.objects.get(event=seminar)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, webinars.pk]))
    assert EventPage.objects.get(pk=page.pk).get_parent().pk == events.pk
    client.post(reverse("wagtailadmin_pages:add", args=["events", "eventpage", Page.get_first_root_node().pk]))
    assert EventPage.can_exist_under(Page.get_first_root_node()) is False


def test_pages_of_events_are_not_copied(client, admin_client, django_user_model):
    page = event_page()
    section = events_page()
    assert page.permissions_for_user(django_user_model.objects.get()).can_copy() is False

    values = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": make_home().pk}
    with_pages = admin_client.post(
        reverse("wagtailadmin_pages:copy", args=[section.pk]), values | {"copy_subpages": "on"}, follow=True
    )
    assert "an event has one page in each language" in with_pages.content.decode()
    assert EventsIndexPage.objects.count() == 1

    admin_client.post(reverse("wagtailadmin_pages:copy", args=[section.pk]), values)
    assert (EventsIndexPage.objects.count(), EventPage.objects.count()) == (2, 1)


def test_a_translation_and_an_alias_are_the_page_of_their_language():
    page = event_page()
    french, spanish = Locale.objects.get(language_code="fr"), Locale.objects.get(language_code="es")
    for locale in (french, spanish):
        events_page().copy_for_translation(locale, copy_parents=True, alias=True)

    translated = page.copy_for_translation(french)
    aliased = page.copy_for_translation(spanish, alias=True)

    languages = EventPage.objects.filter(event=page.event).values_list("pk", "language__language_code")
    assert dict(languages) == {page.pk: "en", translated.pk: "fr", aliased.pk: "es"}
    with pytest.raises(ValidationError, match="already"):
        event_page(page.event, "fr", parent=translated.get_parent(), slug="again")


@pytest.mark.parametrize("section", [events_page, webinars_page])
def test_a_host_cannot_take_a_section_away(host, section):
    page = section()
    several = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"]) + f"?id={page.pk}"

    for address in (
        reverse("wagtailadmin_pages:unpublish", args=[page.pk]),
        reverse("wagtailadmin_pages:delete", args=[page.pk]),
        reverse("wagtailadmin_pages:move", args=[page.pk]),
        several,
    ):
        host.post(address)
    assert Page.objects.get(pk=page.pk).live is True
    assert host.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


KEPT = "People registered for “Le séminaire”, “The seminar”: 3. They are written to in the words of this page."


@pytest.fixture
def page():
    """The English page of an event with a French one, for which three people registered: en, es and fr."""
    event = EventFactory(name="SEM-27 internal")
    english = event_page(event, title="The seminar")
    event_page(event, "fr", title="Le séminaire")
    category = SeatCategoryFactory(event=event, capacity=9)
    for language in ("en", "es", "fr"):
        RegistrationFactory(category=category, language=language)
    RegistrationFactory(category=category, state="cancelled")
    return english


@pytest.mark.parametrize("action", ["unpublish", "delete", "move"])
def test_a_page_that_people_are_written_to_from_is_not_taken_away(editor, page, action):
    address = reverse(f"wagtailadmin_pages:{action}", args=[page.pk])
    if action == "move":
        elsewhere = published(home_page(), EventsIndexPage(title="Archive", slug="archive"))
        address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, elsewhere.pk])

    html = editor.post(address, follow=True).content.decode()

    assert "People registered for “The seminar”: 2. They are written to in the words of this page." in html
    assert "Cancel the event first: they are told by email." in html
    assert EventPage.objects.get(pk=page.pk).live
    assert EventPage.objects.get(pk=page.pk).get_parent().slug == "events"


def test_nor_is_what_stands_above_it_nor_several_at_once(editor, page):
    french = EventPage.objects.get(title="Le séminaire")
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

    assert "People registered for “The seminar”: 2." in editor.post(
        reverse("wagtailadmin_pages:unpublish", args=[events_page().pk]), follow=True
    ).content.decode()  # fmt: skip
    assert KEPT in editor.post(f"{bulk}?id={page.pk}&id={french.pk}", follow=True).content.decode()
    assert EventPage.objects.live().count() == 2


OVER = {"wall_start": datetime(2026, 1, 10, 10), "wall_end": datetime(2026, 1, 10, 12)}


@pytest.mark.parametrize("facts", [{"state": "cancelled"}, OVER])
def test_what_is_cancelled_or_over_may_go(editor, page, facts):
    event = Event.objects.get()
    for name, value in facts.items():
        setattr(event, name, value)
    event.save()

    editor.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))

    assert not EventPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize(("language", "title"), [("en", "Training, 10 March 2027"), ("fr", "Formation, 10 mars 2027")])
def test_where_no_page_is_left_mails_name_type_and_day_and_never_the_working_name(language, title):
    seat = RegistrationFactory(category__event__name="SEM-27 internal", language=language)

    message = emails.send_receipt(seat)

    assert message.context["title"] == title
    assert "SEM-27" not in f"{message.context}{message.attachments}"


def test_a_page_of_an_event_does_not_expire_and_stays_that_of_its_event(editor, page):
    other = EventFactory(name="Another")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    typed = page_form(other, page.slug)

    refused = editor.post(address, typed | {"expire_at": "2027-03-10 17:00"})
    assert "does not expire" in str(refused.context["form"].errors["expire_at"])
    assert editor.post(address, typed).status_code == 302
    assert EventPage.objects.get(pk=page.pk).event_id == page.event_id
