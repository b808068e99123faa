import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.db.models import ProtectedError, RestrictedError
from django.urls import reverse

from coalition.mail.models import Message
from coalition.users import roles
from events.models import Event
from events.online.models import OnlineRoom
from events.online.services import set_room
from events.registrations import event_changes
from events.registrations.admission import PersonalInvitation
from events.registrations.models import Change, Registration, SeatCategory
from tests.cms.typed import form_of
from tests.factories.events import (
    EventFactory,
    RegistrationFactory,
    SeatCategoryFactory,
    WebinarFactory,
    events_page,
    webinars_page,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


VIEW = "wagtailsnippets_events_event"
ADD = reverse("wagtailsnippets_events_event:add")


FACTS = {
    "kind": "training", "zone": "Asia/Hebron", "start": "2027-03-10 10:00", "end": "2027-03-10 12:00",
    "mode": "on-site",
    "place_en": "Jenin", "place_fr": "Jénine", "place_ar": "جنين", "country": "PS", "spoken": ["ar"], "seats": "30",
    "title_en": "Training in Jenin",
}  # fmt: skip


def new(host, **typed):
    """Make an event by the short form, with a title in English."""
    return host.post(ADD, FACTS | typed)


def edit(browser, event, view="edit", **typed):
    """Save the form of `event` as somebody who opened it just now, but for what is `typed`."""
    address = reverse(f"{VIEW}:{view}", args=[event.pk])
    return browser.post(address, form_of(browser.get(address)) | typed)


def test_a_host_makes_an_event_on_the_clock_of_its_place(host):
    events_page("en")
    response = new(host)

    assert response.status_code == 302, response.context["facts"].errors
    event = Event.objects.get()
    assert (event.name, event.latest_revision.user.username) == ("Training in Jenin", event.team.get().user.username)
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


def test_what_hosts_typed_is_no_formula_in_the_sheet_of_events(editor):
    EventFactory(name="=1+1")

    sheet = editor.get(f"{reverse(f'{VIEW}:list')}?export=csv")

    assert b"".join(sheet.streaming_content).decode().splitlines()[1].startswith("'=1+1,")


def test_new_event_asks_thirteen_facts(host):
    events_page("en")

    page = host.get(ADD, {"kind": "training"})

    asked = [name for name in page.context["facts"].fields if name != "version"]
    assert asked == ["kind", "start", "end", "all_day", "zone", "mode", "country", "place", "room_address", "spoken",
                     "interpreted", "seats", "closed"]  # fmt: skip
    boxes = page.text.partition('id="id_spoken"')[2].partition("<details>")[0]
    assert re.findall('name="spoken" value="([a-z]+)"', boxes) == ["en", "fr", "es", "ar"]


def test_a_webinar_is_made_online_and_gets_its_room(host):
    webinars_page("en")
    response = new(host, kind="webinar", mode="on-site")

    assert response.status_code == 302, response.context["facts"].errors
    webinar = Event.objects.get()
    assert (webinar.kind, webinar.mode) == ("webinar", "online")
    edit(host, webinar, room_address="https://rooms.example/1")
    room = OnlineRoom.objects.get()
    assert (room.event_id, room.address, room.opens_before) == (webinar.pk, "https://rooms.example/1", 15)
    assert "30" in host.get(reverse("wagtailsnippets_events_event:list")).content.decode()


def test_no_other_event_becomes_a_webinar_and_a_webinar_stays_one(editor):
    event, webinar = EventFactory(), WebinarFactory()

    posted = edit(editor, event, kind="webinar")
    saved = edit(editor, webinar, kind="training", mode="on-site")

    assert (list(posted.context["form"].errors), saved.status_code) == (["kind"], 302)
    assert [(row.kind, row.mode) for row in Event.objects.order_by("pk")] == [
        ("training", "on-site"), ("webinar", "online"),
    ]  # fmt: skip


@pytest.mark.parametrize("how", ["were invited to", "registered for"])
def test_seats_that_somebody_has_to_do_with_are_not_removed(editor, how):
    category = SeatCategoryFactory(names={"en": "Balcony"})
    if how == "registered for":
        RegistrationFactory(category=category, state="cancelled")
    else:
        PersonalInvitation.issue(event=category.event, category=category, email="mayor@town.example", language="en")

    response = edit(editor, category.event, "seats", **{"seat_categories-0-DELETE": "1"})

    assert f"People {how} these seats, so they cannot be removed: Balcony." in response.text
    with pytest.raises((RestrictedError, ProtectedError)):
        category.delete()
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


def test_a_room_that_somebody_else_set_is_not_undone(editor):
    webinar = WebinarFactory(room="https://rooms.example/old")
    address = reverse(f"{VIEW}:edit", args=[webinar.pk])
    stale = form_of(editor.get(address))
    set_room(event=webinar, address="https://rooms.example/new")

    response = editor.post(address, stale)

    assert "Somebody else changed this" in response.content.decode()
    assert OnlineRoom.objects.get().address == "https://rooms.example/new"


@pytest.fixture
def category():
    """Seats that people have who read English and French."""
    category = SeatCategoryFactory()
    for language in ("en", "fr", "fr"):
        RegistrationFactory(category=category, language=language)
    RegistrationFactory(category=category, state="cancelled")
    return category


def test_the_number_is_shown_and_nothing_saved_before_the_host_has_chosen(host, category):
    response = edit(host, category.event, country="BE")

    words = "3 people will be told of this change by email (English: 1, français: 2)."
    assert response.context["form"].errors == {"telling": [words]}
    html = response.content.decode()
    assert (words in html, 'name="telling"' in html, 'name="sentence_en"' in html) == (True, True, True)
    assert Event.objects.get().country == "FR"


@pytest.mark.parametrize(("answer", "mails"), [("yes", 3), ("no", 0)])
def test_the_answer_decides_who_is_told(host, category, answer, mails):
    response = edit(host, category.event, country="BE", telling=answer, sentence_fr="La salle est en travaux.")

    assert response.status_code == 302, response.context["form"].errors
    assert (Event.objects.get().country, event_changes.tell()) == ("BE", mails)
    written = [mail.context["host_words"] for mail in Message.objects.order_by("pk")]
    assert written == [[], ["La salle est en travaux."], ["La salle est en travaux."]][:mails]


def test_what_a_host_wrote_stands_on_the_page_of_who_knew_it_before(client, host, category):
    """A discreet mail does not say it, so its link leads to where it stands; who registers later knows no other."""
    edit(host, category.event, country="BE", telling="yes", sentence_en="Bring warm clothes.", sentence_fr="Venez tôt.")
    later = RegistrationFactory(category=category)
    rows = [*Registration.objects.exclude(state="cancelled").order_by("pk")]
    for told in (3, 0):  # before anybody is told, and after
        pages = [client.get(f"/en/registrations/{row.token}/").text for row in rows]
        assert [("Bring warm clothes." in page, "Venez tôt." in page) for page in pages] == [
            (True, False), (False, True), (False, True), (False, False),
        ]  # fmt: skip
        assert event_changes.tell() == told
    assert rows[-1] == later

    with time_machine.travel(category.event.end, tick=False):
        assert (event_changes.tell(), Change.objects.count()) == (0, 0)
