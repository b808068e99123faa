"""What a host's day costs: an evening by keyboard alone, with its few fields; a seminar by one sheet, counted."""

import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import NewContext
from .keyboard import Keyboard
from .steps import sign_in

pytestmark = pytest.mark.attack

WORDS = {
    "en": ("What towns can do", "Three days.", "Come and see."),
    "fr": ("Ce que peuvent les villes", "Trois jours.", "Venez voir."),
    "es": ("Lo que pueden las ciudades", "Tres días.", "Vengan a ver."),
    "ar": ("ما الذي تستطيعه المدن", "ثلاثة أيام.", "تعالوا وانظروا."),
}
PLACE = {"en": "Town hall", "fr": "Mairie", "es": "Ayuntamiento", "ar": "مبنى البلدية"}
HEADINGS = (
    "day",
    "begins",
    "ends",
    "kind",
    *(f"title_{code}" for code in WORDS),
    "room",
    "speakers",
    "spoken",
    "interpreted",
)


class Hand:
    """A host at the CMS whose fields, presses and files are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.fields = self.clicks = self.files = 0

    def fill(self, name: str, text: str) -> None:
        self.page.locator(f"[name='{name}']").fill(text)
        self.fields += 1

    def press(self, role: str, name: str) -> None:
        self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]
        self.clicks += 1

    def upload(self, path: Path) -> None:
        self.page.locator("[type=file]").set_input_files(path)
        self.files += 1
        self.clicks += 1


def sheet(path: Path) -> Path:
    """Write the sheet of 24 sessions in four languages, eight a day; return where it is."""
    lines = [",".join(HEADINGS)]
    for day in (1, 2, 3):
        for hour in range(9, 17):
            titles = [f"{words[0]} {day}.{hour}" for words in WORDS.values()]
            room, speaker = ("Hall", "Ada Lovelace") if hour % 2 else ("Library", "Rosa Parks")
            lines.append(
                ",".join([str(day), f"{hour:02}:00", f"{hour:02}:45", "talk", *titles, room, speaker, "fr", "en;ar"])
            )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_three_days_with_24_sessions_in_four_languages(new_context: NewContext, tmp_path: Path):
    page = new_context().new_page()
    sign_in(page, "host")
    hand = Hand(page)
    page.goto("/cms/")

    hand.press("link", "New event")
    hand.press("link", "Seminar")
    hand.fill("start", "2027-09-20 09:00")
    hand.fill("end", "2027-09-22 18:00")
    page.keyboard.press("Escape")
    for code, words in WORDS.items():
        hand.fill(f"place_{code}", PLACE[code])
        for name, text in zip(("title", "summary", "text"), words, strict=True):
            hand.fill(f"{name}_{code}", text)
    hand.fill("seats", "120")
    hand.press("button", "Save and publish")
    hand.press("link", "Programme")
    hand.press("link", "Sessions from a sheet")
    hand.upload(sheet(tmp_path / "programme.csv"))
    hand.press("button", "Show what would happen")
    hand.press("button", "Import these rows")
    hand.press("button", "Release as the next version")

    expect(page.locator("main table").last.locator("tbody tr")).to_have_count(24)
    expect(page.locator("main")).to_contain_text("Readers see version 1")
    assert (hand.fields, hand.clicks, hand.files) == (19, 9, 1)


def test_an_evening_is_published_in_four_languages_by_keyboard(new_context: NewContext):
    page = new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce").new_page()
    sign_in(page, "host")
    keyboard, mark = Keyboard(page), uuid.uuid4().hex[:6]
    day = f"{datetime.now(UTC) + timedelta(days=40):%Y-%m-%d}"
    facts = {"start": f"{day} 18:30", "end": f"{day} 20:30", "place_en": PLACE["en"], "seats": "120"}
    words = WORDS | {"en": (f"{WORDS['en'][0]} {mark}", *WORDS["en"][1:])}

    keyboard.tab_to("a[href='#main']")
    keyboard.press("Enter")
    keyboard.follow("a[href$='/event/add/']")
    keyboard.follow("a[href$='?kind=femmes-du-monde']")
    for name, text in facts.items():
        keyboard.type(f"[name={name}]", text)
    for number, name in enumerate(("title", "summary", "text")):  # as they follow each other on the page
        for code, texts in words.items():
            keyboard.type(f"[name={name}_{code}]", texts[number])
    keyboard.follow("button[name=publish]")

    for code, texts in words.items():
        shown = page.request.get(f"/{code}/events/what-towns-can-do-{mark}/")
        assert (shown.status, [part in shown.text() for part in texts]) == (200, [True] * 3), code
