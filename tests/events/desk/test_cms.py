from datetime import UTC, datetime

import pytest
from django.db.models import RestrictedError
from django.urls import reverse
from wagtail.models import Revision

from coalition.mail.models import Message
from coalition.users import roles
from events.desk import forms
from events.models import Event
from events.online.models import OnlineRoom
from events.online.services import set_room
from events.registrations import event_changes
from events.registrations.admission import PersonalInvitation
from events.registrations.models import Registration, SeatCategory
from tests.factories.events import (
    EventFactory,
    RegistrationFactory,
    SeatCategoryFactory,
    WebinarFactory,
)

pytestmark = pytest.mark.django_db


def form_data(event=None, **values):
    data = {
        "name": "Training in Jenin",
        "kind": "training",
        "state": "scheduled",
        "zone": "Asia/Hebron",
        "start": "2027-03-10 10:00",
        "end": "2027-03-10 12:00",
        "mode": "on-site",
        "place_en": "Jenin",
        "place_fr": "Jénine",
        "place_es": "",
        "place_ar": "جنين",
        "country": "PS",
        "spoken": ["ar"],
        "seat_categories-TOTAL_FORMS": "1",
        "seat_categories-INITIAL_FORMS": "0",
        "seat_categories-MIN_NUM_FORMS": "0",
        "seat_categories-MAX_NUM_FORMS": "1000",
        "seat_categories-0-capacity": "30",
        "seat_categories-0-names_en": "",
        "seat_categories-0-id": "",
        "seat_categories-0-kind": "",
        "seat_categories-0-DELETE": "",
        **{
            f"{rows}-{name}_FORMS": number
            for rows in ("quotas", "questions", "days")
            for name, number in (("TOTAL", "0"), ("INITIAL", "0"), ("MIN_NUM", "0"), ("MAX_NUM", "1000"))
        },
    }
    if event is not None:
        data |= {"seat_categories-TOTAL_FORMS": "0", "version": forms.event_version(event)}
    return data | values


def test_a_host_makes_an_event_on_the_clock_of_its_place(host):
    response = host.post(reverse("wagtailsnippets_events_event:add"), form_data())

    assert response.status_code == 302, response.context["form"].errors
    event = Event.objects.get()
    assert (event.start, event.end) == (
        datetime(2027, 3, 10, 8, tzinfo=UTC), datetime(2027, 3, 10, 10, tzinfo=UTC),
    )  # fmt: skip
    assert event.place == {"en": "Jenin", "fr": "Jénine", "ar": "جنين"}
    assert [category.capacity for category in event.seat_categories.all()] == [30]


def test_registrations_are_seen_but_not_written_and_exported_by_hosts_only(sign_in):
    RegistrationFactory(name="=cmd()", email="ada@mail.example", language="fr")
    pk = Registration.objects.get().pk
    listing = reverse("wagtailsnippets_events_registration:list")

    hosts = sign_in(roles.EVENT_HOSTS)
    assert hosts.get(listing).status_code == 200
    export = b"".join(hosts.get(f"{listing}?export=csv").streaming_content).decode()
    assert "ada@mail.example" in export
    assert ",'=cmd()," in export
    assert ",French," in export
    assert hosts.get(reverse("wagtailsnippets_events_registration:inspect", args=[pk])).status_code == 200
    for action in ("add", "edit", "delete"):
        url = reverse(f"wagtailsnippets_events_registration:{action}", args=[pk] if action != "add" else [])
        assert hosts.post(url, {"name": "x"}).status_code == 302, action
    assert Registration.objects.get().name == "=cmd()"

    editors = sign_in(roles.COMMITTEE_EDITORS)
    assert editors.get(listing).status_code == 200
    denied = editors.get(f"{listing}?export=csv")
    assert (denied.status_code, denied["Location"]) == (302, reverse("wagtailadmin_home"))


def test_a_webinar_is_made_with_its_room(host):
    response = host.post(
        reverse("wagtailsnippets_events_event:add"),
        form_data(kind="webinar", mode="on-site", room_address="https://rooms.example/1"),
    )

    assert response.status_code == 302, response.context["form"].errors
    webinar = Event.objects.get()
    assert (webinar.kind, webinar.mode) == ("webinar", "online")
    room = OnlineRoom.objects.get()
    assert (room.event_id, room.address, room.opens_before) == (webinar.pk, "https://rooms.example/1", 15)
    assert "30" in host.get(reverse("wagtailsnippets_events_event:list")).content.decode()


VIEW = "wagtailsnippets_events_event"


def edit_data(category, **values):
    """Return the posted form of an event whose only seats are `category`."""
    rows = {
        "seat_categories-TOTAL_FORMS": "1",
        "seat_categories-INITIAL_FORMS": "1",
        "seat_categories-0-id": str(category.pk),
        "seat_categories-0-capacity": "5",
    }
    return form_data(category.event, **(rows | values))


def kinds_of(response):
    return [value for value, _label in response.context["form"].fields["kind"].choices if value]


