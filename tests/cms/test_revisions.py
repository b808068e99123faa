"""Two editors of one row hear of each other; an earlier version comes back by the rules of any other edit."""

import json
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import registry
from wagtail.models import Revision

from coalition.cms import revisions
from coalition.mail.models import Message
from coalition.members.models import Contact, LocalGovernment, MemberProfile
from coalition.resources.models import Resource
from coalition.users.models import User
from events.calendar.models import FeedState
from events.models import Event
from events.registrations import event_changes
from events.registrations.models import SeatCategory
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory
from tests.factories.members import LocalGovernmentFactory
from tests.factories.resources import ResourceFactory

from .typed import form_of

pytestmark = pytest.mark.django_db

ROWS = {
    "event": (EventFactory, "name", "A corrected name"),
    "government": (LocalGovernmentFactory, "name_en", "A corrected name"),
    "resource": (ResourceFactory, "year", "2025"),
}


def address(row, view, *args):
    return reverse(type(row).snippet_viewset.get_url_name(view), args=[row.pk, *args])


@pytest.fixture
def editors(db):
    """Two administrators, each signed in in a browser of their own."""
    found = Client(), Client()
    for browser, name in zip(found, ("nour", "inès"), strict=True):
        browser.force_login(User.objects.create_superuser(name, f"{name}@coalition.example", first_name=name))
    return found


def save(browser, row, **typed):
    """Open `row`, change what is `typed` and save; the form must be accepted."""
    response = browser.post(address(row, "edit"), form_of(browser.get(address(row, "edit"))) | typed)
    assert response.status_code == 302, response.context["form"].errors


@pytest.mark.parametrize("kind", ROWS)
def test_history_compares_and_brings_back_what_the_row_said_before_the_first_edit(editors, kind):
    factory, field, typed = ROWS[kind]
    row, browser = factory(), editors[0]
    whole = form_of(browser.get(address(row, "edit")))
    save(browser, row, **{field: typed})
    kept, saved = row.revisions.order_by("pk")

    history = browser.get(address(row, "history")).content.decode()
    compared = browser.get(address(row, "revisions_compare", kept.pk, saved.pk))
    back = address(row, "revisions_revert", kept.pk)
    shown = form_of(browser.get(back))
    response = browser.post(back, shown)

    assert ("Kept the version as it was stored" in history, back in history) == (True, True)
    assert compared.status_code == 200
    assert response.status_code == 302, response.context["form"].errors
    assert without_versions(form_of(browser.get(address(row, "edit")))) == without_versions(whole)
    assert row.revisions.count() == 3


def without_versions(form):
    return {name: value for name, value in form.items() if name != "version" and not name.startswith("loaded_revision")}


def test_an_event_that_is_brought_back_is_announced_as_any_change(editors):
    """SEQUENCE goes up, who registered is told, more seats go to the waiting list, and nobody loses a seat."""
    event = EventFactory(neutral_address=False)
    stalls = SeatCategoryFactory(event=event, names={"en": "Stalls"}, capacity=2, peak=2)
    RegistrationFactory(category=stalls)
    waiting = [RegistrationFactory(category=stalls, state=state) for state in ("confirmed", "waiting")][1]
    save(editors[0], event, place_en="Town hall", start="2027-03-11 10:00", end="2027-03-11 12:00", telling="yes")
    kept = event.revisions.earliest("pk")
    balcony = SeatCategoryFactory(event=event, names={"en": "Balcony"}, capacity=7, peak=4)
    RegistrationFactory(category=balcony)
    SeatCategory.objects.filter(pk=stalls.pk).update(peak=3)
    event_changes.tell()
    stored, owed = Event.objects.get(), Message.objects.count()
    back = address(event, "revisions_revert", kept.pk)

    form = form_of(editors[1].get(back)) | {"seat_categories-0-capacity": "3"}
    asked = editors[1].post(back, form)
    response = editors[1].post(back, form | {"telling": "yes"})
    made = event_changes.tell()

    words = "4 people will be told of this change by email (English: 4)."
    assert asked.context["form"].errors == {"telling": [words]}
    assert response.status_code == 302, response.context["form"].errors
    event.refresh_from_db()
    waiting.refresh_from_db()
    assert (event.local_start.day, event.place["en"]) == (10, "MC93, Bobigny")
    assert (event.sequence, event.uid, event.short_id) == (stored.sequence + 1, stored.uid, stored.short_id)
    assert event.revised_at > stored.revised_at
    seats = SeatCategory.objects.order_by("pk").values_list("names__en", "capacity", "peak")
    assert list(seats) == [("Stalls", 3, 3), ("Balcony", 7, 4)]
    assert waiting.state == "confirmed"
    told = Counter(list(Message.objects.order_by("pk").values_list("context__what", flat=True))[owed:])
    assert (made, told) == (4, {"moved": 4, "promotion": 1})


