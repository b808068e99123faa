"""Of one event there is one page in each language, in the section of its kind."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from coalition.users import roles
from events.pages.models import EventPage
from events.pages.sections import EventsIndexPage
from tests.factories.events import EventFactory, WebinarFactory, event_page, events_page, webinars_page
from tests.factories.home import make_home

pytestmark = pytest.mark.django_db

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


def test_a_host_takes_pages_of_events_away_and_an_editor_the_section(sign_in):
    page = event_page()
    sign_in(roles.EVENT_HOSTS).post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert Page.objects.get(pk=page.pk).live is False

    section = events_page()
    sign_in(roles.COMMITTEE_EDITORS).post(reverse("wagtailadmin_pages:unpublish", args=[section.pk]))
    assert Page.objects.get(pk=section.pk).live is False
