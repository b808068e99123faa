"""The four things that people come for, end to end, as a person does them: also without JavaScript.

With a script also in English: test_keyboard.py.
"""

import re
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from playwright.sync_api import Page, expect

from tests.installation import Installation

from .conftest import NewContext
from .steps import WaitForMail, link_in, new_address, submit, type_code

WISHES = "SELECT state, language, frequency, cardinality(themes), discreet FROM newsletters_reader WHERE email = %s"


@pytest.mark.parametrize("visitor", [("en", False)], ids=["en-nojs"], indirect=True)
def test_the_public_registers_and_gives_the_seat_back(
    visitor: tuple[Page, str, bool], installation: Installation, wait_for_mail: WaitForMail
):
    page, language, _javascript = visitor
    address = new_address("someone")

    page.goto(f"/{language}/events/femmes-du-monde-towns/")
    page.locator(f"main a[href$='/{language}/events/femmes-du-monde-towns/register/']:visible").first.click()
    expect(page).to_have_url(re.compile("/register/$"))
    if page.locator("[name=category]").count():
        page.locator("[name=category]").first.check()
    page.locator("[name=name]").fill("نجمة" if language == "ar" else "A. Star")
    page.locator("main [name=email]").fill(address)
    submit(page)
    expect(page).to_have_url(re.compile("/register/sent/$"))

    page.goto(link_in(wait_for_mail(address), "/c/", installation))
    assert installation.query("SELECT state FROM events_registration WHERE email = %s", address) == []
    submit(page)
    receipt = wait_for_mail(address, containing="/registrations/")
    page.goto(link_in(receipt, "/registrations/", installation))
    page.locator("main a[href$='/cancel/']").click()
    submit(page)

    states = installation.query("SELECT state FROM events_registration WHERE email = %s", address)
    assert states == [("cancelled",)]


def test_a_registration_with_a_missing_address_says_so_and_keeps_what_was_typed(visitor: tuple[Page, str, bool]):
    page, language, _javascript = visitor
    page.goto(f"/{language}/events/femmes-du-monde-towns/register/")
    page.locator("[name=name]").fill("A. Star")
    submit(page)

    expect(page.locator(".error-summary")).to_be_visible()
    assert page.locator("[name=name]").input_value() == "A. Star"
    for link in page.locator(".error-summary a").all():
        expect(page.locator(f"main input{link.get_attribute('href')}")).to_have_count(1)
    field = page.locator("main [name=email]").get_attribute("id")
    page.locator(f".error-summary a[href='#{field}']").click()
    expect(page).to_have_url(re.compile(f"/register/#{field}$"))


def test_a_reader_subscribes_by_code_says_what_they_want_and_leaves_by_the_link(
    visitor: tuple[Page, str, bool], installation: Installation, wait_for_mail: WaitForMail
):
    page, language, _javascript = visitor
    address = new_address("reader")

    page.goto(f"/{language}/newsletter/")
    page.locator("main [name=email]").fill(address)
    page.locator("[name=frequency][value=monthly]").check()
    page.get_by_role("main").locator("summary").click()  # the themes are folded
    page.locator("[name=themes]").first.check()
    page.locator("[name=consent]").check()
    submit(page)
    type_code(page, wait_for_mail(address))

    assert installation.query(WISHES, address) == [("confirmed", language, "monthly", 1, False)]
    page.locator("[name=frequency][value=each]").check()
    page.locator("[name=themes]").nth(1).check()
    page.locator("[name=discreet]").check()
    page.locator("button[value=save]").click()
    assert installation.query(WISHES, address) == [("confirmed", language, "each", 2, True)]
    last = "SELECT id, language FROM privacy_consent WHERE purpose = 'newsletter' ORDER BY id DESC LIMIT 1"
    ((consent, agreed_in),) = installation.query(last)
    assert agreed_in == language

    page.goto(page.url.replace("/manage/", "/unsubscribe/"))  # the link of every edition
    assert installation.query(WISHES, address)[0][0] == "confirmed"  # opening it changes nothing
    submit(page)
    expect(page.locator("main form[method=post]")).to_have_count(0)
    assert installation.query(WISHES, address)[0][0] == "unsubscribed"
    since = "SELECT kind FROM privacy_consent WHERE purpose = 'newsletter' AND id > %s ORDER BY id LIMIT 1"
    assert installation.query(since, consent) == [("withdrawn",)]