def test_a_version_is_not_brought_back_over_what_somebody_saved_meanwhile(editors):
    event = EventFactory()
    save(editors[0], event, name="Second")
    back = address(event, "revisions_revert", event.revisions.earliest("pk").pk)
    form = form_of(editors[0].get(back))
    save(editors[1], event, name="Third")

    response = editors[0].post(back, form)

    assert "Somebody else changed this while" in response.content.decode()
    assert Event.objects.get().name == "Third"


def test_a_government_comes_back_with_its_words_and_no_version_holds_a_person(editors):
    government = LocalGovernmentFactory()
    MemberProfile.objects.create(government=government, language="fr", summary="Une ville")
    Contact.objects.create(government=government, name="Ada Lovelace", email="ada@town.example")
    save(editors[0], government, **{"population": "", "population_year": "", "profiles-0-DELETE": "1"})
    assert not MemberProfile.objects.exists()
    kept = government.revisions.earliest("pk")
    back = address(government, "revisions_revert", kept.pk)

    response = editors[1].post(back, form_of(editors[1].get(back)))

    assert response.status_code == 302, response.context["form"].errors
    assert [profile.summary for profile in LocalGovernment.objects.get().profiles.all()] == ["Une ville"]
    assert "Ada" not in json.dumps(list(Revision.objects.values_list("content", flat=True)))


@pytest.mark.parametrize("kind", ROWS)
def test_to_open_a_row_writes_nothing_and_the_first_save_keeps_what_was_stored_by_nobody(editors, kind):
    factory, field, typed = ROWS[kind]
    row = factory()
    stored, feed = type(row).objects.values().get(), FeedState.objects.values().first()

    for browser in editors:
        browser.get(address(row, "edit"))

    assert (list(row.revisions.all()), list(registry.get_logs_for_instance(row).all())) == ([], [])
    assert (type(row).objects.values().get(), FeedState.objects.values().first()) == (stored, feed)
    save(editors[0], row, **{field: typed})
    assert [revision.user and revision.user.username for revision in row.revisions.order_by("pk")] == [None, "nour"]
    logs = registry.get_logs_for_instance(row).order_by("pk").values_list("action", "user__username")
    assert list(logs)[:2] == [("pages.keep_version", None), ("wagtail.edit", "nour")]


@pytest.mark.parametrize("kind", ROWS)
def test_of_a_row_without_versions_who_types_something_else_is_told_and_decides(editors, kind):
    factory, field, typed = ROWS[kind]
    row, (first, second) = factory(), editors
    other = {"year": "2019"}.get(field, "Another name")
    opened = form_of(first.get(address(row, "edit"))) | {field: other}
    save(second, row, **{field: typed})

    refused = first.post(address(row, "edit"), opened)

    assert "Somebody else" in refused.content.decode()
    assert row.revisions.latest("pk").user.username == "inès"
    assert first.post(address(row, "edit"), form_of(refused)).status_code == 302
    assert form_of(first.get(address(row, "edit")))[field] == other


def test_what_a_service_wrote_since_is_a_version_too():
    resource = ResourceFactory(year=2020)
    first = revisions.keep_stored_version(resource)
    assert revisions.keep_stored_version(resource) == first

    Resource.objects.update(year=2024)

    assert revisions.keep_stored_version(resource) != first
    assert [revision.content["year"] for revision in resource.revisions.order_by("pk")] == [2020, 2024]
    assert {revision.user for revision in resource.revisions} == {None}


def test_nobody_brings_a_version_back_who_may_not_change_the_row(client):
    resource = ResourceFactory()
    kept = revisions.keep_stored_version(resource)
    client.force_login(User.objects.create_user("nobody", "nobody@coalition.example", "x"))

    response = client.post(address(resource, "revisions_revert", kept.pk), {"year": "1999"})

    assert response.status_code == 302
    assert Resource.objects.get().year != 1999
