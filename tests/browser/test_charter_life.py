"""The life of a signature in Arabic, on a telephone: from the proposal to the withdrawal and its public history."""

import hashlib
import re
import time
import uuid
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import Page, expect

from charter.signing.emails import template_of
from charter.states import Cause
from coalition.mail.rendering import one_line
from tests.installation import Installation
from tests.uploads.files import PLAIN_PDF

from .conftest import NewContext
from .steps import CODE, accept_change, fill_signature, links, new_address, review, submit
from .test_verify import choose

pytestmark = pytest.mark.attack

PATIENCE = 90  # seconds for a mail: the worker draws four certificates meanwhile
YEAR = date.today().year + 1  # of the report: in it, the signature of today stands six months
# The mails to the official mailbox, in order, each with where its links lead.
MAILS = {
    "code": (),
    "submitted": (),
    "accepted": ("/charter/verify/", "/charter/certificate/"),
    "report": ("/charter/desk/",),
    "adhesion_link": ("/charter/desk/",),
    "adhesion_code": (),
    "change_asked": ("/charter/desk/",),
    "status_changed": ("/charter/verify/",),
}
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
FIRST = {"resume", "code"}  # to an address that nobody confirmed: discreet


def text_of(mail: EmailMessage) -> str:
    """Return the words of a mail."""
    body = mail.get_body(preferencelist=("plain",))
    assert body is not None
    return str(body.get_content())


@dataclass
class TownHall:
    """One cabinet at its phone, with its two mailboxes."""

    page: Page
    language: str
    installation: Installation
    name: str = field(default_factory=lambda: f"Commune of {uuid.uuid4().hex[:8]}")
    contact: str = field(default_factory=lambda: new_address("cabinet"))
    mailbox: str = field(default_factory=lambda: new_address("mayor"))

    def subject(self, name: str) -> str:
        """Return the subject of the charter's mail `name` in the town hall's language."""
        with translation.override(self.language):
            values = {
                "what": name,
                "year": YEAR,
                "discreet": name in FIRST,
                "government": self.name,
                "number": self.number(),
            }
            words = render_to_string(f"{template_of(name)}.subject.txt", values)
        return one_line(words)

    def number(self) -> int | None:
        """Return the signatory number, once there is one."""
        rows = self.installation.query(
            "SELECT signature.number FROM charter_signature signature "
            "JOIN members_localgovernment government ON government.id = signature.government_id "
            "WHERE government.names::text LIKE %s",
            f"%{self.name}%",
        )
        return rows[0][0] if rows else None

    def read(self, name: str, address: str = "") -> str:
        """Wait for the charter's mail `name`, and return its words."""
        deadline, title = time.monotonic() + PATIENCE, self.subject(name)
        while time.monotonic() < deadline:
            for mail in self.installation.mailbox.to(address or self.mailbox):
                if mail["Subject"] == title:
                    return text_of(mail)
            time.sleep(0.2)
        raise AssertionError(f"No mail {title!r} within {PATIENCE} seconds.")

    def code(self, name: str) -> str:
        """Return the code of six digits in the mail `name`."""
        found = CODE.search(self.read(name))
        assert found is not None
        return found[1]

    def link(self, name: str, path: str, address: str = "") -> str:
        """Return the link to `path` in the mail `name`."""
        return next(link for link in links(self.read(name, address), self.installation) if path in link)

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
    page.locator("main [name=email]").fill(cabinet.contact)
    submit(page)
    assert cabinet.link("resume", "/charter/sign/", cabinet.contact).startswith(
        f"{cabinet.installation.url}/{cabinet.language}/"
    )
    fill_signature(page, cabinet.name, cabinet.mailbox, act)
    page.locator("[name=code]").fill(cabinet.code("code"))
    submit(page)
    expect(page).to_have_url(re.compile("/done/$"))


