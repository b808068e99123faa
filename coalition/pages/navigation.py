"""The main navigation, and the addresses of a page in the other languages."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.translation import get_language, get_language_info, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from coalition.caching.memory import recall
from coalition.site import site_words
from coalition.site.models import SECTIONS
from coalition.site.paths import path_of

# Where it is not in the bar itself, the section above it is current, whose pages lead to it.
BELOW = {"webinars": "events", "calendar": "events", "newsletter": "news"}

# What a section is made of, by address; its pages lead from one to the other.
PARTS = {
    "charter": (
        ("charter/", pgettext_lazy("navigation", "The charter")),
        ("charter/signatories/", pgettext_lazy("navigation", "Signatories")),
        ("charter/progress/", pgettext_lazy("navigation", "Progress")),
        ("charter/verify/", pgettext_lazy("navigation", "Check a signature")),
    ),
    "events": (
        ("events/", pgettext_lazy("navigation", "All events")),
        ("webinars/", pgettext_lazy("navigation", "Webinars")),
        ("calendar/", pgettext_lazy("navigation", "Calendar")),
    ),
    "news": (
        ("news/", pgettext_lazy("navigation", "News")),
        ("newsletter/", _("Newsletter")),
        ("newsletter/archive/", pgettext_lazy("navigation", "Past editions")),
    ),
}

SECRETS = {"token", "handle", "reference"}  # the variables of addresses that open what belongs to one person


@dataclass(frozen=True)
class Link:
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
    """Return the bar as editors set it, in the active language; what holds `path` is current."""
    here = section_of(path)
    links = site_words.current().menu[get_language() or settings.LANGUAGE_CODE]
    shown = {link.section for link in links}
    current = here if here in shown else BELOW.get(here, here)
    return [Link(link.title, link.url, _holds(link, current, path)) for link in links]


def _holds(link: site_words.MenuLink, current: str, path: str) -> bool:
    return link.section == current if link.section and current else path.startswith(link.url)


def parts(path: str) -> list[Link]:
    """Return the parts of the section that `path` belongs to, in the active language; none elsewhere."""
    prefix, here = f"/{get_language()}/", section_of(path)
    links = [Link(str(title), f"{prefix}{own}", f"{prefix}{own}" == path) for own, title in _parts_of(here)]
    return links if any(link.current for link in links) else []


def _parts_of(section: str) -> Any:
    return PARTS.get(BELOW.get(section, section), ())


def section_of(path: str) -> str:
    slug = path.removeprefix(f"/{get_language()}/").partition("/")[0]
    return slug if slug in dict(SECTIONS) else ""


def trail(request: HttpRequest) -> list[dict[str, str]]:
    """Return what is above a view that names nothing itself, home first: its section, and the page it belongs to."""
    path, page = request.path, getattr(request, "coalition_page", None)
    section = section_of(path)
    if path == f"/{get_language()}/{section}/":
        section = BELOW.get(section, "")
    steps = breadcrumb(section) if section else [_home()]
    if page is not None:
        steps.append({"title": page.title, "url": path_of(page)})
    return [step for step in steps if step["url"] != path]


def _home() -> dict[str, str]:
    return {"title": gettext("Home"), "url": f"/{get_language()}/"}


def breadcrumb(section: str) -> list[dict[str, str]]:
    """Return the pages above a view of `section` that is no page itself, in the active language, home first."""
    home = _home()
    return [home, {"title": str(dict(SECTIONS)[section]), "url": f"{home['url']}{section}/"}]


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
    """Return the address of `request` in each language: the path but for its first part is the same in all.

    The log-in has one address, and what leads nowhere is asked for in no other language.
    """
    path, active = escape_uri_path(request.path), get_language()
    own = f"/{active}/"
    if request.resolver_match is None or not path.startswith(own):
        return {str(active): path}
    return {code: f"/{code}/{path.removeprefix(own)}" for code, _name in settings.LANGUAGES}
