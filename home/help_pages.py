"""Help in two taps: the countries, and the numbers of one.

No number is guessed or remembered: the country is in the address alone, the tab has a neutral title, the browser stores
no copy. Numbers stand on the page of their country and nowhere else. It leaves the page cache, and the device that
keeps it, at the latest when the first of them is overdue.
"""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe
from wagtail.models import Page

from coalition.caching import page_cache
from coalition.languages.names import country_name, country_names, country_options
from coalition.members.models import LocalGovernment
from coalition.pages import kept as kept_pages
from coalition.privacy.decorators import private_page
from coalition.site.models import Helpline

KEPT_FOR = timedelta(days=30)  # on a device, at the longest: a number may be corrected before it is overdue


def countries() -> list[tuple[str, str, bool]]:
    """Return code, name and whether it has a number of each country with a member or a number, by name."""
    members = LocalGovernment.objects.public().exclude(country="").values_list("country", flat=True)
    numbered = set(Helpline.objects.public().values_list("country", flat=True))
    return [(code, name, code in numbered) for code, name in country_options({*members, *numbered})]


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """Show the numbers of a country; without any, where else to look. Raises Http404 for what is no country."""
    language = get_language()
    pages = Page.objects.live().public().filter(depth=3, slug="help", locale__language_code=language)
    above = [
        {"title": gettext("Home"), "url": f"/{language}/"},
        {"title": gettext("Help by telephone"), "url": f"/{language}/help/"},
    ]
    shown = {**_numbers(code), "page_of_help": pages.specific().first(), "breadcrumb": above, "neutral": True}
    response = render(request, "home/help/country.html", shown)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["Expires"] = http_date(shown["until"].timestamp())
    page_cache.keep(response)
    return response


@private_page
@require_safe
def kept(request: HttpRequest, code: str) -> HttpResponse:
    """Give the page that the device keeps where its reader asked for that."""
    return kept_pages.render_kept(request, "home/help/kept.html", neutral=True, **_numbers(code))


@private_page
@require_safe
def forgotten(request: HttpRequest, code: str) -> HttpResponse:
    """Give the page that says that the device keeps nothing any more."""
    return kept_pages.render_kept(request, "home/help/kept.html", neutral=True)


def _numbers(code: str) -> dict[str, Any]:
    """Return what is shown of the country `code` (two small letters), and `until` when."""
    if code.upper() not in country_names("en"):
        raise Http404
    rows = list(Helpline.objects.public().filter(country=code.upper()))
    ends = [row.ends_at for row in rows if row.ends_at]
    return {
        "country": country_name(code),
        "lines": [row for row in rows if row.kind == Helpline.Kind.LINE],
        "emergencies": [row for row in rows if row.kind == Helpline.Kind.EMERGENCY],
        "until": min([*ends, timezone.now() + KEPT_FOR]),
    }
