"""Every export of the site on one page, with its licence, its size and its date."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charter.audit.views import chain_csv
from charter.followup.views import commitments_csv
from charter.signatories.views import signatories_csv, signatories_geojson
from coalition.figures import open_data as figures
from coalition.figures.models import Release
from coalition.figures.presentation import by_name
from coalition.members.open_data import LICENCE, members_csv, members_geojson


@dataclass(frozen=True)
class Export:
    """A table and its `files`: format, address and size of each. One that is always of now has no `released_at`."""

    title: str
    files: list[tuple[str, str, int]]
    released_at: datetime | None = None
    page: str = ""


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """List the exports; as many queries however many there are."""
    return render(request, "home/open_data.html", {"exports": [*_of_now(), *_of_figures()], "licence": LICENCE})


def _of_now() -> list[Export]:
    def file(name: str, address: str, view: Callable[[HttpRequest], StreamingHttpResponse]) -> tuple[str, str, int]:
        asked = HttpRequest()
        asked.method = "GET"
        return name, reverse(address), sum(len(part) for part in view(asked))

    members = [file("CSV", "members_csv", members_csv), file("GeoJSON", "members_geojson", members_geojson)]
    signatures = [
        file("CSV", "signatories_csv", signatories_csv),
        file("GeoJSON", "signatories_geojson", signatories_geojson),
    ]
    commitments = [file("CSV", "charter_commitments", commitments_csv)]
    ledger = [file("CSV", "charter_ledger", chain_csv)]
    return [
        Export(_("Local governments of the network"), members, page=f"/{get_language()}/members/"),
        Export(_("Signatories of the charter"), signatures, page=reverse("charter:signatories")),
        Export(_("Commitments of the signatories"), commitments, page=reverse("charter:progress")),
        Export(_("Public ledger of the charter, to see that nothing changed"), ledger, page=reverse("charter:ledger")),
    ]


def _of_figures() -> list[Export]:
    found = []
    latest = Release.objects.latest().select_related("indicator").defer("sums", "withheld")
    for release in (sheet.release for sheet in by_name(latest)):
        slug = [release.indicator.slug]
        files = [
            ("CSV", reverse("figures_csv", args=slug), len(figures.csv_file(release))),
            ("XLSX", reverse("figures_xlsx", args=slug), len(figures.workbook(release))),
            ("Data Package", reverse("figures_package", args=slug), len(figures.package_file(release))),
        ]
        page = release.indicator.get_absolute_url()
        found.append(Export(release.spoken["name"], files, release.released_at, page))
    return found
