import json
import logging
import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from icalendar import Calendar
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from coalition.caching.changes import public_tables
from coalition.mail.models import Message
from coalition.privacy import services as privacy
from coalition.users.models import User
from events.online.channels import set_channels
from events.online.models import Joining, OnlineRoom
from events.online.services import set_room
from events.registrations import emails
from events.registrations import services as registrations
from events.registrations.join_links import JoinLink
from tests.crawling import crawl
from tests.events.desk.test_cms import edit
from tests.events.test_emails import rendered
from tests.factories.events import (
    NOW,
    EventFactory,
    RegistrationFactory,
    SeatCategoryFactory,
    WebinarFactory,
    event_page,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
HOST = "rooms.example"
ROOM, CAPTIONS, CHANNEL = (f"https://{HOST}/secret-{name}" for name in ("room", "captions", "channel"))
START = NOW + timedelta(hours=1)
ELSEWHERE = ("/fr/", "/es/", "/ar/")


def online(mode="online", **facts):
    event = EventFactory(mode=mode, start=START, end=START + timedelta(hours=1), **facts)
    set_room(event=event, address=ROOM, captions=CAPTIONS)
    set_channels(event=event, typed={"fr": ("", CHANNEL)})
    return event


@pytest.fixture
def seat():
    """A confirmed seat at an online training that begins in an hour."""
    event = online(name="Online training")
    event_page(event, slug="talk", title="Online training")
    return RegistrationFactory(category__event=event, discreet=False)


def door_of(seat):
    return f"/en/registrations/{seat.token}/join/"


def after(minutes):
    return time_machine.travel(NOW + timedelta(minutes=minutes), tick=False)


def test_no_page_feed_search_data_or_log_holds_the_address_of_a_room(client, seat, caplog):
    event_page(online("hybrid"), slug="both")
    event_page(WebinarFactory(start=START, end=START + timedelta(hours=1)), slug="webinar")
    own = f"registrations/{seat.token}/"
    starts = ["", "events/", "webinars/", "events/talk/", "calendar/", "calendar/all.ics", "calendar/webinar.ics",
              "search/?q=secret-room", own, f"{own}join/", f"{own}cancel/"]  # fmt: skip
    data = ["/sitemap.xml", "/robots.txt", "/data/members.csv", "/data/members.geojson"]

    with caplog.at_level(logging.DEBUG), after(50):
        said = crawl(client, [*(f"/en/{path}" for path in starts), *data], leave=ELSEWHERE)
        assert client.post(door_of(seat))["Location"] == ROOM  # the rows that could leak are there
        led = [client.post(door_of(seat), {"follow": language})["Location"] for language in ("", "fr")]
        assert led == [CAPTIONS, CHANNEL]

    assert "Open this channel" in said[f"/en/{own}join/"].text
    assert len(said) > 25
    assert {"/en/events/both/", "/en/events/talk/event.ics", "/en/calendar/all.ics"} <= set(said)
    assert [path for path, one in said.items() if HOST in one.text] == []
    assert HOST not in caplog.text


def test_no_mail_version_index_or_log_of_the_cms_holds_it(client, seat):
    client.force_login(User.objects.create_superuser("root", "root@coalition.example", "x"))
    emails.send_receipt(seat)
    new = {"room_address": f"https://{HOST}/new", "place_en": "At home", "telling": "yes"}
    assert edit(client, seat.event, **new).status_code == 302
    assert OnlineRoom.objects.get().address == f"https://{HOST}/new"

    with connection.cursor() as cursor:
        cursor.execute("SELECT title::text || autocomplete::text || body::text FROM wagtailsearch_indexentry")
        indexed = [row[0] for row in cursor.fetchall()]
    kept = {
        "mail": [f"{mail.context}{mail.attachments}" for mail in Message.objects.all()],
        "versions": [json.dumps(content) for content in Revision.objects.values_list("content", flat=True)],
        "history": [f"{entry.label}{entry.data}" for entry in ModelLogEntry.objects.all()],
        "index": [words for words in indexed if "training" in words],
    }
    assert min(len(rows) for rows in kept.values()) >= 1
    assert [name for name, rows in kept.items() if "rooms" in str(rows)] == []
    assert str(OnlineRoom.objects.get()).isascii()
    assert "rooms" not in repr(OnlineRoom.objects.get())
    assert not ReferenceIndex.model_is_indexable(OnlineRoom)


def test_no_announcement_to_caches_tells_who_joins():
    assert {"events_onlineroom", "events_joining"}.isdisjoint(public_tables())


@pytest.mark.parametrize("mode", ["online", "hybrid"])
@pytest.mark.parametrize(
    ("minutes", "opens", "attends"),
    [
        (44, False, False),
        (45, True, True),
        (60, True, True),
        (119, True, True),
        (120, True, False),
        (149, True, False),
        (150, False, False),
    ],
)
def test_door_opens_15_minutes_before_until_30_after_the_end_and_joining_by_the_end_is_attendance(
    client, mode, minutes, opens, attends
):
    seat = RegistrationFactory(category__event=online(mode))

    with after(minutes):
        shown, pressed = client.get(door_of(seat)), client.post(door_of(seat))

    assert (shown.status_code, b"Enter the room" in shown.content) == (200, opens)
    assert pressed.get("Location") == (ROOM if opens else None)
    assert Joining.objects.count() == attends
    assert (shown["Referrer-Policy"], shown["Cache-Control"]) == ("same-origin", "no-store, private")
    assert "form-action 'self' https:" in shown["Content-Security-Policy"]  # browsers check where a form ends up


def test_own_page_leads_to_the_room_until_it_closes(client, seat):
    own = f"/en/registrations/{seat.token}/"

    for minutes, is_open in ((119, True), (149, True), (150, False)):
        with after(minutes):
            assert (f'href="{own}join/"' in client.get(own).text) is is_open


@pytest.mark.parametrize(("typed", "kept"), [("0", 0), ("90", 90), ("", 30)])
def test_host_chooses_how_long_the_room_stays_open(client, seat, typed, kept):
    client.force_login(User.objects.create_superuser("root", "root@coalition.example", "x"))
    assert edit(client, seat.event, room_closes_after_minutes=typed).status_code == 302
    client.logout()

    assert OnlineRoom.objects.get().closes_after_minutes == kept
    for minutes, is_open in ((120 + kept - 1, True), (120 + kept, False)):
        with after(minutes):
            assert client.post(door_of(seat)).get("Location") == (ROOM if is_open else None)


def test_looking_at_the_door_is_no_attendance_and_coming_back_is_not_counted_twice(client, seat):
    with after(50):
        client.get(door_of(seat))
        assert Joining.objects.count() == 0
        client.post(door_of(seat))
    with after(70):
        client.post(door_of(seat))

    assert [row.joined_at for row in seat.joinings.all()] == [NOW + timedelta(minutes=50)]


def test_who_joined_is_told_to_who_asks_and_forgotten_with_the_rest(client, seat):
    with after(50):
        client.post(door_of(seat))

    export = privacy.export(address=seat.email)
    assert "2027-01-10T10:50:00+00:00" in json.dumps(export)
    with transaction.atomic():
        privacy.erase(address=seat.email)
    assert Joining.objects.count() == 0


@pytest.mark.parametrize("address", ["http://rooms.example/1", "javascript:alert(1)"])
def test_a_room_is_reached_by_https_only(client, address):
    client.force_login(User.objects.create_superuser("root", "root@coalition.example", "x"))

    response = edit(client, EventFactory(mode="online"), room_address=address)

    assert "Give an address that begins with https://." in str(response.context["form"].errors["room_address"])
    assert OnlineRoom.objects.count() == 0


@pytest.mark.parametrize(("kind", "joins"), [("on-site", False), ("online", True), ("", True)])
def test_a_seat_in_the_theatre_of_a_hybrid_event_is_told_no_way_in(client, kind, joins):
    event = event_page(online("hybrid"), slug="both").event
    seat = RegistrationFactory(category=SeatCategoryFactory(event=event, kind=kind), discreet=False)
    message = emails.send_receipt(seat)
    own = client.get(f"/en/registrations/{seat.token}/").text

    told = "To join online, open your own page shortly before the start" in rendered(message).text
    assert (told, "CONFERENCE" in str(message.attachments)) == (joins, joins)
    assert ("Join online" in own) is joins


def entry_of(message):
    return Calendar.from_ical(message.attachments[0]["content"]).events[0]


def path_in(entry):
    """Return the path of the link of a calendar entry that joins."""
    return str(entry["CONFERENCE"]).removeprefix(settings.SITE_URL)


def test_calendar_entry_holds_no_link_that_manages_the_registration(client, seat):
    seat.access_needs = "Ramp"
    seat.save()
    messages = [emails.send_receipt(seat), emails.send_promotion(seat)]

    entries = [message.attachments[0]["content"].replace("\r\n ", "") for message in messages]
    assert [seat.token in entry for entry in entries] == [False, False]
    links = {
        link for entry in entries for link in re.findall(r"https?://[^\s\\]+", entry) if "/events/talk/" not in link
    }
    assert len(links) == 1  # in the description and as CONFERENCE, the same in each entry
    [link] = links
    assert [entry_of(message)["CLASS"] for message in messages] == ["PRIVATE", "PRIVATE"]
    token = link.rstrip("/").rpartition("/")[2]
    managing = ["", "cancel/", "change/", "export/", "erase/", "ticket/"]
    found = [f"/en/{own}/{token}/{end}" for own in ("registrations", f"e/{seat.event.short_id}/r") for end in managing]
    assert {client.get(address).status_code for address in found} == {404}
    assert {client.post(address).status_code for address in found} <= {404, 405}


@pytest.mark.parametrize(("minutes", "opens"), [(44, False), (45, True), (119, True)])
def test_join_link_leads_into_the_open_room_and_says_nothing_else(client, seat, minutes, opens):
    path = path_in(entry_of(emails.send_receipt(seat)))

    with after(minutes):
        shown, pressed = client.get(path), client.post(path)

    assert (shown.status_code, "Enter the room" in shown.text, "It opens on" in shown.text) == (200, opens, not opens)
    assert [word for word in ("Online training", seat.name, seat.email, seat.token, HOST) if word in shown.text] == []
    assert [link for link in re.findall(r'href="([^"]+)"', shown.text) if "registrations/" in link] == []
    assert pressed.get("Location") == (ROOM if opens else None)
    assert seat.joinings.count() == opens
    assert (shown["Referrer-Policy"], shown["Cache-Control"]) == ("same-origin", "no-store, private")


def test_join_link_opens_nothing_once_the_seat_is_given_back_or_erased(client, seat):
    given_back = path_in(entry_of(emails.send_receipt(seat)))
    other = RegistrationFactory(category=seat.category, discreet=False)
    forgotten = path_in(entry_of(emails.send_receipt(other)))
    registrations.cancel_registration(registration=seat)
    with transaction.atomic():
        privacy.erase(address=other.email)

    with after(50):
        for path in (given_back, forgotten, f"/en/e/join/{'x' * 43}/"):
            assert [client.get(path).status_code, client.post(path).status_code] == [404, 404]
    assert JoinLink.objects.filter(registration=other).count() == 0
