"""An editor writes an edition in the CMS in four languages and sends it; each reader gets their own language, once."""

import re
import time
from dataclasses import dataclass, fields
from email.message import EmailMessage

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.installation import Installation

from .conftest import NewContext
from .secret_pages import WALKED
from .steps import new_address, sign_in

pytestmark = pytest.mark.attack

KINDS = ("Heading", "Text", "Button", "Upcoming events")
HEADING, TEXT, BUTTON, EVENTS = range(len(KINDS))
ASK_ONLY = """
from newsletters.readers import services as readers
readers.subscribe(email={email!r}, language="en", discreet=False, consent=readers.consent_words("en"))
"""
EDITOR = "newsletter"  # the demonstration's account that has this role alone
SECOND = "editor"  # who approves what that one asks for
# Wagtail begins to compare what is typed two seconds after a form was opened; what was typed before it never misses.
WATCHED = "addEventListener('w-unsaved:watch-edits', () => { document.documentElement.dataset.watched = 'yes'; })"


class Newsroom:
    """An editor of the newsletter at the CMS with mouse and keyboard."""

    def __init__(self, page: Page, editor: str = EDITOR) -> None:
        self.page = page
        page.add_init_script(WATCHED)
        sign_in(page, editor)

    def begin(self) -> None:
        """Open the form of a new edition by the menu."""
        self.page.locator("button.sidebar-menu-item__link", has_text="Newsletter").click()
        self.page.get_by_role("link", name="Editions").click()
        self.page.get_by_role("link", name="Write an edition").click()
        self.page.wait_for_url(re.compile("/cms/pages/add/newsletters/newsletterpage/"))
        self.wait_until_edits_are_watched()

    def head(self, subject: str, summary: str) -> None:
        """Write subject and summary."""
        self.page.locator("#id_title").fill(subject)
        self.page.locator("#id_summary").fill(summary)

    def add(self, kind: str) -> int:
        """Add a block at the end of the body; return its number."""
        number = self.blocks.count()
        self.page.locator("[data-streamfield-stream-container] .c-sf-add-button").last.click()
        self.page.get_by_role("option", name=kind, exact=True).click()
        expect(self.blocks).to_have_count(number + 1)
        return number

    @property
    def blocks(self) -> Locator:
        """The blocks of the body, in their order."""
        return self.page.locator("[data-streamfield-child]")

    def field(self, number: int, name: str) -> Locator:
        """Return a field of a block."""
        return self.page.locator(f"[name='body-{number}-value-{name}']")

    def write_text(self, number: int, text: str) -> None:
        """Write over the text of a rich text block, its end left selected."""
        words = self.blocks.nth(number).locator("[contenteditable=true]")
        words.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def choose_button_page(self, number: int, title: str) -> None:
        """Choose the page that a button leads to."""
        self.blocks.nth(number).get_by_role("button", name="Choose a page").click()
        dialog = self.page.locator(".modal-content")
        dialog.locator("input[name=q]").fill(title)
        dialog.get_by_role("link", name=title, exact=True).first.click()
        expect(dialog).to_have_count(0)

    def preview(self) -> FrameLocator:
        """Open the live preview beside the editor; return the mail in it."""
        if not self.page.locator("#w-preview-iframe").is_visible():
            self.page.locator("button[aria-controls=form-side-panel-preview], button[data-side-panel=preview]").or_(
                self.page.get_by_role("button", name="Toggle preview")
            ).first.click()
        return self.page.frame_locator("#w-preview-iframe")

    def publish(self) -> None:
        """Publish the language; the page of the edition opens."""
        self.page.locator("footer [data-w-dropdown-target=toggle]").first.click()
        self.page.locator("button[name=action-publish]").click()
        self.page.wait_for_url(re.compile(r"/cms/newsletter-editions/\d+/$"))

    def row(self, language: str) -> Locator:
        """Return the line of a language on the page of the edition."""
        return self.page.locator(f"#edition-languages [data-language={language}]")

    def write_language(self, language: str) -> None:
        """Begin a language on the page of the edition; its editor opens."""
        self.row(language).locator("button[name=language]").click()
        self.page.wait_for_url(re.compile(r"/cms/pages/\d+/edit/$"))
        self.wait_until_edits_are_watched()

    def wait_until_edits_are_watched(self) -> None:
        """Wait until what is typed brings the live preview up to date."""
        expect(self.page.locator("html[data-watched=yes]")).to_be_attached()

    def readers_by_language(self) -> dict[str, tuple[int, str]]:
        """Return how many readers each language has and what they will read, as the page of the edition says it."""
        lines = self.page.locator("#edition-languages [data-language]").all()
        cells = {str(line.get_attribute("data-language")): line.locator("td").all_inner_texts() for line in lines}
        return {language: (int(texts[2]), texts[3]) for language, texts in cells.items()}

    def send_tests(self) -> None:
        """Send oneself a test in every language that is written."""
        self.page.locator("form:has([value=test]) button").click()
        expect(self.page.locator(".messages .success")).to_be_visible()

    def ask(self, readers: int) -> None:
        """Ask another person to send the edition to so many readers, to all at once."""
        self.page.locator("form:has([value=ask]) [name=canary]").uncheck()
        self.page.get_by_role("button", name=f"Ask to send it to {readers} readers").click()
        expect(self.page.get_by_text("This edition waits for approval")).to_be_visible()

    def approve(self, edition: str) -> None:
        """Approve the edition whose page has that address."""
        self.page.goto(edition)
        self.page.get_by_role("button", name="Approve and send").click()
        expect(self.page.get_by_text("Approved. The edition is on its way.")).to_be_visible()