def test_no_other_event_becomes_a_webinar(editor):
    event = EventFactory()
    edit = reverse(f"{VIEW}:edit", args=[event.pk])

    shown, posted = editor.get(edit), editor.post(edit, form_data(kind="webinar", version=forms.event_version(event)))

    plain = [kind for kind in Event.Kind.values if kind != "webinar"]
    assert (kinds_of(shown), list(posted.context["form"].errors)) == (plain, ["kind"])
    assert Event.objects.filter(kind="webinar").count() == 0


def test_a_webinar_stays_one_whoever_edits_it(editor):
    webinar = WebinarFactory()
    url = reverse(f"{VIEW}:edit", args=[webinar.pk])

    response = editor.post(url, form_data(webinar, name="A better name", kind="training", mode="on-site"))

    assert response.status_code == 302, response.context["form"].errors
    stored = Event.objects.get()
    assert (stored.name, stored.kind, stored.mode) == ("A better name", "webinar", "online")


def test_seats_that_people_were_invited_to_are_not_removed(editor):
    category = SeatCategoryFactory(names={"en": "Balcony"})
    PersonalInvitation.issue(event=category.event, category=category, email="mayor@town.example", language="en")
    url = reverse(f"{VIEW}:edit", args=[category.event_id])

    response = editor.post(url, edit_data(category, **{"seat_categories-0-DELETE": "1"}))

    words = "People were invited to these seats, so they cannot be removed: Balcony."
    assert (words in response.content.decode(), PersonalInvitation.objects.get().category) == (True, category)
    with pytest.raises(RestrictedError):
        category.delete()
    category.event.delete()
    assert PersonalInvitation.objects.count() == 0


def test_seats_that_people_registered_for_are_not_removed(editor):
    category = SeatCategoryFactory(event=EventFactory(), names={"en": "Balcony"})
    RegistrationFactory(category=category, state="cancelled")
    url = reverse(f"{VIEW}:edit", args=[category.event_id])

    response = editor.post(url, edit_data(category, **{"seat_categories-0-DELETE": "1"}))

    words = "People registered for these seats, so they cannot be removed: Balcony."
    assert (response.status_code, words in response.content.decode()) == (200, True)
    assert SeatCategory.objects.get() == category


def addresses_of_deletion(events):
    """Return where one of `events` is deleted, and where all are."""
    several = reverse("wagtail_bulk_action", args=["events", "event", "delete"])
    ids = "&".join(f"id={event.pk}" for event in events)
    return [reverse(f"{VIEW}:delete", args=[events[0].pk]), f"{several}?{ids}"]


def test_an_event_that_people_registered_for_is_not_deleted(editor):
    events = EventFactory.create_batch(2)
    RegistrationFactory(category=SeatCategoryFactory(event=events[0]), state="cancelled")

    for url in addresses_of_deletion(events):
        for ask in (editor.get, editor.post):
            response = ask(url, follow=True)
            assert response.redirect_chain == [(reverse(f"{VIEW}:list"), 302)]
            assert f"Nothing was deleted: people registered for {events[0].name}." in response.content.decode()
    assert Event.objects.count() == 2


def test_a_stale_form_is_refused_and_keeps_what_was_typed(editor):
    """Two editors open one event; the first moves it, the second only corrects its name."""
    event = EventFactory(zone="Asia/Hebron", place={"en": "Jenin"}, country="PS")
    category = SeatCategoryFactory(event=event)
    RegistrationFactory(category=category)
    url = reverse(f"{VIEW}:edit", args=[event.pk])
    first, second = edit_data(category), edit_data(category, name="A corrected name", start="2027-03-10 08:00")
    for opened in (first, second):
        opened["version"] = editor.get(url).context["form"].initial["version"]

    moved = {"start": "2027-03-11 10:00", "end": "2027-03-11 12:00", "telling": "yes"}
    assert editor.post(url, first | moved).status_code == 302
    owed = event_changes.tell()
    refused = editor.post(url, second)

    html = refused.content.decode()
    assert (refused.status_code, "Somebody else changed this event" in html, "11 March 2027, 10:00" in html) == (
        200, True, True,
    )  # fmt: skip
    assert ('value="A corrected name"' in html, 'value="2027-03-10 08:00"' in html) == (True, True)
    stored = Event.objects.get()
    assert (stored.local_start.day, stored.sequence, Message.objects.count()) == (11, 1, owed)

    current = refused.context["form"]["version"].value()
    assert f'value="{current}"' in html
    corrected = {"version": current, "start": "2027-03-11 10:00", "end": "2027-03-11 12:00"}
    corrected["loaded_revision_id"] = str(Revision.objects.for_instance(event).latest("pk").pk)
    assert editor.post(url, second | corrected).status_code == 302
    assert (Event.objects.get().name, Message.objects.count()) == ("A corrected name", owed)


def test_a_room_that_somebody_else_set_is_not_undone(editor):
    webinar = WebinarFactory(room="https://rooms.example/old")
    stale = form_data(webinar, room_address="https://rooms.example/old")
    set_room(event=webinar, address="https://rooms.example/new")

    response = editor.post(reverse(f"{VIEW}:edit", args=[webinar.pk]), stale)

    assert "Somebody else changed this event" in response.content.decode()
    assert OnlineRoom.objects.get().address == "https://rooms.example/new"
