"""Two telephones at two doors without a network: each lets people in, and what they kept is merged into one truth.

And one with a camera: what it sees is a ticket as its holder's page draws it.
"""

import json
import os
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Playwright, expect

from tests.installation import Installation

from .conftest import ARGUMENTS, CHROMIUM, NewContext
from .steps import sign_in

MAKE = """
import json
from datetime import timedelta
from django.utils import timezone
from tests.factories.doors import DoorFactory
from coalition.users.models import User
from tests.factories.events import EventFactory, RegistrationFactory, SeatCategoryFactory, event_page, run_all
now = timezone.now()
event = EventFactory(name="Doors", start=now - timedelta(hours=1), end=now + timedelta(hours=8))
seats = SeatCategoryFactory(event=event, capacity=50)
ada, zoe, wanda, eve = (RegistrationFactory(category=seats, name=name, state=state) for name, state in (
    ("Ada Lovelace", "confirmed"), ("Zoe", "confirmed"), ("Wanda", "waiting"), ("Eve", "confirmed")))
doors = [DoorFactory(event=event, name=name, shows_names=True).pk for name in ("Main", "Side")]
forum = RegistrationFactory(category__event=event_page(title="The forum of mayors").event).ticket_code
run_all(User.objects.get(username="host"))
print(json.dumps({"event": event.pk, "doors": doors, "token": ada.token, "forum": forum, "ada": ada.ticket_code,
                  "zoe": zoe.ticket_code, "wanda": wanda.ticket_code, "eve": eve.ticket_code}))
"""
CANCEL = """
from django.utils import timezone
from events.registrations.models import Registration
Registration.objects.filter(ticket_code="%s").update(state="cancelled", changed_at=timezone.now())
"""
LEFT = "async () => [(await indexedDB.databases()).length, (await caches.keys()).length]"


def telephone(new_context: NewContext, name: str, door: int) -> Page:
    """Return the page of a door on a telephone that is ready for work without a network."""
    page = new_context(viewport={"width": 360, "height": 740}).new_page()
    sign_in(page, "host")
    page.goto(f"/cms/door/{door}/")
    page.locator("[name=device]").fill(name)
    page.locator("main button[type=submit]").click()
    expect(page.locator("[data-door-network][data-state=online]")).to_contain_text("Ready")
    return page


def network(page: Page, *, on: bool) -> None:
    """Take the network away and open the page anew, or give it back and wait until all is sent."""
    page.context.set_offline(not on)
    if not on:
        page.reload()
        expect(page.locator("[data-door-network][data-state=offline]")).to_be_visible()
    else:
        expect(page.locator("[data-door-network][data-state=online][data-waiting='0']")).to_be_visible(timeout=90_000)


def say(page: Page, text: str, answer: str) -> None:
    """Type a code, and expect the large answer."""
    page.locator("[name=text]").fill(text)
    page.locator("[data-door-ask] button[type=submit]").click()
    expect(page.locator(f"[data-door-result] [data-answer={answer}]")).to_be_visible()


def test_two_devices_without_a_network_agree_on_who_was_first(new_context: NewContext, installation: Installation):
    made = json.loads(installation.run(MAKE))
    first, second = (telephone(new_context, f"Phone {number}", door) for number, door in enumerate(made["doors"]))
    network(first, on=False)
    network(second, on=False)

    say(second, made["ada"], "in")  # the earlier one, and sent last: who decides by arrival would name the other
    say(first, made["ada"], "in")
    say(first, made["ada"], "again")
    say(first, made["eve"], "in")
    say(first, made["wanda"], "waiting")
    say(first, "a" * 20, "unknown")
    first.locator("[name=text]").fill("zoe")
    first.locator("[data-door-ask] button[type=submit]").click()
    first.locator("[data-door-found] button").click()
    expect(first.locator("[data-answer=in]")).to_contain_text("Zoe")
    first.locator("[data-door-result] button").click()
    expect(first.locator("[data-answer=undone]")).to_be_visible()
    installation.run(CANCEL % made["eve"])
    network(first, on=True)
    network(second, on=True)
    expect(first.locator("[data-door-merged] li")).to_have_text(["Eve: cancelled meanwhile"])

    page = second.context.new_page()
    page.goto(f"/cms/door/event/{made['event']}/")
    cells = page.locator("table", has_text="Ada Lovelace").locator("tbody td").all_inner_texts()[1:]
    assert [cell.count(name) for cell in cells for name in ("Phone 1", "Phone 0")] == [1, 0, 0, 2]
    expect(page.locator("main")).to_contain_text("2 of 2 people")
    page.close()

    told = second.locator("[data-door-count]").inner_text()
    network(second, on=False)
    expect(second.locator("[data-door-count]")).to_have_text(told)  # the page that was kept says that nobody came
    assert not told.startswith("0")

    first.locator("[data-door-wipe] button").click()
    first.wait_for_url("**/cms/door/event/**")
    assert first.evaluate(LEFT) == [0, 0]