def feed_states(page: Page, language: str) -> dict[str, tuple[str, datetime, int]]:
    """Return state, start and sequence of each event of the feed, by UID."""
    body = page.request.get(f"/{language}/calendar/all.ics").body()
    return {
        str(event["UID"]): (str(event["STATUS"]), event["DTSTART"].dt, int(event["SEQUENCE"]))
        for event in icalendar.Calendar.from_ical(body).walk("VEVENT")
    }


def wait_for_invitations(installation: Installation, address: str, count: int) -> list[str]:
    """Return the METHOD of the calendar in each mail to `address`, once there are `count`."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        calendars = [
            next((part for part in message.walk() if part.get_content_type() == "text/calendar"), None)
            for message in installation.mailbox.to(address)
        ]
        methods = [str(part.get_param("method")) for part in calendars if part is not None]
        if len(methods) >= count:
            return methods
        time.sleep(0.1)
    raise AssertionError(f"Only {methods} within 20 seconds.")


# Run in the installation: an event of its own for each visitor, with a page in two languages.
MAKE_EVENT = """
from datetime import timedelta
from django.utils import timezone
from tests.factories.events import EventFactory, SeatCategoryFactory, event_page
start = timezone.now().replace(microsecond=0) + timedelta(days=40)
event = EventFactory(start=start, end=start + timedelta(hours=2))
SeatCategoryFactory(event=event)
english = event_page(event)
event_page(event, "ar", translation_key=english.translation_key)
print(event.uid, english.slug)
"""
CHANGE = (
    "from events.models import Event; from events.registrations import services; "
    "e = Event.objects.get(uid={uid!r}); {what}"
)
DAY = "from datetime import timedelta; day = timedelta(1); "
MOVE = f"{DAY}e.wall_start += day; e.wall_end += day; services.save_event(event=e)"
CANCEL = "e.state = 'cancelled'; services.save_event(event=e)"


def test_a_calendar_client_sees_a_reschedule_and_a_cancellation(
    visitor: tuple[Page, str, bool], installation: Installation, wait_for_mail: WaitForMail
):
    page, language, _javascript = visitor
    address = new_address("moved")
    uid, slug = installation.run(MAKE_EVENT).split()
    page.goto(f"/{language}/events/{slug}/register/")
    page.locator("[name=name]").fill("A. Star")
    page.locator("main [name=email]").fill(address)
    submit(page)
    page.goto(link_in(wait_for_mail(address), "/c/", installation))
    submit(page)
    wait_for_mail(address, containing="/registrations/")
    found = [feed_states(page, language)]
    for told, what in enumerate((MOVE, CANCEL), start=1):
        wait_for_invitations(installation, address, told)  # what is not told yet is told together with what comes next
        installation.run(CHANGE.format(uid=uid, what=what))
        found.append(feed_states(page, language))

    key = next(known for known in found[0] if uid in known)
    state, start, sequence = found[0][key]
    assert start.astimezone(UTC) > datetime.now(UTC)
    assert [states[key] for states in found] == [
        (state, start, sequence),
        (state, start + timedelta(days=1), sequence + 1),
        ("CANCELLED", start + timedelta(days=1), sequence + 2),
    ]
    assert wait_for_invitations(installation, address, 3) == ["REQUEST", "REQUEST", "CANCEL"]


def test_an_events_time_is_also_the_visitors(new_context: NewContext):
    page = new_context(timezone_id="America/Mexico_City", locale="en").new_page()
    page.goto("/en/events/femmes-du-monde-towns/")
    written = page.locator("main time[data-zone='Europe/Paris']").first
    start = datetime.fromisoformat(str(written.get_attribute("datetime")))

    expect(page.locator("main [data-local-time]").first).to_contain_text(
        start.astimezone(ZoneInfo("America/Mexico_City")).strftime("%H:%M")
    )
    expect(written).to_contain_text(start.strftime("%H:%M"))
