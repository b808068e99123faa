"""A town hall signs and reviewers decide, by keyboard alone, from the charter's page to the public list."""

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from home.demo import DEMO_PASSWORD
from tests.installation import Installation

from .conftest import NewContext
from .keyboard import Keyboard, WaitForMail, code_in
from .pages import address
from .test_flows import new_address

pytestmark = pytest.mark.attack

QUEUE = "/cms/charter/signatures/"
FORM = "main form[method=post] button[type=submit]"


@dataclass
class Signature:
    """What a cabinet typed."""

    government: str
    country: str
    contact: str
    mailbox: str


def fill_by_keyboard(keyboard: Keyboard, language: str) -> Signature:
    """Fill every step of a signature up to the check, from the charter's page."""
    contact, mailbox, name = new_address("cabinet"), new_address("mayor"), f"Commune {uuid.uuid4().hex[:8]}"
    keyboard.page.goto(address("charter", language))
    keyboard.follow("main a[href$='/charter/sign/']")
    keyboard.type("main [name=email]", contact)
    keyboard.follow("main form button[type=submit]")

    keyboard.type("#q", name)
    keyboard.enter()
    keyboard.tab_to("[name=country]")  # nothing was found: the proposal is open, the name is in it
    country = keyboard.choose(3)
    keyboard.follow("form:has(input[value=propose]) button[type=submit]")

    keyboard.type("[name=signatory_name]", "نجمة مثال" if language == "ar" else "Camille Exemple")
    keyboard.type("[name=signatory_role]", "Mayor")
    keyboard.type("[name=official_email]", mailbox)
    keyboard.type("[name=contact_name]", "Alex Exemple")
    keyboard.follow(FORM)

    keyboard.tick("[name=act_status][value=decided]")
    keyboard.type("[name=act_body]", "Municipal council")
    keyboard.type("[name=act_number]", "2026-42")
    keyboard.tab_to("[name=act_date]")
    keyboard.page.keyboard.type("01012026")  # first of January in every order of day and month
    keyboard.follow(FORM)
    expect(keyboard.page).to_have_url(re.compile("/check/$"))
    return Signature(name, country, contact, mailbox)


def log_in_by_keyboard(keyboard: Keyboard, name: str) -> None:
    """Sign in to the back office."""
    keyboard.page.goto("/cms/")
    keyboard.type("[name=login]", name)
    keyboard.type("[name=password]", DEMO_PASSWORD)
    keyboard.enter()
    expect(keyboard.page).to_have_url(re.compile("/cms/$"))


def open_by_keyboard(keyboard: Keyboard, installation: Installation, government: str) -> None:
    """Open the queue from the menu, and the signature of `government` from the queue."""
    ((key,),) = installation.query(
        "SELECT signature.id FROM charter_signature signature "
        "JOIN members_localgovernment government ON government.id = signature.government_id "
        "WHERE government.names::text LIKE %s",
        f"%{government}%",
    )
    keyboard.page.wait_for_load_state("networkidle")  # the menu is drawn by script
    keyboard.tab_to(f".sidebar-menu-item:has(a[href='{QUEUE}']) > button")
    keyboard.page.keyboard.press("Enter")
    keyboard.follow(f".sidebar-menu-item a[href='{QUEUE}']")
    keyboard.follow(f"main a[href='{QUEUE}inspect/{key}/']")


def decide_by_keyboard(keyboard: Keyboard, decision: str) -> None:
    """Press the button of `decision`, and be back at the queue."""
    keyboard.follow(f"button[name=decision][value={decision}]")
    expect(keyboard.page).to_have_url(re.compile("/charter/signatures/$"))


def review_by_keyboard(desks: tuple[Keyboard, Keyboard], installation: Installation, government: str) -> None:
    """Check the authority of a signature as one reviewer, and publish it ad referendum as another."""
    first, second = desks
    log_in_by_keyboard(first, "reviewer")
    open_by_keyboard(first, installation, government)
    for point in ("mandate", "act", "domain"):
        first.tick(f"[name={point}]")
    first.type("[name=call_back]", "Switchboard, number of the official gazette.")
    decide_by_keyboard(first, "check_authority")

    log_in_by_keyboard(second, "reviewer2")
    open_by_keyboard(second, installation, government)
    second.tab_to("[name=ad_referendum_until]")
    second.page.keyboard.type(a_day_to_come())
    decide_by_keyboard(second, "publish")


def a_day_to_come() -> str:
    """Return the next day whose day and month are the same number, as it is typed in any order of the two."""
    today = datetime.now(UTC).date()
    days = [date(year, month, month) for year in (today.year, today.year + 1) for month in range(1, 13)]
    return next(f"{day:%d%m%Y}" for day in days if day > today + timedelta(days=1))


def test_signing(
    typist: tuple[Keyboard, str], new_context: NewContext, installation: Installation, wait_for_mail: WaitForMail
):
    keyboard, language = typist
    signature = fill_by_keyboard(keyboard, language)
    found = installation.query(
        "SELECT proposed_name, proposed_country, signatory_role, act_number, act_date::text FROM charter_signature "
        "WHERE contact_email = %s",
        signature.contact,
    )
    assert found == [(signature.government, signature.country, "Mayor", "2026-42", "2026-01-01")]
    assert re.fullmatch("[A-Z]{2}", signature.country)
    keyboard.tick("[name=agree]")
    keyboard.follow(FORM)
    keyboard.type("[name=code]", code_in(wait_for_mail(signature.mailbox)))
    keyboard.enter()
    expect(keyboard.page).to_have_url(re.compile("/done/$"))
    signatories = f"/{language}/charter/signatories/"
    assert signature.government not in keyboard.page.request.get(signatories).text()

    def desk() -> Keyboard:
        context = new_context(viewport={"width": 1280, "height": 800}, locale=language, reduced_motion="reduce")
        return Keyboard(context.new_page())

    review_by_keyboard((desk(), desk()), installation, signature.government)

    keyboard.page.goto(address("charter", language))
    keyboard.follow(f"main a[href='{signatories}']")
    listed = keyboard.page.locator("main tbody tr", has_text=signature.government)
    expect(listed).to_have_count(1)
    proof = listed.locator("a[href*='/charter/verify/']").get_attribute("href")
    keyboard.follow(f"main a[href='{proof}']")
    expect(keyboard.page.locator("main")).to_contain_text(signature.government)