WIDTH, HEIGHT = 640, 480
HAND = ((0, 0), (4, -3), (-5, 2), (2, 5))  # pixels by which a hand that holds a telephone moves it


def film(picture: bytes, path: Path) -> Path:
    """Write a film of a hand that holds `picture`, a PNG file, before a grey wall; return where it is."""
    ticket = Image.open(BytesIO(picture)).convert("L")
    ticket.thumbnail((HEIGHT * 2 // 3, HEIGHT * 2 // 3))
    ticket = ticket.rotate(4, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    colourless = bytes([128]) * (WIDTH * HEIGHT // 2)
    with path.open("wb") as out:
        out.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F5:1 Ip A1:1 C420jpeg\n".encode())
        for right, down in HAND:
            frame = Image.new("L", (WIDTH, HEIGHT), 150)
            frame.paste(ticket, ((WIDTH - ticket.width) // 2 + right, (HEIGHT - ticket.height) // 2 + down))
            out.write(b"FRAME\n" + frame.tobytes() + colourless)
    return path


@pytest.fixture
def at_door(playwright: Playwright, installation: Installation) -> Iterator[Callable[[int, Path], Page]]:
    """Return a function: the page of a door on a telephone whose camera sees a film."""
    running = []

    def opened(door: int, seen: Path) -> Page:
        camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
        camera.append(f"--use-file-for-fake-video-capture={os.fspath(seen)}")
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *camera])
        running.append(NewContext(chromium, installation.url))
        return telephone(running[-1], "Phone C", door)

    yield opened
    for maker in running:
        maker.browser.close()
        assert maker.leaks == []


@pytest.mark.attack
def test_a_camera_reads_a_ticket_and_lets_its_holder_in(
    new_context: NewContext, at_door: Callable[..., Page], installation: Installation, tmp_path: Path
):
    made = json.loads(installation.run(MAKE))
    holder = new_context(viewport={"width": 360, "height": 740}).new_page()
    holder.goto(f"/en/registrations/{made['token']}/ticket/")
    seen = film(holder.locator(".ticket__square").screenshot(), tmp_path / "ticket.y4m")
    page = at_door(made["doors"][0], seen)
    page.evaluate("delete globalThis.BarcodeDetector")  # so that it is our own decoder that reads

    page.locator("[data-door-camera]").click()
    expect(page.locator("[data-door-result] [data-answer=in]")).to_contain_text("Ada Lovelace")
    asked = page.evaluate("performance.getEntriesByType('resource').map(({name}) => new URL(name).pathname)")
    assert any(path.endswith("/events/door/qr/decode.js") for path in asked)
    expect(page.locator("[data-door-result] [data-answer=again]")).to_contain_text("Phone C, Main")  # it is held still
    page.locator("[data-door-camera-off]").click()
    assert page.evaluate("document.querySelector('video').srcObject") is None
    expect(page.locator("[data-door-network][data-waiting='0']")).to_be_visible()
    expect(page.locator("[data-door-count]")).to_have_text("1 of 3 people with a seat came in by an entrance.")
    say(page, made["forum"], "unknown")
    expect(page.locator("[data-door-result]")).to_contain_text("The forum of mayors")
    page.goto(f"/cms/door/event/{made['event']}/")
    expect(page.locator("main")).to_contain_text("1 of 3 people")
