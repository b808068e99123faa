from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from coalition.mail.models import Message
from coalition.users import roles
from coalition.users.models import User
from events.desk import forms
from events.models import Event
from events.online.models import OnlineRoom
from events.registrations import event_changes
from events.registrations.models import Registration
from tests.factories.events import (
    NOW,
    EventFactory,
    RegistrationFactory,
    SeatCategoryFactory,
    events_page,
    run_all,
)
from tests.factories.mail import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client):
    """Return a function that signs in a member of a group."""

    def sign_in(role):
        user = User.objects.create_user(role, f"{len(role)}@coalition.example", "x")
        user.groups.add(Group.objects.get(name=role))
        run_all(user)
        client.force_login(user)
        return client

    return sign_in


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


def test_a_host_makes_an_event_on_the_clock_of_its_place(sign_in):
    client = sign_in(roles.EVENT_HOSTS)

    response = client.post(reverse("wagtailsnippets_events_event:add"), form_data())

    assert response.status_code == 302, response.context["form"].errors
    event = Event.objects.get()
    assert (event.start, event.end) == (
        datetime(2027, 3, 10, 8, tzinfo=UTC), datetime(2027, 3, 10, 10, tzinfo=UTC),
    )  # fmt: skip
    assert event.place == {"en": "Jenin", "fr": "Jénine", "ar": "جنين"}
    assert [category.capacity for category in event.seat_categories.all()] == [30]


def test_a_time_that_the_clock_skips_is_refused(sign_in):
    client = sign_in(roles.EVENT_HOSTS)
    skipped = form_data(zone="Europe/Paris", start="2027-03-28 02:30", end="2027-03-28 12:00")

    response = client.post(reverse("wagtailsnippets_events_event:add"), skipped)

    assert response.context["form"].errors["start"] == [
        "Clocks go forward then: right after 01:59 they show 03:00, so 02:30 does not exist in this zone. "
        "Give another time."
    ]


def test_a_reschedule_in_the_cms_is_mailed_like_any_other(sign_in):
    client = sign_in(roles.EVENT_HOSTS)
    zone = {"zone": "Asia/Hebron", "start": datetime(2027, 3, 10, 8, tzinfo=UTC)}
    event = EventFactory(**zone, end=datetime(2027, 3, 10, 10, tzinfo=UTC), place={"en": "Jenin"}, country="PS")
    category = SeatCategoryFactory(event=event)
    RegistrationFactory(category=category)
    url = reverse("wagtailsnippets_events_event:edit", args=[event.pk])
    rows = {
        "seat_categories-TOTAL_FORMS": "1",
        "seat_categories-INITIAL_FORMS": "1",
        "seat_categories-0-id": str(category.pk),
        "seat_categories-0-capacity": "5",
    }

    assert client.get(url).status_code == 200
    unchanged = form_data(event, place_fr="", place_ar="", **rows)
    assert client.post(url, unchanged).status_code == 302
    assert (Event.objects.get().sequence, Message.objects.count()) == (0, 0)

    unchanged["version"] = forms.event_version(event)
    unchanged["loaded_revision_id"] = Event.objects.get().latest_revision_id
    assert client.post(url, unchanged | {"start": "2027-03-10 09:00", "telling": "yes"}).status_code == 302
    assert (Event.objects.get().sequence, Message.objects.count(), event_changes.tell()) == (1, 0, 1)
    assert [said(mail) for mail in Message.objects.all()] == ["moved"]


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


def cancel_url(registration):
    return reverse("wagtailsnippets_events_registration:cancel", args=[registration.pk])


def inspect_url(registration):
    return reverse("wagtailsnippets_events_registration:inspect", args=[registration.pk])


@time_machine.travel(NOW, tick=False)
def test_a_host_cancels_for_someone(sign_in):
    registration = RegistrationFactory(email="ada@mail.example")
    client = sign_in(roles.EVENT_HOSTS)
    url = cancel_url(registration)

    before = client.get(inspect_url(registration)).content.decode()
    assert (url in before, "Reason of the cancellation" in before) == (True, False)
    assert client.get(url).status_code == 200
    assert Registration.objects.get().state == "confirmed"

    empty = client.post(url, {"reason": " "})
    assert empty.context["form"].errors == {"reason": ["This field is required."]}
    assert Registration.objects.get().state == "confirmed"

    answer = client.post(url, {"reason": "Asked by telephone."})
    assert (answer.status_code, answer["Location"]) == (302, inspect_url(registration))
    found = Registration.objects.get()
    assert (found.state, found.cancelled_by.username, found.cancel_reason) == (
        "cancelled", roles.EVENT_HOSTS, "Asked by telephone.",
    )  # fmt: skip
    assert [(said(mail), mail.to) for mail in Message.objects.all()] == [("removal", "ada@mail.example")]
    inspected = client.get(inspect_url(registration)).content.decode()
    assert ("Reason of the cancellation" in inspected, "Asked by telephone." in inspected) == (True, True)
    assert url not in inspected


def test_an_event_and_its_page_are_made_in_one_sitting(sign_in):
    client = sign_in(roles.EVENT_HOSTS)
    chooser = client.get(reverse("wagtailsnippetchoosers_events_event:choose"))
    assert "New event" in chooser.json()["html"]
    url = reverse("wagtailsnippetchoosers_events_event:create")
    values = {key: value for key, value in form_data(seats="12").items() if not key.startswith("seat_categories")}

    answer = client.post(url, values).json()

    event = Event.objects.get()
    assert (answer["step"], answer["result"]["id"]) == ("chosen", str(event.pk))
    assert [category.capacity for category in event.seat_categories.all()] == [12]

    section = events_page()
    body = streamfield([("paragraph", rich_text("<p>Bring your questions.</p>"))])
    words = {"title": "A training", "slug": "training", "event": answer["result"]["id"], "summary": "In two hours."}
    page = nested_form_data({**words, "body": body, "comments": inline_formset([])}) | {"action-publish": "1"}
    added = client.post(reverse("wagtailadmin_pages:add", args=["events", "eventpage", section.pk]), page)
    assert added.status_code == 302, added.context["form"].errors

    with time_machine.travel(NOW, tick=False):
        html = client.get("/en/events/training/").content.decode()
    for shown in ("A training", "In two hours.", "Bring your questions.", 'datetime="2027-03-10T10:00:00+02:00"',
                  "Jenin", 'href="/en/events/training/register/"'):  # fmt: skip
        assert shown in html


def test_a_webinar_is_made_with_its_room(sign_in):
    client = sign_in(roles.EVENT_HOSTS)

    response = client.post(
        reverse("wagtailsnippets_events_event:add"),
        form_data(kind="webinar", mode="on-site", room_address="https://rooms.example/1"),
    )

    assert response.status_code == 302, response.context["form"].errors
    webinar = Event.objects.get()
    assert (webinar.kind, webinar.mode) == ("webinar", "online")
    room = OnlineRoom.objects.get()
    assert (room.event_id, room.address, room.opens_before) == (webinar.pk, "https://rooms.example/1", 15)
    assert "30" in client.get(reverse("wagtailsnippets_events_event:list")).content.decode()
