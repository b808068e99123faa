"""HTTP of the published figures: the list, the page of an indicator, and its data for machines."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coalition.pages.folding import sort_key
from coalition.pages.navigation import breadcrumb

from . import open_data, showing
from .models import Release

OPEN_DATA_SECONDS = 300


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the indicators that have figures, in one query however many there are."""
    latest = Release.objects.latest().select_related("indicator").defer("cells", "places", "sums", "withheld")
    releases = sorted(latest, key=lambda row: sort_key(row.spoken["name"]))
    return render(request, "figures/index.html", {"releases": releases, "breadcrumb": breadcrumb("members")})


@require_safe
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one indicator: what it counts, its latest release in charts and tables, and how far it compares."""
    release = _published(slug)
    above = [*breadcrumb("members"), {"title": _("Figures of the territories"), "url": reverse("figures:index")}]
    context = {
        "words": release.spoken,
        "release": release,
        "parts": showing.parts(release, release.indicator.breakdown),
        "told": showing.told(release),
        "has_hidden": showing.has_hidden(release),
        "breadcrumb": above,
    }
    return render(request, "figures/indicator.html", context)


@require_safe
def figures_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """`/data/figures/<slug>.csv`: the latest release, UTF-8, one line for each figure.

    `?table=places`, `years` or `parts` is what that table of the page shows.
    """
    table = request.GET.get("table", "")
    if table not in open_data.TABLES:
        raise Http404
    text = open_data.csv_text(_published(slug), table)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"{slug}-{table}" if table else slug
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return _public(response)


@require_safe
def figures_package(request: HttpRequest, slug: str) -> HttpResponse:
    text = json.dumps(open_data.data_package(_published(slug)), ensure_ascii=False)
    return _public(HttpResponse(text, content_type="application/json"))


def _published(slug: str) -> Release:
    """Return the latest release of an indicator. One that is not published is as unknown as one that is not there."""
    release: Release | None = Release.objects.latest_of(slug)
    if release is None:
        raise Http404
    return release


def _public(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={OPEN_DATA_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response
