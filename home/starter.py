"""The plain pages that the footer leads to, in an installation that nobody has written in yet."""

from pathlib import Path

from wagtail.models import Page

from home import words
from home.models import StandardPage
from home.site_tree import Translations

FILE = Path(__file__).with_name("starter.toml")
SLUGS = ("help", "privacy", "accessibility")


def add_pages(home: Translations) -> None:
    """Make the pages of SLUGS that are missing below `home`: what the software does, and what editors must add."""
    words.add_standard_pages(home, words.read(FILE)["page"])


def unwritten() -> list[Page]:
    """Return the pages that still have the words they were made with: no editor has saved them yet; in site order."""
    pages = StandardPage.objects.filter(slug__in=SLUGS, latest_revision__user=None)
    return list(pages.select_related("locale").order_by("path"))
