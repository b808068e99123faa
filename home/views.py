"""The search page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coalition.privacy.decorators import private_page
from home.search.question import MAX_LENGTH, ask, clean_query
from home.search.results import results


@require_safe
@private_page
def search(request: HttpRequest) -> HttpResponse:
    """Show what answers `?q=`: the first of each area, or one area in full with `?in=<area>&page=<n>`.

    Not indexed, not cached, told to no other site, written nowhere: what someone looked for is theirs alone.
    """
    query = clean_query(request.GET.get("q", ""))
    context: dict[str, Any] = {"query": query, "max_length": MAX_LENGTH}
    if query:
        question = ask(query, get_language() or settings.LANGUAGE_CODE)
        context["shown_query"] = f"\N{FIRST STRONG ISOLATE}{query}\N{POP DIRECTIONAL ISOLATE}"  # between other marks
        context |= results(question, only=request.GET.get("in", ""), number=request.GET.get("page"))
    return render(request, "home/search.html", context)
