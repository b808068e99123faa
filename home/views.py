"""The search, and the head of what one may learn by."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, pgettext
from django.views.decorators.http import require_safe

from coalition.pages.navigation import breadcrumb
from coalition.privacy.decorators import private_page
from coalition.resources import library
from coalition.resources.mechanisms import MechanismsIndexPage
from coalition.resources.models import Resource
from home.search.question import MAX_LENGTH, ask, clean_query
from home.search.results import results
from webinars.courses.pages import CoursePage

MOST_OF_A_KIND = 3


@require_safe
@private_page
def search(request: HttpRequest) -> HttpResponse:
    """Show what answers `?q=`: the first of each area, or one area in full with `?in=<area>&page=<n>`.

    Not indexed, not cached, told to no other site, written nowhere: what someone looked for is theirs alone.
    """
    query = clean_query(request.GET.get("q", ""))
    context: dict[str, Any] = {"query": query, "max_length": MAX_LENGTH, "share_card": None}
    if query:
        question = ask(query, get_language() or settings.LANGUAGE_CODE)
        context["shown_query"] = f"\N{FIRST STRONG ISOLATE}{query}\N{POP DIRECTIONAL ISOLATE}"  # between other marks
        context |= results(question, only=request.GET.get("in", ""), number=request.GET.get("page"))
    return render(request, "home/search.html", context)


@require_safe
def learn(request: HttpRequest) -> HttpResponse:
    """Show the courses, the newest recordings and tools of the library, and open calls."""
    language = get_language() or settings.LANGUAGE_CODE
    places = library.shelf(language).rows
    parts = [
        (pgettext("navigation", "Recordings"), Resource.Kind.VIDEO.value),
        (pgettext("navigation", "Tools"), Resource.Kind.TOOL.value),
    ]
    found = [(title, kind, [place for place, facets in places if kind in facets["kind"]]) for title, kind in parts]
    courses = CoursePage.objects.live().filter(locale__language_code=language).order_by("path")
    context = {
        "courses": courses.only("title", "summary", "url_path"),
        "mechanisms": MechanismsIndexPage.objects.live().filter(locale__language_code=language).first(),
        "groups": [(title, kind, library.rows(its[:MOST_OF_A_KIND])) for title, kind, its in found if its],
        "breadcrumb": [step for step in breadcrumb("learn") if step["url"] != request.path],
    }
    return render(request, "home/learn.html", context)
