"""HTTP of the public list, its figures, and the same rows as open data."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from charter.followup.profile import open_commitments
from charter.followup.progress import progress_context
from coalition import dates
from coalition.languages.names import language_codes
from coalition.members import open_data
from coalition.members.models import LocalGovernment
from coalition.members.open_data import csv_lines, geojson_pieces
from coalition.pages.navigation import breadcrumb
from coalition.privacy.decorators import private_page

from . import report_questions, report_sheet, services
from .forms import SectionForm
from .models import Report, ReportLink, Signatory
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


SECTIONS = {section.slug: section for section in report_questions.SECTIONS}
PAGES = (*SECTIONS, "check")
form_page = require_http_methods(["GET", "HEAD", "POST"])


@private_page
@require_safe
def report_start(request: HttpRequest, token: str) -> HttpResponse:
    row = report_of(token)
    answered = {key for key, text in row.answers.items() if text.strip()}
    parts = [
        (section, sum(question.id in answered for question in section.questions), len(section.questions))
        for section in report_questions.SECTIONS
    ]
    to_do = open_commitments(government=row.government, language=row.language)
    has_profile = LocalGovernment.objects.public().filter(pk=row.government_id).exists()
    return _page(request, "start", row, token, parts=parts, to_do=to_do, has_profile=has_profile)


@private_page
@form_page
def report_section(request: HttpRequest, token: str, page: str) -> HttpResponse:
    row = report_of(token)
    if page not in SECTIONS:
        raise Http404
    if not row.is_open and "autosave" not in request.POST:
        return redirect("charter:report", token=token)
    past = services.report_before(row)
    shape: dict[str, Any] = {"section": SECTIONS[page], "past": past.answers if past else {}}
    if request.method != "POST":
        return _section_page(request, row, token, SectionForm(answers=row.answers, **shape))
    form = SectionForm(request.POST.dict(), answers=row.answers, **shape)
    try:
        conflicts = services.save_answers(report=row, typed=form.typed(), drawn_with=form.drawn_with())
    except services.ReportClosed:
        if "autosave" in request.POST:
            return JsonResponse({"message": _("This report was sent: its answers no longer change.")}, status=409)
        return redirect("charter:report", token=token)
    row.refresh_from_db()
    form.answers = row.answers
    if "autosave" in request.POST:
        return _autosaved(form, conflicts)
    valid = form.is_valid()
    form.told = set(conflicts)
    for key, theirs in conflicts.items():
        form.add_error(key, _conflict(key, theirs))
    if valid and not conflicts:
        return redirect("charter:report_page", token=token, page=PAGES[PAGES.index(page) + 1])
    return _section_page(request, row, token, form)


@private_page
@form_page
def check_report(request: HttpRequest, token: str) -> HttpResponse:
    """Show every answer, and what cannot be read; sending asks for nothing but the button."""
    row = report_of(token)
    errors = report_questions.answer_errors(row.answers)
    if request.method == "POST":
        try:
            services.submit_report(report=row)
        except (services.ReportClosed, services.ReportUnfinished):
            pass
        else:
            return redirect("charter:report", token=token)
        row.refresh_from_db()
    if not row.is_open:
        return redirect("charter:report", token=token)
    return _page(request, "check", row, token, parts=report_lines(row, errors), errors=errors, position=len(PAGES))


@private_page
@require_safe
def download_report(request: HttpRequest, token: str) -> HttpResponse:
    return sheet_response(report_of(token))


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


def _autosaved(form: SectionForm, conflicts: dict[str, str]) -> JsonResponse:
    """Say in words that it is kept; marks of answers in conflict stay old, so that saving the page tells them."""
    message = _("Saved at %(time)s.") % {"time": dates.hour(timezone.localtime())}
    if conflicts:
        message = _("A colleague changed an answer of this page. Press “Save and continue” to see both.")
    return JsonResponse({"message": message, "marks": dict(form.marks())})


def _conflict(key: str, theirs: str) -> str:
    shown = report_questions.QUESTIONS[key].shown(theirs)
    if not shown:
        return _("A colleague emptied this answer meanwhile. What you typed is still here: save again to keep it.")
    words = _("A colleague wrote meanwhile: “%(theirs)s”. What you typed is still here: save again to put it instead.")
    return words % {"theirs": shown}


def _section_page(request: HttpRequest, row: Report, token: str, form: SectionForm) -> HttpResponse:
    place = PAGES.index(form.section.slug)
    back = PAGES[place - 1] if place else ""
    return _page(request, "section", row, token, form=form, section=form.section, position=place + 1, back=back)


def report_of(token: str) -> Report:
    """Return the report that the secret `token` opens, or answer 404."""
    return get_object_or_404(ReportLink.behind(token).select_related("report__government")).report


def _page(request: HttpRequest, name: str, row: Report, token: str, **context: Any) -> HttpResponse:
    context = {"position": 0, **context, "report": row, "token": token, "steps": len(PAGES)}
    return render(request, f"charter/report/{name}.html", {"breadcrumb": breadcrumb("charter"), **context})
