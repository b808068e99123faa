"""The main navigation, and the addresses of a page in the other languages."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language, get_language_info, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .memory import recall
from .skeleton import path_of

SECTIONS = (
    ("members", pgettext_lazy("navigation", "Members")),
    ("charter", pgettext_lazy("navigation", "Charter")),
    ("events", pgettext_lazy("navigation", "Events")),
    ("webinars", pgettext_lazy("navigation", "Webinars")),
    ("calendar", pgettext_lazy("navigation", "Calendar")),
    ("resources", pgettext_lazy("navigation", "Resources")),
    ("news", pgettext_lazy("navigation", "News")),
    ("newsletter", _("Newsletter")),
)


SECRETS = {"token", "handle"}  # the variables of addresses that open what belongs to one person


@dataclass(frozen=True)
class Link:
    """One entry of the navigation."""

    title: str
    url: str
    current: bool


@dataclass(frozen=True)
class LanguageLink:
    """The page that is shown, in one language. `name` is the language's own name."""

    code: str
    name: str
    url: str
    current: bool


def sections(path: str) -> list[Link]:
    """Return the main navigation in the active language; the section that holds `path` is current."""
    prefix = f"/{get_language()}/"
    return [Link(str(title), f"{prefix}{slug}/", path.startswith(f"{prefix}{slug}/")) for slug, title in SECTIONS]


def breadcrumb(section: str) -> list[dict[str, str]]:
    """Return the pages above a view of `section` that is no page itself, in the active language, home first."""
    home = f"/{get_language()}/"
    return [
        {"title": gettext("Home"), "url": home},
        {"title": str(dict(SECTIONS)[section]), "url": f"{home}{section}/"},
    ]


def languages(request: HttpRequest, page: Page | None) -> list[LanguageLink]:
    """Return the shown page in each language, with what was asked of it: its translation, else that language's home.

    Filters, a search, the page of a list and an invitation mean the same in every language. Behind a secret nothing
    but the path is kept.
    """
    urls = _page_urls(page, request) if page is not None else _path_urls(request)
    query, active = _query(request), get_language()
    return [
        LanguageLink(
            code,
            get_language_info(code)["name_local"],
            urls[code] + query if code in urls else f"/{code}/",
            code == active,
        )
        for code, _name in settings.LANGUAGES
    ]


def _query(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is not None and SECRETS & match.kwargs.keys():
        return ""
    return request.get_full_path()[len(escape_uri_path(request.path)) :]


def _page_urls(page: Page, request: HttpRequest) -> dict[str, str]:
    own = path_of(page)
    rest = request.path[len(own) :] if own and request.path.startswith(own) else ""
    return {code: url + rest for code, url in recall(("languages", page.pk), lambda: _translations(page)).items()}


def _translations(page: Page) -> dict[str, str]:
    """Return the path of `page` in each language in which it is live."""
    pages = Page.objects.filter(translation_key=page.translation_key).live().select_related("locale")
    return {found.locale.language_code: path_of(found) for found in pages.only("url_path", "locale__language_code")}


def _path_urls(request: HttpRequest) -> dict[str, str]:
    path, active = escape_uri_path(request.path), get_language()
    urls = {code: translate_url(path, code) for code, _name in settings.LANGUAGES}
    return {code: url for code, url in urls.items() if code == active or url != path}  # the log-in has one address
