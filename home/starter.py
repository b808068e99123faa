"""The plain pages that the footer leads to, in an installation where an editor has still to write them."""

from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from coalition.resources.mechanisms import MechanismsIndexPage
from coalition.users.work_panel import Item, Waiting
from home import site_tree
from home.blocks import FIRST, part
from home.models import LINKED, StandardPage
from home.site_tree import Translations

FILE = Path(__file__).with_name("starter.toml")


@transaction.atomic
def build(*, name: str) -> Translations:
    """Make what is missing of an empty site called `name`: front pages, sections, and what the footer leads to.

    Return the front pages.
    """
    home = site_tree.add_home(partial(_front_page, name))
    for slug in site_tree.SECTIONS:
        site_tree.add_section(home, slug, partial(_title_of, slug))
    site_tree.add_page(home, MechanismsIndexPage, "mechanisms", _mechanisms)
    add_pages(home)
    return home


def _front_page(name: str, language: str) -> dict[str, Any]:
    with translation.override(language):
        headline = _("Local governments act to end violence against women")
    return {"title": name, "hero_title": headline, "body": [part(name) for name in FIRST]}


def _title_of(slug: str, language: str) -> dict[str, str]:
    return {"title": site_tree.section_title(slug, language)}


def _mechanisms(language: str) -> dict[str, str]:
    with translation.override(language):
        return {"title": _("Protection mechanisms")}


def add_pages(home: Translations) -> None:
    """Make the pages with a role that are missing below `home`: what the software does, and what editors must add."""
    content = site_tree.read(FILE)["page"]
    site_tree.add_standard_pages(home, content)
    for item in content:
        _follow(item)


def _follow(item: dict[str, Any]) -> None:
    """Give the pages of `item` that nobody has written in the words of today: a period of the code may have changed."""
    pages = {page.locale.language_code: page.specific for page in unwritten() if page.slug == item["slug"]}
    for language, page in pages.items():
        fields = site_tree.fields(item, language)
        ours = page.introduction == fields["introduction"]  # not those of the demonstration
        before, page.body = str(page.body), fields["body"]
        if ours and str(page.body) != before:
            page.save_revision().publish()


def unwritten() -> list[Page]:
    """Return the pages that still have the words they were made with: no editor has saved them yet; in site order."""
    pages = StandardPage.objects.filter(slug__in=LINKED, latest_revision__user=None)
    return list(pages.select_related("locale").order_by("path"))


def waiting_work(user: Any) -> list[Waiting]:
    """Return the pages that still have the words they were made with, for who may write them, while there are any.

    The demonstration's pages are written.
    """
    pages = [] if settings.DEMO else unwritten()
    mine = [page for page in pages if page.permissions_for_user(user).can_edit()]
    if not mine:
        return []
    label = _("Pages with the words they were made with: each says what must be added before the site goes online")
    return [Waiting(label, len(mine), "", items=tuple(map(_item, mine)))]


def _item(page: Page) -> Item:
    return Item(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]), str(page.locale))
