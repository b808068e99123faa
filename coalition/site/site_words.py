"""What editors set about the site, kept in each process: no page and no mail asks the database for it again.

It is read anew when PostgreSQL says that one of TABLES changed (`changes`), at once in the process that changes it,
and after settings.SITE_WORDS_LIFETIME in one that hears nothing, as the worker. What is read within a transaction is
not kept: it may never be everybody's.
"""

import time
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils.translation import get_language, gettext, override

from coalition.caching.changes import changes

from .paths import path_of

TABLES = (  # that `read` reads
    "pages_sitewords", "pages_menuitem",
    "wagtailcore_page", "wagtailcore_locale", "wagtailcore_site", "wagtailcore_pageviewrestriction",
)  # fmt: skip


@dataclass(frozen=True)
class MenuLink:
    section: str
    title: str
    url: str


@dataclass(frozen=True)
class Identity:
    """Everything that is kept. `words` are rows of SiteWords by language, `menu` the links of the bar by language."""

    words: dict[str, Any]
    menu: dict[str, tuple[MenuLink, ...]]

    def word(self, name: str, language: str = "") -> str:
        """Return what an editor wrote as `name` in `language` (the active one), else in English, else nothing."""
        asked = language or get_language() or settings.LANGUAGE_CODE
        rows = [self.words.get(code) for code in (asked, settings.LANGUAGE_CODE)]
        return next((text for row in rows if row is not None and (text := str(getattr(row, name)))), "")

    @property
    def site_name(self) -> str:
        return site_names().site

    @property
    def footer_about(self) -> str:
        return self.word("footer_about") or gettext(
            "Local governments that commit together, with a signed charter and work that anyone can follow."
        )


class Keeper:
    def __init__(self) -> None:
        self._kept: tuple[Identity, int | None, float] | None = None

    def current(self) -> Identity:
        """Return what editors set, as they stand now, or did settings.SITE_WORDS_LIFETIME ago."""
        generation = changes.generation_of(*TABLES) if changes.listening else None
        kept = self._kept
        if kept is not None and kept[1] == generation and (generation is not None or time.monotonic() < kept[2]):
            return kept[0]
        identity = read()
        if not connection.in_atomic_block:
            self._kept = (identity, generation, time.monotonic() + settings.SITE_WORDS_LIFETIME)
        return identity

    def last(self) -> Identity | None:
        """Return what was read last, however old, without asking anything: for the page of an error."""
        return self._kept[0] if self._kept is not None else None

    def forget(self, **signal: Any) -> None:
        """Read anew at the next question (receiver of `post_save` and `post_delete`)."""
        self._kept = None


keeper = Keeper()
current = keeper.current


def leave_url() -> str:
    return current().word("leave_url") or settings.QUICK_EXIT_URL


def last_leave_url() -> str:
    """Return where *Leave this site* leads as far as this process knows, without asking the database."""
    last = keeper.last()
    return (last.word("leave_url") if last is not None else "") or settings.QUICK_EXIT_URL


@dataclass(frozen=True)
class Names:
    """The site's name, the sender's, and the one of discreet mails, in one language."""

    site: str
    sender: str
    discreet_sender: str


def site_names(language: str = "") -> Names:
    """Return what the site and its senders are called in `language`, the active one unless it is given.

    Mails carry the site's name in their own language where editors gave no other for it: never another language's.
    """
    language = language or get_language() or settings.LANGUAGE_CODE
    identity = current()
    with override(language):
        site = identity.word("site_name") or gettext("Coalition of local governments")
    own = identity.words.get(language)
    return Names(
        site=site,
        sender=(own.sender_name if own is not None else "") or site,
        discreet_sender=identity.word("discreet_name", language) or settings.MAIL_DISCREET_NAME,
    )


def read() -> Identity:
    """Read everything that is kept: a query each for words and the bar, one more for its pages."""
    words, items = (apps.get_model("pages", name).objects for name in ("SiteWords", "MenuItem"))
    return Identity(
        words={row.language: row for row in words.all()},
        menu=_menu(list(items.select_related("page"))),
    )


def _menu(items: list[Any]) -> dict[str, tuple[MenuLink, ...]]:
    pages = _pages([item.page.translation_key for item in items if item.page is not None])
    menu = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            links = [_link(item, code, pages) for item in items]
        menu[code] = tuple(link for link in links if link is not None)
    return menu


def _pages(keys: list[Any]) -> dict[Any, Any]:
    """Return the live pages that everybody may read with a translation key of `keys`, by key and language."""
    if not keys:
        return {}
    found = apps.get_model("wagtailcore", "Page").objects.filter(translation_key__in=keys).live().public()
    return {(page.translation_key, page.locale.language_code): page for page in found.select_related("locale")}


def _link(item: Any, language: str, pages: dict[Any, Any]) -> MenuLink | None:
    """Return the link of `item` in `language`, which is active; None for a page that this language has not."""
    own = item.label(language)
    if item.section:
        return MenuLink(item.section, own or str(item.get_section_display()), f"/{language}/{item.section}/")
    page = pages.get((item.page.translation_key, language))
    return MenuLink("", own or page.title, path_of(page)) if page is not None else None
