"""An open call: proposed and sent by a mailed button, judged by two readers each alone, decided, and published."""

import json
import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.installation import Installation

from .conftest import NewContext
from .keyboard import link_in
from .steps import WaitForMail, new_address, sign_in, submit
from .test_course import clean

pytestmark = pytest.mark.attack

CALL = "resources/initiatives-open-call/"
WORDS = {
    "association": "Women of the Quarter",
    "contact_name": "Ada Quill",
    "summary": "A place to meet.",
    "activities": "We open a house.",
    "place": "In the quarter.",
    "audience": "For women.",
    "budget": "8000",
}
READER = """
from django.contrib.auth.models import Group
from coalition.users import roles
from coalition.users.models import User
from home.demo import DEMO_PASSWORD
user = User.objects.create_user({name!r}, "{name}@town.example", DEMO_PASSWORD)
user.groups.add(Group.objects.get(name=roles.COMMITTEE_EDITORS))
"""
FOUND = """
import json
from coalition.calls.models import Proposal
row = Proposal.objects.get(title={title!r})
print(json.dumps([row.pk, row.call_id, row.state, [one.reader.username for one in row.readings.order_by("pk")]]))
"""


def found(installation: Installation, title: str) -> tuple[int, int, str, list[str]]:
    """Return number, call, state and readers of the proposal with this title."""
    pk, call, state, readers = json.loads(installation.run(FOUND.format(title=title)))
    return pk, call, state, readers


def propose(page: Page, language: str, title: str, wait_for_mail: WaitForMail, installation: Installation) -> str:
    """Write a proposal, confirm its address by the mailed button, and send it; return the address."""
    address = new_address("association")
    page.goto(f"/{language}/{CALL}")
    page.locator(".fact-card__actions a").click()
    page.locator("[name=email]").fill(address)
    submit(page)
    for name, words in (WORDS | {"title": title}).items():
        page.locator(f"main [name={name}]").fill(words)
    page.locator("main [name=country]").select_option("FR")
    page.locator("button[name=action][value=save]").click()
    expect(page).to_have_url(re.compile(r"\?saved$"))
    clean(page)
    page.goto(link_in(wait_for_mail(address), "/initiatives/proposal/", installation))
    clean(page)
    page.locator("main form button:not([name])").click()
    expect(page.locator("[name=title]")).to_have_value(title)
    page.locator("button[name=action][value=check]").click()
    clean(page)
    page.locator("[name=agree]").check()
    submit(page)
    expect(page.locator(".notice--success")).to_be_visible()
    return address


def give_marks(new_context: NewContext, reader: str, pk: int, comment: str, unseen: list[str]) -> None:
    """Give marks as `reader`, who sees nothing of `unseen` before."""
    desk = new_context(viewport={"width": 1280, "height": 900}).new_page()
    sign_in(desk, reader)
    desk.goto(f"/cms/calls/proposals/inspect/{pk}/")
    for other in unseen:
        expect(desk.locator("main")).not_to_contain_text(other)
    desk.get_by_role("link", name="Give marks").click()
    desk.locator("main [name=comment]").fill(comment)  # it waits for the form, whose last field it is; `all` does not
    for points in desk.locator("main select[name^=points_]").all():
        points.select_option("4")
    desk.get_by_role("button", name="Save my marks").click()
    expect(desk.locator(".messages li")).to_contain_text("Your marks are saved")
    expect(desk.locator("main")).to_contain_text(comment)
    for other in unseen:
        expect(desk.locator("main")).to_contain_text(other)


def decide(desk: Page, pk: int) -> None:
    """Accept a proposal, and publish its page."""
    desk.goto(f"/cms/calls/proposals/inspect/{pk}/")
    desk.get_by_role("link", name="Decide").click()
    desk.locator("main [name=decision]").select_option("accept")
    desk.locator("main [name=answer]").fill("Bravo to all of you.")
    desk.get_by_role("button", name="See what will be sent").click()
    expect(desk.locator("main blockquote")).to_have_text("Bravo to all of you.")
    desk.get_by_role("button", name="Decide and send the email").click()
    desk.get_by_role("link", name="Open its page in the showcase").click()
    desk.locator("footer [data-w-dropdown-target=toggle]").first.click()
    desk.locator("button[name=action-publish]").click()
    desk.wait_for_url(re.compile(r"/cms/pages/\d+/$"))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_proposal_is_written_confirmed_and_sent(
    new_context: NewContext, installation: Installation, wait_for_mail: WaitForMail, language: str
):
    title = f"A house {uuid.uuid4().hex[:8]}"
    page = new_context(viewport={"width": 360, "height": 740}, locale=language).new_page()

    address = propose(page, language, title, wait_for_mail, installation)

    assert found(installation, title)[2] == "sent"
    if language == "en":
        return
    judge_and_publish(new_context, installation, title)
    wait_for_mail(address, "Bravo to all of you.")
    page.goto(f"/ar/resources/?q={title}")
    page.get_by_role("link", name=title).click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("main")).to_contain_text(WORDS["activities"])
    for private in (WORDS["contact_name"], WORDS["budget"]):
        expect(page.locator("main")).not_to_contain_text(private)
    clean(page)


def judge_and_publish(new_context: NewContext, installation: Installation, title: str) -> None:
    """Let two people read a proposal, each alone, and an administrator decide."""
    installation.run(READER.format(name=f"reader-{uuid.uuid4().hex[:8]}"))
    pk, call, _state, _readers = found(installation, title)
    desk = new_context(viewport={"width": 1280, "height": 900}).new_page()
    sign_in(desk)
    desk.goto(f"/cms/calls/proposals/ranking/{call}/")
    desk.get_by_role("button", name="Share out among readers").click()
    expect(desk.locator(".messages li").first).to_be_visible()
    first, second = found(installation, title)[3]
    give_marks(new_context, first, pk, "A sound budget.", [])
    give_marks(new_context, second, pk, "A clear need.", ["A sound budget."])
    decide(desk, pk)
    assert found(installation, title)[2] == "published"
