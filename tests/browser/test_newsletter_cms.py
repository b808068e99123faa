"""An editor writes an edition in the CMS in four languages and sends it; each reader gets their own language, once."""

import re
import time
import uuid
from dataclasses import dataclass, fields
from email.message import EmailMessage
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import FrameLocator, Page, expect

from tests.installation import Installation

from .conftest import NewContext
from .newsroom import SECOND, Newsroom
from .secret_pages import WALKED
from .steps import new_address

pytestmark = pytest.mark.attack

KINDS = ("Heading", "Text", "Image", "Button", "Upcoming events", "New signatories", "Resources")
HEADING, TEXT, IMAGE, BUTTON, EVENTS, SIGNATORIES, RESOURCES = range(len(KINDS))
ASK_ONLY = """
from newsletters.readers import services as readers
readers.subscribe(email={email!r}, language="en", discreet=False, consent=readers.consent_words("en"))
"""


@dataclass(frozen=True)
class Words:
    """What the editor writes in one language."""

    subject: str
    summary: str
    heading: str
    text: str
    picture: str
    button: str
    events: str
    signatories: str
    resources: str

    def of_the_body(self) -> list[str]:
        """Return what a reader sees below the subject, pictures aside."""
        return [getattr(self, field.name) for field in fields(self) if field.name not in {"subject", "picture"}]


WORDS = {
    "en": Words(
        "News of towns", "What towns did this month.", "Towns open their doors", "Read the charter of the network",
        "A door that stands open", "Meet the members", "Come and see", "They have signed", "Read on",
    ),
    "fr": Words(
        "Nouvelles des villes", "Ce que les villes ont fait ce mois-ci.", "Des villes ouvrent leurs portes",
        "Lire la charte du réseau", "Une porte grande ouverte", "Rencontrer les membres", "Venez voir",
        "Elles ont signé", "Pour aller plus loin",
    ),
    "es": Words(
        "Noticias de las ciudades", "Lo que hicieron las ciudades este mes.", "Las ciudades abren sus puertas",
        "Leer la carta de la red", "Una puerta abierta", "Conocer a los miembros", "Vengan a verlo", "Han firmado",
        "Para leer más",
    ),
    "ar": Words(
        "أخبار المدن", "ما فعلته المدن هذا الشهر.", "المدن تفتح أبوابها", "اقرؤوا ميثاق الشبكة", "باب مفتوح",
        "تعرّفوا على الأعضاء", "تعالوا وانظروا", "لقد وقّعوا", "للمزيد من القراءة",
    ),
}  # fmt: skip


def title_of(installation: Installation, slug: str, language: str) -> str:
    """Return the title of the section `slug` in `language`."""
    ((title,),) = installation.query(
        "SELECT page.title FROM wagtailcore_page page JOIN wagtailcore_locale locale ON locale.id = page.locale_id "
        "WHERE page.slug = %s AND locale.language_code = %s AND page.depth = 3",
        slug,
        language,
    )
    return str(title)


def write_words(newsroom: Newsroom, words: Words, *, linked_page: str) -> None:
    """Write one language's words into the blocks, the text linked to the page of that title."""
    newsroom.head(words.subject, words.summary)
    newsroom.field(HEADING, "text").fill(words.heading)
    newsroom.write_text(TEXT, words.text)
    newsroom.link_text(TEXT, linked_page)
    newsroom.field(IMAGE, "alt_text").fill(words.picture)
    newsroom.field(BUTTON, "label").fill(words.button)
    newsroom.field(EVENTS, "title").fill(words.events)
    newsroom.field(SIGNATORIES, "title").fill(words.signatories)
    newsroom.field(RESOURCES, "title").fill(words.resources)


def expect_preview(mail: FrameLocator, language: str) -> None:
    """Check that the live preview shows the mail of that language, its picture loaded, in its direction."""
    words = WORDS[language]
    expect(mail.locator("h1")).to_have_text(words.subject)
    for line in words.of_the_body():
        expect(mail.get_by_text(line, exact=True).first).to_be_attached()
    expect(mail.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    picture = mail.get_by_role("img", name=words.picture)
    expect(picture).to_have_js_property("naturalWidth", 1200)  # the preview may be made anew meanwhile


def html_of(letter: EmailMessage) -> BeautifulSoup:
    part = letter.get_body(("html",))
    assert part is not None
    return BeautifulSoup(part.get_content(), "html.parser")


def check_letter(letter: EmailMessage, language: str, installation: Installation) -> None:
    """Check that a letter holds every block in `language`, its pictures and links on this site alone."""
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
    assert [(image["alt"], image["src"].startswith(f"{installation.url}/media/")) for image in html("img")] == [
        (words.picture, True)
    ]
    links = {str(link["href"]) for link in html("a", href=True)}
    assert [link for link in links if not link.startswith(f"{installation.url}/{language}/")] == []
    assert {f"{installation.url}/{language}/{path}/" for path in ("charter", "members")} <= links
    sections = {"(?:events|webinars)": 3, "resources": 3}
    for section, wanted in sections.items():
        pages = {link for link in links if re.search(f"/{language}/{section}/[a-z0-9-]+/$", link)}
        assert len(pages) == wanted, section
    assert len(html("li")) >= 1  # the signatories
    assert not html(["script", "link", "iframe", "object"])
    assert "url(http" not in str(html)


def wait_until_sent(installation: Installation, title: str) -> None:
    """Wait until every delivery of the edition is settled."""
    deadline = time.monotonic() + 60
    while installation.query("SELECT state FROM newsletters_edition WHERE title = %s", title) != [("sent",)]:
        assert time.monotonic() < deadline, "The edition was not sent within a minute."
        time.sleep(0.2)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A photograph in the editor's computer."""
    path = tmp_path / f"door-{uuid.uuid4().hex[:8]}.png"
    Image.new("RGB", (1600, 700), (240, 125, 26)).save(path)
    return path


def compose(newsroom: Newsroom, installation: Installation, picture: Path) -> None:
    """Write and publish the four languages; one of each direction is looked at in the live preview before."""
    newsroom.begin()
    for number, kind in enumerate(KINDS):
        assert newsroom.add(kind) == number
    newsroom.upload_image(IMAGE, picture, "An open door")
    newsroom.choose_button_page(BUTTON, title_of(installation, "members", "en"))
    newsroom.set_days(SIGNATORIES, 730)
    for language in WORDS:
        if language != "en":
            newsroom.write_language(language)
        write_words(newsroom, WORDS[language], linked_page=title_of(installation, "charter", language))
        if language in WALKED:
            expect_preview(newsroom.preview(), language)
        newsroom.publish()
        expect(newsroom.row(language).locator(".w-status")).to_have_text("published")


def test_an_edition_is_written_in_four_languages_and_each_reader_gets_their_own_once(
    page: Page, new_context: NewContext, installation: Installation, picture: Path
):
    unconfirmed = new_address("asked-only")
    installation.run(ASK_ONLY.format(email=unconfirmed))
    readers = installation.query(
        "SELECT email, language, discreet FROM newsletters_reader WHERE state = 'confirmed' ORDER BY id"
    )
    assert {language for _email, language, _discreet in readers} == set(WORDS)
    newsroom = Newsroom(page)
    compose(newsroom, installation, picture)
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