@dataclass(frozen=True)
class Words:
    """What the editor writes in one language."""

    subject: str
    summary: str
    heading: str
    text: str
    button: str
    events: str

    def of_the_body(self) -> list[str]:
        """Return what a reader sees below the subject."""
        return [getattr(self, field.name) for field in fields(self) if field.name != "subject"]


WORDS = {
    "en": Words(
        "News of towns", "What towns did this month.", "Towns open their doors", "Read the charter of the network",
        "Meet the members", "Come and see",
    ),
    "fr": Words(
        "Nouvelles des villes", "Ce que les villes ont fait ce mois-ci.", "Des villes ouvrent leurs portes",
        "Lire la charte du réseau", "Rencontrer les membres", "Venez voir",
    ),
    "es": Words(
        "Noticias de las ciudades", "Lo que hicieron las ciudades este mes.", "Las ciudades abren sus puertas",
        "Leer la carta de la red", "Conocer a los miembros", "Vengan a verlo",
    ),
    "ar": Words(
        "أخبار المدن", "ما فعلته المدن هذا الشهر.", "المدن تفتح أبوابها", "اقرؤوا ميثاق الشبكة",
        "تعرّفوا على الأعضاء", "تعالوا وانظروا",
    ),
}  # fmt: skip


def write_words(newsroom: Newsroom, words: Words) -> None:
    """Write one language's words into the blocks."""
    newsroom.head(words.subject, words.summary)
    newsroom.field(HEADING, "text").fill(words.heading)
    newsroom.write_text(TEXT, words.text)
    newsroom.field(BUTTON, "label").fill(words.button)
    newsroom.field(EVENTS, "title").fill(words.events)


