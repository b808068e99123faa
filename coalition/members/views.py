"""HTTP of the directory: the views that `MembersIndexPage` routes to, and the open data."""

import json
from typing import TYPE_CHECKING, Any

from babel import Locale
from babel.numbers import format_decimal
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coalition.pages.languages import language_name
from coalition.pages.skeleton import path_of

from . import badges, open_data
from .directory import directory_context
from .merging import merged_into
from .models import LocalGovernment, MemberProfile

if TYPE_CHECKING:
    from .models import MembersIndexPage

OPEN_DATA_SECONDS = 300


def directory(request: HttpRequest, page: "MembersIndexPage") -> HttpResponse:
    """Show the list of the network, filtered by the address."""
    return page.render(request, context_overrides=directory_context(request.GET))


def profile(request: HttpRequest, page: "MembersIndexPage", slug: str) -> HttpResponse:
    """Show the profile of the local government `slug`; the way to it when it was merged; 404 otherwise."""
    government = LocalGovernment.objects.public().with_signed().filter(slug=slug).first()
    if government is None:
        return _moved(slug)
    context = {
        "government": government,
        "profile": words(government),
        "facts": facts(government),
        "sections": badges.profile_sections(government),
        "breadcrumb": [*page.get_breadcrumb(), {"title": page.title, "url": path_of(page)}],
    }
    return page.render(request, context_overrides=context, template="members/profile.html")


def _moved(slug: str) -> HttpResponse:
    """Lead to the local government that the one of this address was merged into; 404 when the site shows none."""
    into = merged_into(slug)
    if into is None or not LocalGovernment.objects.public().filter(pk=into.pk).exists():
        raise Http404
    return redirect(into.get_absolute_url(), permanent=True)


def words(government: LocalGovernment) -> MemberProfile | None:
    """Return the profile in the active language, else in English, else in any."""
    profiles = {profile.language: profile for profile in government.profiles.all()}
    return profiles.get(get_language() or "") or profiles.get("en") or next(iter(profiles.values()), None)


def facts(government: LocalGovernment) -> dict[str, Any]:
    """Return the facts that need the active language's own writing: figures and names of languages."""
    locale = Locale.parse(get_language() or "en")
    population = government.population
    return {
        "population": format_decimal(population, locale=locale) if population is not None else "",
        "languages": [language_name(code) for code in government.languages],
    }


@require_safe
def members_csv(request: HttpRequest) -> HttpResponse:
    """`/data/members.csv`: every public local government, UTF-8, one line each."""
    response = HttpResponse(open_data.csv_text(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="members.csv"'
    return _public(response)


@require_safe
def members_geojson(request: HttpRequest) -> HttpResponse:
    """`/data/members.geojson`: the same rows as a FeatureCollection (RFC 7946)."""
    text = json.dumps(open_data.feature_collection(), ensure_ascii=False)
    return _public(HttpResponse(text, content_type="application/geo+json"))


def _public(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={OPEN_DATA_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response
