"""Pages that people registered for stay, and no mail calls an event by its working name."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from coalition.pages.tasks import publish_scheduled
from events.models import Event
from events.pages.models import EventPage
from events.pages.sections import EventsIndexPage
from events.registrations import emails
from events.registrations.models import Registration
from tests.factories.events import NOW, EventFactory, RegistrationFactory, SeatCategoryFactory, event_page, events_page
from tests.factories.members import home_page, published

from .test_models import page_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
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


def test_a_page_that_people_are_written_to_from_does_not_expire_before_its_event_is_over(editor, page):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    refused = editor.post(address, page_form(page.event, page.slug) | {"expire_at": "2027-03-10 16:59"})
    assert "until the event is over: 2. Choose a later date" in str(refused.context["form"].errors["expire_at"])
    assert EventPage.objects.get(pk=page.pk).expire_at is None

    editor.post(address, page_form(page.event, page.slug) | {"expire_at": "2027-03-10 17:00"})
    assert EventPage.objects.get(pk=page.pk).expire_at == page.event.end


def test_an_expiry_that_was_set_before_people_registered_waits_for_the_end_of_the_event(page):
    spanish = event_page(page.event, "es", title="El seminario")
    others = event_page(EventFactory(), title="Nobody registered")
    EventPage.objects.update(expire_at=NOW - timedelta(minutes=1))

    for _run in range(2):
        publish_scheduled.func()

    kept = EventPage.objects.filter(live=True).order_by("pk")
    assert [(row.title, row.expire_at) for row in kept] == [
        (row.title, page.event.end) for row in EventPage.objects.exclude(pk=others.pk).order_by("pk")
    ]
    assert (spanish in kept, kept.count()) == (True, 3)
    with time_machine.travel(page.event.end + timedelta(minutes=1), tick=False):
        publish_scheduled.func()
    assert not EventPage.objects.filter(live=True).exists()


def test_a_page_that_people_are_written_to_from_does_not_become_that_of_another_event(editor, page):
    other = EventFactory(name="Another")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    typed = page_form(other, page.slug)

    refused = editor.post(address, typed).text

    assert "they are written to in its words: 2." in refused
    assert EventPage.objects.get(pk=page.pk).event_id != other.pk
    Registration.objects.update(state="cancelled")
    assert editor.post(address, typed).status_code == 302
    assert EventPage.objects.get(pk=page.pk).event_id == other.pk