def expect_preview(mail: FrameLocator, language: str) -> None:
    """Check that the live preview shows the mail of that language, in its direction."""
    words = WORDS[language]
    expect(mail.locator("h1")).to_have_text(words.subject)
    for line in words.of_the_body():
        expect(mail.get_by_text(line, exact=True).first).to_be_attached()
    expect(mail.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")


def html_of(letter: EmailMessage) -> BeautifulSoup:
    part = letter.get_body(("html",))
    assert part is not None
    return BeautifulSoup(part.get_content(), "html.parser")


def check_letter(letter: EmailMessage, language: str, installation: Installation) -> None:
    """Check that a letter holds every block in `language`, its links on this site alone."""
    words, html = WORDS[language], html_of(letter)
    shown = " ".join(html.get_text(" ").split())
    plain = letter.get_body(("plain",))
    assert plain is not None
    said = " ".join(str(plain.get_content()).split())
    assert html.html is not None
    assert (html.html["lang"], html.html["dir"]) == (language, "rtl" if language == "ar" else "ltr")
    assert [line for line in words.of_the_body() if line not in shown or line not in said] == []
    others = {line for code, other in WORDS.items() if code != language for line in (other.heading, other.text)}
    assert [line for line in others if line in shown] == []
    links = {str(link["href"]) for link in html("a", href=True)}
    assert [link for link in links if not link.startswith(f"{installation.url}/{language}/")] == []
    assert f"{installation.url}/{language}/members/" in links
    assert len({link for link in links if re.search(f"/{language}/(?:events|webinars)/[a-z0-9-]+/$", link)}) == 3
    assert not html(["script", "link", "iframe", "object"])
    assert "url(http" not in str(html)


def wait_until_sent(installation: Installation, title: str) -> None:
    """Wait until every delivery of the edition is settled."""
    deadline = time.monotonic() + 60
    while installation.query("SELECT state FROM newsletters_edition WHERE title = %s", title) != [("sent",)]:
        assert time.monotonic() < deadline, "The edition was not sent within a minute."
        time.sleep(0.2)


def compose(newsroom: Newsroom) -> None:
    """Write and publish the four languages; one of each direction is looked at in the live preview before."""
    newsroom.begin()
    for number, kind in enumerate(KINDS):
        assert newsroom.add(kind) == number
    newsroom.choose_button_page(BUTTON, "Members")
    for language in WORDS:
        if language != "en":
            newsroom.write_language(language)
        write_words(newsroom, WORDS[language])
        if language in WALKED:
            expect_preview(newsroom.preview(), language)
        newsroom.publish()
        expect(newsroom.row(language).locator(".w-status")).to_have_text("published")


def test_an_edition_is_written_in_four_languages_and_each_reader_gets_their_own_once(
    page: Page, new_context: NewContext, installation: Installation
):
    unconfirmed = new_address("asked-only")
    installation.run(ASK_ONLY.format(email=unconfirmed))
    readers = installation.query(
        "SELECT email, language, discreet FROM newsletters_reader WHERE state = 'confirmed' ORDER BY id"
    )
    assert {language for _email, language, _discreet in readers} == set(WORDS)
    newsroom = Newsroom(page)
    compose(newsroom)
    edition = page.url

    # Who will read what, before anything is sent.
    assert newsroom.readers_by_language() == {
        code: (sum(language == code for _email, language, _discreet in readers), name)
        for code, name in {"en": "English", "fr": "French", "es": "Spanish", "ar": "Arabic"}.items()
    }

    # A test to oneself; then sent, once to each.
    newsroom.send_tests()
    before = len(installation.mailbox.accepted)
    newsroom.ask(len(readers))
    Newsroom(new_context().new_page(), SECOND).approve(edition)
    wait_until_sent(installation, WORDS["en"].subject)
    sent = [(to, content) for to, content in installation.mailbox.accepted[before:] if b"One-Click" in content]
    assert sorted(to for to, _content in sent) == sorted(email for email, _language, _discreet in readers)
    assert unconfirmed not in {to for to, _content in installation.mailbox.accepted if b"One-Click" in _content}
    for email, language, discreet in readers:
        letter = installation.mailbox.to(email)[-1]
        check_letter(letter, language, installation)
        assert (WORDS[language].subject == str(letter["Subject"])) is not discreet

    for language in WALKED:
        page.goto(f"/{language}/newsletter/archive/")
        page.get_by_role("link", name=WORDS[language].subject, exact=True).click()
        for line in WORDS[language].of_the_body():
            expect(page.locator("main").get_by_text(line, exact=True).first).to_be_visible()