def check_certificate(cabinet: TownHall, folder: Path) -> str:
    """Download the certificate from its mailed address, check it by code and by file, and return the code."""
    page = cabinet.page
    page.goto(cabinet.link("accepted", "/charter/verify/"))
    code = page.locator(".code-sign").first.inner_text()
    with page.expect_download() as download:
        page.locator(f"main a[href$='/{code}/{cabinet.language}.pdf']").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)

    cabinet.go("verify/")
    page.locator("#code").fill(code)
    page.locator("form:has(#code) button").click()
    expect(page.locator(".notice--success")).to_have_count(1)
    choose(page, cabinet.language, True, file)
    page.wait_for_url(f"**/charter/verify/file/{hashlib.sha256(file.read_bytes()).hexdigest()}/")
    expect(page.locator(".notice--success")).to_have_count(2)  # the signature stands, and the file is genuine
    return code


def fill_report(cabinet: TownHall) -> None:
    """Fill the yearly report from its mailed link, and send it."""
    page = cabinet.page
    page.goto(cabinet.link("report", "/charter/desk/"))
    page.locator("main a.button").first.click()
    for _section in range(4):
        if page.locator("#id_women_trained").count():
            page.locator("#id_women_trained").fill("12")
        page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile("/check/$"))
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/charter/desk/[^/]+/report/\d+/$"))
    expect(page.locator(".notice--success")).to_have_count(1)


def withdraw(cabinet: TownHall, code: str, act: Path) -> None:
    """Ask to withdraw by the link and the code that go to the official mailbox, with the council's act."""
    page = cabinet.page
    cabinet.go("adhesion/")
    page.locator("main [name=code]").fill(code)
    submit(page)
    page.goto(cabinet.link("adhesion_link", "/charter/desk/"))
    page.locator("main a[href$='/withdraw/']").click()
    answers = {"act_body": "Council", "act_number": "2026-77", "reason": "Merger of two communes."}
    for name, value in {**answers, "act_date": date.today().isoformat()}.items():
        page.locator(f"main [name={name}]").fill(value)
    page.locator(f"main [name=public_reason][value={Cause.REORGANISED}]").check()
    page.locator("main [name=act_file]").set_input_files(act)
    submit(page)
    expect(page).to_have_url(re.compile("/confirm/$"))
    page.locator("main [name=code]").fill(cabinet.code("adhesion_code"))
    page.locator("main form:has([name=code]) button[type=submit]").click()
    expect(page).to_have_url(re.compile("/withdraw/done/$"))


def test_a_signature_from_its_proposal_to_its_end(new_context: NewContext, installation: Installation, tmp_path: Path):
    language = "ar"
    context = new_context(viewport={"width": 360, "height": 800}, locale=language, accept_downloads=True)
    cabinet = TownHall(context.new_page(), language, installation)
    act = tmp_path / "act.pdf"
    act.write_bytes(PLAIN_PDF)

    sign(cabinet, act)
    assert cabinet.name not in cabinet.listed()
    review(new_context, cabinet.name)
    assert cabinet.name in cabinet.listed()
    code = check_certificate(cabinet, tmp_path)
    installation.run(f"from charter.signatories import services; services.invite_all(year={YEAR})")
    fill_report(cabinet)
    withdraw(cabinet, code, act)
    cabinet.go(f"verify/{code}/")
    expect(cabinet.page.locator(".notice--success")).to_have_count(1)  # nothing happened yet
    accept_change(new_context, cabinet.name)
    installation.run(PASS_EIGHT_DAYS)

    cabinet.read("status_changed")
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
    check_mails(cabinet)


def check_mails(cabinet: TownHall) -> None:
    """Each mail went to its mailbox once, in its language, with its subject, and its links lead where they should."""
    mails = cabinet.installation.mailbox.to(cabinet.mailbox)
    assert [(mail["To"], mail["Subject"], mail["Content-Language"]) for mail in mails] == [
        (cabinet.mailbox, cabinet.subject(name), cabinet.language) for name in MAILS
    ]
    for mail, (name, paths) in zip(mails, MAILS.items(), strict=True):
        found = [link for link in links(text_of(mail), cabinet.installation) if "/charter/" in link]
        assert bool(found) is bool(paths), name
        assert all(any(f"/{cabinet.language}{path}" in link for path in paths) for link in found), name
