"""What the form of a new event begins with, and what is said of an online event without a joining link."""

import pytest
from django.urls import reverse

from coalition.users import roles
from events.models import Event
from events.online.models import OnlineRoom
from events.online.services import set_room
from tests.cms.typed import form_of
from tests.events.desk.test_cms import ADD, VIEW, edit, new
from tests.factories.events import EventFactory, SeatCategoryFactory, WebinarFactory, event_page, webinars_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
MISSING = "This online event is published without a joining link."
TASK = "Published online events without a joining link"
ROOM = "https://rooms.example/1"


@pytest.fixture
def webinar():
    """A published webinar in seven weeks, with seats and no joining link."""
    webinar = EventFactory(kind="webinar", mode="online", country="", place={})
    SeatCategoryFactory(event=webinar)
    event_page(webinar, title="A talk")
    return webinar


def test_new_event_takes_nothing_over_from_the_last(host):
    WebinarFactory(
        zone="America/Mexico_City", spoken=["es"], interpreted=["en"], signed=["ase"], audience="associations",
        themes=["housing"], retention_days=30, thanks=False, reminders=[], claim_within=3,
    )  # fmt: skip

    webinars_page("en")
    facts = host.get(ADD, {"kind": "webinar"}).context["facts"]

    shown = {name: facts[name].value() for name in ("zone", "spoken", "interpreted", "country", "place", "mode")}
    assert shown == {
        "zone": "Europe/Paris", "spoken": [], "interpreted": [], "country": "", "place": {}, "mode": "online"
    }  # fmt: skip
    assert new(host, kind="webinar", spoken=[], seats="").status_code == 302
    made, fresh = Event.objects.latest("pk"), Event(kind="webinar")
    unseen = ("spoken", "interpreted", "signed", "audience", "themes", "host", "retention_days", "thanks", "reminders",
              "claim_within")  # fmt: skip
    assert {name: getattr(made, name) for name in unseen} == {name: getattr(fresh, name) for name in unseen}


def test_new_webinar_with_its_joining_link_is_published_without_a_warning(host):
    webinars_page("en")

    response = host.post(ADD, WEBINAR | {"room_address": ROOM, "publish": "1"}, follow=True)

    assert [str(message.level_tag) for message in response.context["messages"]] == ["success"]
    assert (OnlineRoom.objects.get().address, OnlineRoom.objects.get().opens_before) == (ROOM, 15)


def test_new_webinar_published_without_a_joining_link_is_warned_of(host):
    webinars_page("en")

    drafted = host.post(ADD, WEBINAR, follow=True)
    published = host.post(ADD, WEBINAR | {"publish": "1"}, follow=True)

    assert MISSING not in drafted.text
    assert MISSING in published.text
    assert reverse(f"{VIEW}:edit", args=[Event.objects.latest("pk").pk]) in published.text


WEBINAR = {
    "kind": "webinar", "zone": "Europe/Paris", "start": "2027-03-10 10:00", "end": "2027-03-10 12:00",
    "mode": "online", "seats": "30", "title_en": "A talk",
}  # fmt: skip


def test_form_of_a_published_online_event_warns_until_it_has_a_joining_link(editor, webinar):
    address = reverse(f"{VIEW}:edit", args=[webinar.pk])
    assert MISSING in editor.get(address).text

    assert edit(editor, webinar, room_address=ROOM).status_code == 302

    assert MISSING not in editor.get(address).text


def test_page_published_in_its_own_editor_is_warned_of_too(editor, webinar):
    address = reverse("wagtailadmin_pages:edit", args=[webinar.pages.get().pk])

    response = editor.post(
        address, form_of(editor.get(address)) | {"body-count": "0", "action-publish": "1"}, follow=True
    )

    assert MISSING in response.text


def test_missing_joining_link_is_a_task_from_the_day_of_publishing(sign_in, webinar):
    host = sign_in(roles.EVENT_HOSTS)
    draft = EventFactory(mode="online")
    SeatCategoryFactory(event=draft)
    for facts in ({"mode": "on-site"}, {"mode": "online", "state": "cancelled"}):
        event_page(SeatCategoryFactory(event=EventFactory(**facts)).event)
    event_page(EventFactory(mode="online"))  # nobody registers for it here

    def task():
        first_page = host.get(reverse("wagtailadmin_home")).text
        return TASK in first_page, reverse(f"{VIEW}:edit", args=[webinar.pk]) in first_page

    assert task() == (True, True)
    set_room(event=webinar, address=ROOM)
    assert task() == (False, False)
