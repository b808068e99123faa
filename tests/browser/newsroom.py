"""The newsletter's part of the CMS, as an editor meets it: the menu, the editor of a language, the edition's page."""

import re
from pathlib import Path

from playwright.sync_api import FrameLocator, Locator, Page, expect

from .steps import sign_in

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

    def link_text(self, number: int, title: str) -> None:
        """Link all the words of a text block to the page called `title`, found by the chooser's search."""
        self.blocks.nth(number).locator("[contenteditable=true]").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Control+k")
        self.choose_page(title)

    def choose_button_page(self, number: int, title: str) -> None:
        """Choose the page that a button leads to."""
        self.blocks.nth(number).get_by_role("button", name="Choose a page").click()
        self.choose_page(title)

    def choose_page(self, title: str) -> None:
        """Search for a page in the chooser, and choose it."""
        dialog = self.page.locator(".modal-content")
        dialog.locator("input[name=q]").fill(title)
        dialog.get_by_role("link", name=title, exact=True).first.click()
        expect(dialog).to_have_count(0)

    def set_days(self, number: int, days: int) -> None:
        """Say how far back a list of signatories goes."""
        self.field(number, "days").fill(str(days))

    def upload_image(self, number: int, path: Path, title: str) -> None:
        """Add a picture in the image chooser of a block."""
        self.blocks.nth(number).get_by_role("button", name="Choose an image").click()
        dialog = self.page.locator(".modal-content")
        dialog.get_by_role("tab", name="Upload").click()
        dialog.locator("input[type=file]").set_input_files(path)
        dialog.locator("#id_image-chooser-upload-title").fill(title)
        dialog.get_by_role("button", name="Upload").click()
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
