from datetime import UTC, datetime

import pytest
from django.urls import reverse

from coalition.users import roles
from events.desk import forms
from events.models import Event
from events.online.models import OnlineRoom
from events.registrations.models import Registration
from tests.factories.events import (
    RegistrationFactory,
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
