"""The life of a signature in Arabic, on a telephone: from the proposal to the withdrawal and its public history."""

import re
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect

from charter.states import Cause
from tests.installation import Installation
from tests.uploads.files import PLAIN_PDF

from .conftest import NewContext
from .steps import accept_change, code_in, fill_signature, link_in, new_address, review, submit, type_code

pytestmark = pytest.mark.attack

CODE = r"\b\d{6}\b"
PATIENCE = 90  # seconds for a mail: the worker draws four certificates meanwhile
YEAR = date.today().year + 1  # of the report: in it, the signature of today stands six months
PASS_EIGHT_DAYS = """
from datetime import timedelta
from django.db.models import F
from django.utils import timezone
from charter.review.models import TownHallRequest
from charter.review import change_requests as cooling
days = timedelta(days=8)
moved = {name: F(name) - days for name in ("confirmed_at", "takes_effect_on", "checked_at")}
TownHallRequest.objects.changes().update(**moved)
cooling.apply_due(today=timezone.localdate())
"""


@dataclass
class TownHall:
    """One cabinet at its phone, with its two mailboxes."""

    page: Page
    language: str
    installation: Installation
    name: str = field(default_factory=lambda: f"Commune of {uuid.uuid4().hex[:8]}")
    contact: str = field(default_factory=lambda: new_address("cabinet"))
    mailbox: str = field(default_factory=lambda: new_address("mayor"))
    seen: Counter[str] = field(default_factory=Counter)  # how many of the mails to an address were read

    def read(self, what: str, address: str = "") -> str:
        """Wait for the next mail to `address`, the official mailbox unless given, that holds `what`; return its words.

        It went to that mailbox, in the town hall's language.
        """
        address, deadline = address or self.mailbox, time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for number, mail in enumerate(self.installation.mailbox.to(address)[self.seen[address] :], 1):
                body = mail.get_body(preferencelist=("plain",))
                if body is not None and re.search(what, text := str(body.get_content())):
                    self.seen[address] += number
                    assert (mail["To"], mail["Content-Language"]) == (address, self.language)
                    return text
            time.sleep(0.2)
        raise AssertionError(f"No mail with {what!r} within {PATIENCE} seconds.")

    def link(self, path: str, address: str = "") -> str:
        """Return the link to `path` in the next mail that has one."""
        return link_in(self.read(path, address), f"/{self.language}{path}", self.installation)

    def go(self, path: str) -> None:
        """Open an address of the site in the town hall's language."""
        self.page.goto(f"/{self.language}/charter/{path}")

    def listed(self) -> str:
        """Return the public list of signatories."""
        return self.page.request.get(f"/{self.language}/charter/signatories/").text()


def sign(cabinet: TownHall, act: Path) -> None:
    """Propose a government and sign for it with its council's act."""
    page = cabinet.page
    cabinet.go("sign/")
    page.locator("main [name=government]").fill(cabinet.name)
    page.locator("main [name=email]").fill(cabinet.contact)
    submit(page)
    assert cabinet.link("/charter/sign/", cabinet.contact)
    fill_signature(page, cabinet.name, cabinet.mailbox, act)
    type_code(page, cabinet.read(CODE))
    expect(page).to_have_url(re.compile("/done/$"))


def certificate_code(cabinet: TownHall) -> str:
    """Follow the mailed address of the certificate; return its code."""
    cabinet.page.goto(cabinet.link("/charter/verify/"))
    expect(cabinet.page.locator(".notice--success")).to_have_count(1)
    return cabinet.page.locator(".code-sign").first.inner_text()


def fill_report(cabinet: TownHall) -> None:
    """Fill the yearly report from its mailed link, and send it."""
    page = cabinet.page
    page.goto(cabinet.link("/charter/desk/"))
    page.locator("main a[href*='/report/']").first.click()
    page.locator("main a.button").first.click()
    for _section in range(4):
        if page.locator("#id_women_trained").count():
            page.locator("#id_women_trained").fill("about 12")
            page.locator("main form button[type=submit]").first.click()
            expect(page.locator(".error-summary a[href='#id_women_trained']")).to_have_count(1)
            page.locator("#id_women_trained").fill("12")
            expect(page.locator("[data-autosave-status]")).not_to_be_empty()
            page.goto(page.url)  # left without a button
            expect(page.locator("#id_women_trained")).to_have_value("12")
        page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile("/check/$"))
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/charter/desk/[^/]+/report/\d+/$"))
    expect(page.locator(".notice--success")).to_have_count(1)


def withdraw(cabinet: TownHall, code: str, act: Path) -> None:
    """Ask to withdraw by the link and the code that go to the official mailbox, with the council's act."""
    page = cabinet.page
    cabinet.go("desk/")
    page.locator("main [name=code]").fill(code)
    submit(page)
    page.goto(cabinet.link("/charter/desk/"))
    page.locator("main a[href$='/withdraw/']").click()
    answers = {"act_body": "Council", "act_number": "2026-77", "reason": "Merger of two communes."}
    for name, value in {**answers, "act_date": date.today().isoformat()}.items():
        page.locator(f"main [name={name}]").fill(value)
    page.locator(f"main [name=public_reason][value={Cause.REORGANISED}]").check()
    page.locator("main [name=act_file]").set_input_files(act)
    submit(page)
    expect(page).to_have_url(re.compile("/confirm/$"))
    page.locator("main [name=code]").fill(code_in(cabinet.read(CODE)))
    page.locator("main form:has([name=code]) button[type=submit]").click()
    expect(page.locator("#asked")).to_be_visible()


def test_a_signature_from_its_proposal_to_its_end(new_context: NewContext, installation: Installation, tmp_path: Path):
    language = "ar"
    context = new_context(viewport={"width": 360, "height": 800}, locale=language)
    cabinet = TownHall(context.new_page(), language, installation)
    act = tmp_path / "act.pdf"
    act.write_bytes(PLAIN_PDF)

    sign(cabinet, act)
    assert cabinet.name not in cabinet.listed()
    review(new_context, cabinet.name)
    assert cabinet.name in cabinet.listed()
    code = certificate_code(cabinet)
    installation.run(f"from charter.signatories import services; services.invite_all(year={YEAR})")
    fill_report(cabinet)
    withdraw(cabinet, code, act)
    cabinet.go(f"verify/{code}/")
    expect(cabinet.page.locator(".notice--success")).to_have_count(1)  # nothing happened yet
    accept_change(new_context, cabinet.name)
    installation.run(PASS_EIGHT_DAYS)

    cabinet.read("/charter/desk/")
    cabinet.read("/charter/verify/")
    cabinet.go(f"verify/{code}/")
    history = cabinet.page.locator(".history")
    expect(cabinet.page.locator(".notice--success")).to_have_count(0)
    expect(history.locator("> li")).to_have_count(2)
    with translation.override(language):
        public = str(Cause.REORGANISED.label)
    for words in ("2026-42", "2026-77", public):
        expect(cabinet.page.locator("main")).to_contain_text(words)
    expect(cabinet.page.locator("main")).not_to_contain_text("Merger of two communes.")  # for the team alone
    assert cabinet.name not in cabinet.listed()
