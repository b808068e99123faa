"""The main navigation, and the addresses of a page in the other languages."""

from dataclasses import dataclass

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

# What the five sections are made of, by address; the page of each part leads to the others.
PARTS = {
    "sign": (
        ("charter/sign/", _("Sign the charter")),
        ("charter/", pgettext_lazy("navigation", "The charter")),
        ("charter/signatories/", pgettext_lazy("navigation", "Signatories")),
        ("charter/verify/", pgettext_lazy("navigation", "Check a signature")),
    ),
    "members": (
        ("members/", pgettext_lazy("navigation", "Members")),
        ("members/?observatory=1", _("Territories")),
        ("figures/", pgettext_lazy("navigation", "Figures")),
        ("charter/progress/", _("Commitments")),
        ("programme/", _("The programme")),
    ),
    "events": (
        ("events/", pgettext_lazy("navigation", "All events")),
        ("webinars/", pgettext_lazy("navigation", "Webinars")),
        ("calendar/", pgettext_lazy("navigation", "Calendar")),
    ),
    "learn": (
        ("learn/", pgettext_lazy("navigation", "Learn")),
        ("courses/", pgettext_lazy("navigation", "Online course")),
        ("resources/?kind=video", pgettext_lazy("navigation", "Recordings")),
        ("resources/?kind=tool", pgettext_lazy("navigation", "Tools")),
        ("resources/", pgettext_lazy("navigation", "Resources")),
    ),
    "about": (
        ("about/", pgettext_lazy("the network, label of a link", "About")),
        ("news/", pgettext_lazy("navigation", "News")),
        ("newsletter/", _("Newsletter")),
        ("newsletter/archive/", pgettext_lazy("navigation", "Past newsletters")),
        ("contact/", pgettext_lazy("heading of a page", "Contact")),
    ),
}
# What belongs to a section and is none of its parts.
BELOW = {"series/": "events", "learning/": "learn", "initiatives/": "learn", "mechanisms/": "learn"}
STARTS = BELOW | {own.partition("?")[0]: section for section, links in PARTS.items() for own, _title in links}

SECRETS = {"token", "handle", "reference"}  # the variables of addresses that open what belongs to one person


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    current: str  # what `aria-current` says of it: page, true or nothing
    parts: tuple["Link", ...] = ()


@dataclass(frozen=True)
class LanguageLink:
    """The page that is shown, in one language, or the home page of that language. `name` is the language's own name."""

    code: str
    name: str
    url: str
    current: bool
    is_translation: bool


def sections(request: HttpRequest) -> tuple[Link, ...]:
    """Return the bar as editors set it, in the active language, each section with its parts; one of them is current."""
    links = site_words.current().menu[get_language() or settings.LANGUAGE_CODE]
    here = address_of(request)
    holding = [link for link in links if request.path.startswith(link.url)]
    below = [link for link in links if section_of(here) and section_of(_below_language(link.url)) == section_of(here)]
    current = max(holding, key=lambda link: len(link.url), default=next(iter(below), None))
    return tuple(
        Link(
            link.title,
            link.url,
            ("page" if link.url == request.path else "true") if link is current else "",
            _parts(section_of(_below_language(link.url)), here),
        )
        for link in links
    )


def parts(here: str) -> tuple[Link, ...]:
    """Return the parts of a section where `here`, an address below the language, is one of them; none elsewhere."""
    found = _parts(section_of(here), here)
    return found if any(link.current for link in found) else ()


def _parts(section: str, here: str) -> tuple[Link, ...]:
    prefix = f"/{get_language()}/"
    return tuple(
        Link(str(title), f"{prefix}{own}", "page" if own == here else "") for own, title in PARTS.get(section, ())
    )


def _below_language(path: str) -> str:
    return path.removeprefix(f"/{get_language()}/")


def address_of(request: HttpRequest) -> str:
    """Return by which address below the language the parts know the shown page: with its query, where one has that."""
    page = getattr(request, "coalition_page", None)
    asked = _below_language(request.get_full_path())
    if any(asked == own for links in PARTS.values() for own, _title in links):
        return asked
    return getattr(page, "known_at", "") or _below_language(request.path)


def section_of(address: str) -> str:
    """Return the section to which an address below the language belongs: by its longest beginning; "" for none."""
    starts = [start for start in STARTS if address.startswith(start)]
    return STARTS[max(starts, key=len)] if starts else ""


def trail(request: HttpRequest) -> list[dict[str, str]]:
    """Return what is above a view that names nothing itself, home first: its section, and the page it belongs to."""
    path, page = request.path, getattr(request, "coalition_page", None)
    steps = breadcrumb(_below_language(path).partition("/")[0])
    if page is not None:
        steps.append({"title": page.title, "url": path_of(page)})
    return [step for step in steps if step["url"] != path]


def _home() -> dict[str, str]:
    return {"title": gettext("Home"), "url": f"/{get_language()}/"}


def breadcrumb(slug: str) -> list[dict[str, str]]:
    """Return the pages above a view below `slug` that is no page itself, in the active language, home first.

    Those are the head of its section, and what stands at `slug` where that is another page of a section.
    """
    home, titles = _home(), dict(SECTIONS)
    section = section_of(f"{slug}/")
    heads = dict.fromkeys(("charter" if section == "sign" else section, slug))
    return [home, *({"title": str(titles[one]), "url": f"{home['url']}{one}/"} for one in heads if one in titles)]


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
            code in urls,
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
