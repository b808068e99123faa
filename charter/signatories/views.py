"""HTTP of the public list, its figures, and the same rows as open data."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charter.followup.progress import progress_context
from coalition.languages.names import language_codes
from coalition.members import open_data
from coalition.members.open_data import csv_lines, geojson_pieces
from coalition.pages.navigation import breadcrumb

from . import report_questions, report_sheet
from .models import Report, Signatory
from .signatory_list import SignatoryFilters, list_context
from .statistics import statistics_context

FACTS = (
    "number", "status", "signed_on", "version", "language", "ad_referendum_until", "act_body", "act_number",
    "act_date", "verification_code", "code",
)  # fmt: skip
PLACE = ("kind", "country", "section", "latitude", "longitude")


def csv_columns() -> list[str]:
    return [*FACTS, *(f"name_{code}" for code in language_codes()), *PLACE]


def open_data_rows(filters: SignatoryFilters) -> Iterator[Signatory]:
    return filters.rows().with_facts().order_by("number").iterator(chunk_size=open_data.CHUNK)


def open_data_record(row: Signatory) -> dict[str, Any]:
    signature, government = row.signature, row.government
    act = signature if signature.act_is_shown else None
    return {
        "number": row.number,
        "status": row.status,
        "signed_on": timezone.localdate(row.signed_at).isoformat(),
        "version": row.version,
        "language": signature.language,
        "ad_referendum_until": _day(signature.ad_referendum_until),
        "act_body": act.act_body if act else "",
        "act_number": act.act_number if act else "",
        "act_date": _day(row.told_act_date),
        "verification_code": signature.verification_code,
        "code": government.code,
        **{f"name_{code}": government.names.get(code, "") for code in language_codes()},
        **{name: getattr(row, name) for name in PLACE},
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


OPEN_DATA_SECONDS = 300


@require_safe
def signatories(request: HttpRequest) -> HttpResponse:
    context = {
        **list_context(SignatoryFilters(request.GET), request.GET.get("page")),
        "breadcrumb": breadcrumb("charter"),
    }
    return render(request, "charter/signatories.html", context)


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    above = [*breadcrumb("charter"), {"title": _("Signatories of the charter"), "url": reverse("charter:signatories")}]
    return render(request, "charter/statistics.html", {**statistics_context(), "breadcrumb": above})


@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """Show who committed to what, when it is due, and what was done; pilot territories first."""
    context = progress_context(request.GET, timezone.localdate())
    return render(request, "charter/progress.html", {**context, "breadcrumb": breadcrumb("charter")})


@require_safe
def signatories_csv(request: HttpRequest) -> StreamingHttpResponse:
    found = open_data_rows(SignatoryFilters(request.GET))
    lines = csv_lines(csv_columns(), map(open_data_record, found))
    response = _streamed(lines, "text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="signatories.csv"'
    return response


@require_safe
def signatories_geojson(request: HttpRequest) -> StreamingHttpResponse:
    """`/data/signatories.geojson`: the same rows as a FeatureCollection (RFC 7946)."""
    found = open_data_rows(SignatoryFilters(request.GET))
    pieces = geojson_pieces((row.number, open_data_record(row)) for row in found)
    return _streamed(pieces, "application/geo+json")


def _streamed(pieces: Iterator[str], content_type: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, content_type=content_type)
    response["Cache-Control"] = f"public, max-age={OPEN_DATA_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def sheet_response(row: Report) -> HttpResponse:
    name = f"report-{row.government.slug}-{row.year}-{get_language()}.xlsx"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = report_sheet.write_sheet(row.answers, heading=str(row), rtl=get_language_bidi())
    return HttpResponse(content, content_type=report_sheet.MEDIA_TYPE, headers=disposition)


def report_lines(row: Report, errors: dict[str, str], past: Report | None = None) -> list[dict[str, Any]]:
    """Return each section with its questions, answers as they are read, last year's, and what is wrong."""

    def line(question: report_questions.Question) -> dict[str, Any]:
        return {
            "question": question,
            "answer": question.shown(row.answers.get(question.id, "")),
            "past": question.shown(past.answers.get(question.id, "")) if past else "",
            "error": errors.get(question.id, ""),
        }

    parts = report_questions.SECTIONS
    return [{"section": part, "lines": [line(question) for question in part.questions]} for part in parts]
