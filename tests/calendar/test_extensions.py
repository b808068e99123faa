"""What calendars say beyond RFC 5545: pictures and ways to join (RFC 7986), and what readers do not know at all."""

import re

import pytest

from coalition.pages import share_images
from tests.calendar.readers import calendars, everybody_reads, in_node, libical_written, lines
from tests.factories.events import EventFactory, event_page
from tests.factories.files import make_picture

pytestmark = pytest.mark.django_db


def told(body: bytes | str, name: str) -> list[tuple[set[str], str]]:
    """Return parameters and value of each property `name`; programs write parameters in an order of their own."""
    text = body.encode() if isinstance(body, str) else body
    found = [re.fullmatch(rf'{name}((?:;(?:"[^"]*"|[^":])*)?):(.*)', line) for line in lines(text)]
    return [({*match[1].replace('"', "").split(";")} - {""}, match[2]) for match in found if match]


@pytest.fixture
def pictured(settings):
    """The page of an online event with a picture of its own."""
    settings.SITE_URL = "https://network.example"
    return event_page(EventFactory(mode="online"), picture=make_picture(size=(640, 480)), picture_alt="A hall")


def test_22_the_picture_of_an_event_is_told_with_its_type(served, pictured):
    body = served(pictured)

    [(parameters, address)] = told(body, "IMAGE")
    assert parameters == {"VALUE=URI", "FMTTYPE=image/png", "DISPLAY=FULLSIZE"}
    assert address.startswith("https://network.example/share/en/")
    assert address == f"https://network.example{pictured.get_share_card().path}"
    assert share_images.find_page(str(pictured.pk), "en").cover.photo == pictured.picture


def test_22_an_event_without_a_picture_or_that_is_to_say_nothing_has_none(served):
    assert told(served(event_page()), "IMAGE") == []


def test_22_the_picture_of_an_event_with_a_neutral_address_is_not_told(client, pictured):
    pictured.event.neutral_address = True
    pictured.event.save()

    assert told(client.get("/en/calendar/all.ics").content, "IMAGE") == []


def test_23_an_online_seat_leads_to_the_page_that_opens_the_room(served, source, pictured):
    body = served(pictured)

    found = told(body, "CONFERENCE")
    if source != "mail":  # what everybody may read leads to no door
        assert found == []
        return
    door = f"https://network.example/en/e/join/{pictured.event.registrations.get().join_link.token}/"
    assert found == [({"VALUE=URI", "FEATURE=AUDIO,VIDEO", "LABEL=Join online", "LANGUAGE=en"}, door)]
    [event] = everybody_reads(body)
    assert event["description"].startswith(f"To join online: {door}\n")  # for who ignores it
    [(_parameters, url)] = told(body, "URL")
    assert (url.startswith("https://network.example/en/events/"), event["location"]) == (True, "MC93, Bobigny")


OURS = ("NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "SOURCE", "IMAGE", "CONFERENCE", "UID",
        "SUMMARY", "DTSTART", "DTEND", "STATUS", "SEQUENCE", "ORGANIZER", "ATTENDEE", "URL")  # fmt: skip


def test_26_whatever_we_say_is_still_there_when_a_program_writes_it_again(served, pictured):
    [calendar] = calendars(served(pictured))
    [by_ical_js] = in_node([calendar])["written"]

    for written in (by_ical_js, libical_written(calendar)):
        assert {name: told(written, name) for name in OURS} == {name: told(calendar, name) for name in OURS}
