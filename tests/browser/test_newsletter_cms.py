"""An editor writes an edition in the CMS and sends it; each confirmed reader gets it once, in their language."""

import re
import time
import urllib.request
import uuid
from email import message_from_bytes
from email.message import Message
from email.policy import default

from playwright.sync_api import Page, expect

from home.demo import ADMIN_USERNAME, DEMO_PASSWORD
from tests.installation import Installation

from .test_flows import new_address

LANGUAGES = ("en", "fr", "es", "ar")
OTHER_TITLES = {"fr": "Des nouvelles des villes", "es": "Noticias de las ciudades", "ar": "أخبار المدن"}

# Runs in the installation: the edition's translations, published (an editor does the same page by page).
TRANSLATE = """
from wagtail.models import Locale
from newsletters.models import NewsletterPage

page = NewsletterPage.objects.get(pk={pk})
for language, title in {titles!r}.items():
    translation = page.copy_for_translation(Locale.objects.get(language_code=language), copy_parents=True)
    translation.title = title
    translation.save_revision().publish()
"""
ASK_ONLY = """
from newsletters import services
services.subscribe(email={email!r}, language="en", discreet=False)
"""


def log_in(page: Page, installation: Installation) -> None:
    """Log in to the CMS by the keyboard's Enter."""
    page.goto("/cms/")
    page.locator("input[name=login]").fill(ADMIN_USERNAME)
    page.locator("input[name=password]").fill(DEMO_PASSWORD)
    page.locator("input[name=password]").press("Enter")
    expect(page).to_have_url(f"{installation.url}/cms/")


def write_edition(page: Page, installation: Installation, title: str, heading: str) -> int:
    """Write and publish an edition in the CMS's editor; return its key."""
    ((archive,),) = installation.query(
        "SELECT page.id FROM wagtailcore_page page JOIN wagtailcore_locale locale ON locale.id = page.locale_id "
        "WHERE page.slug = 'archive' AND locale.language_code = 'en'"
    )
    page.goto(f"/cms/pages/add/newsletters/newsletterpage/{archive}/")
    page.locator("#id_title").fill(title)
    page.locator("#id_summary").fill("What towns did this month.")
    page.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name="Heading").click()
    page.locator("[name='body-0-value-text']").fill(heading)
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("button[name=action-publish]").click()
    page.wait_for_url(re.compile(r"/cms/pages/\d+/$"))
    ((key,),) = installation.query(
        "SELECT id FROM wagtailcore_page WHERE title = %s AND live ORDER BY id DESC LIMIT 1", title
    )
    return int(key)


def wait_until_sent(installation: Installation, title: str) -> None:
    """Wait until every delivery of the edition is settled."""
    deadline = time.monotonic() + 30
    while installation.query("SELECT state FROM newsletters_issue WHERE title = %s", title) != [("sent",)]:
        assert time.monotonic() < deadline, "The edition was not sent within 30 seconds."
        time.sleep(0.2)


def one_click(message: Message) -> str:
    """Return the address that a mailbox's own button posts to (RFC 8058)."""
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.search(r"<(http[^>]+)>", "".join(str(message["List-Unsubscribe"]).split()))
    assert found is not None
    return found[1]


def test_an_edition_reaches_each_confirmed_reader_once(page: Page, installation: Installation):
    title = f"News of towns {uuid.uuid4().hex[:8]}"
    unconfirmed = new_address("asked-only")
    installation.manage("shell", "--verbosity", "0", "-c", ASK_ONLY.format(email=unconfirmed))
    readers = installation.query(
        "SELECT email, language, discreet FROM newsletters_subscriber WHERE state = 'confirmed' ORDER BY id"
    )
    before = len(installation.mailbox.accepted)

    log_in(page, installation)
    key = write_edition(page, installation, title, "Towns open their doors")
    installation.manage("shell", "--verbosity", "0", "-c", TRANSLATE.format(pk=key, titles=OTHER_TITLES))
    page.goto(f"/cms/newsletter-editions/{key}/send/")
    counts = [int(cell) for cell in page.locator("table.listing tbody td:nth-child(2)").all_inner_texts()]
    expected = [sum(language == code for _email, language, _discreet in readers) for code in LANGUAGES]
    assert counts == [*expected, len(readers)]
    page.locator("input[name=sure]").check()
    page.get_by_role("button", name=f"Send to {len(readers)} readers").click()
    expect(page.get_by_text("This edition was sent")).to_be_visible()
    wait_until_sent(installation, title)

    titles = {"en": title, **OTHER_TITLES}
    delivered = [
        (to, message_from_bytes(content, policy=default)) for to, content in installation.mailbox.accepted[before:]
    ]
    copies = [(to, mail) for to, mail in delivered if mail["List-Unsubscribe-Post"]]
    assert sorted(to for to, _mail in copies) == sorted(email for email, _language, _discreet in readers)
    assert all("Towns open their doors" in str(mail.get_body(("plain",)).get_content()) for _to, mail in copies)
    by_reader = dict(copies)
    subjects = {email: str(by_reader[email]["Subject"]) for email, _language, discreet in readers if not discreet}
    assert subjects == {email: titles[language] for email, language, discreet in readers if not discreet}
    assert not {str(by_reader[email]["Subject"]) for email, _l, discreet in readers if discreet} & set(titles.values())
    assert unconfirmed not in by_reader
    last = readers[-1][0]
    answer = urllib.request.urlopen(one_click(by_reader[last]), data=b"List-Unsubscribe=One-Click", timeout=10)
    state = installation.query("SELECT state FROM newsletters_subscriber WHERE email = %s", last)
    assert (answer.status, state) == (200, [("unsubscribed",)])
