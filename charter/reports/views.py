"""The yearly report behind its secret link: no account, nothing lost, a GET changes nothing.

Every page keeps what was typed, also what cannot be read; the check says it all again before the report is sent.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from charter.followup.peers import open_commitments
from charter.reports import questions, reading, services, sheet
from charter.reports.forms import SectionForm
from charter.reports.models import Report, ReportLink
from coalition import dates
from coalition.members.models import LocalGovernment
from coalition.pages.navigation import breadcrumb
from coalition.privacy.decorators import private_page

SECTIONS = {section.slug: section for section in questions.SECTIONS}
PAGES = (*SECTIONS, "check")
form_page = require_http_methods(["GET", "HEAD", "POST"])


@private_page
@require_safe
def report(request: HttpRequest, token: str) -> HttpResponse:
    row = report_of(token)
    answered = {key for key, text in row.answers.items() if text.strip()}
    parts = [
        (section, sum(question.id in answered for question in section.questions), len(section.questions))
        for section in questions.SECTIONS
    ]
    to_do = open_commitments(government=row.government, language=row.language)
    has_profile = LocalGovernment.objects.public().filter(pk=row.government_id).exists()
    return _page(request, "start", row, token, parts=parts, to_do=to_do, has_profile=has_profile)


@private_page
@form_page
def section(request: HttpRequest, token: str, page: str) -> HttpResponse:
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
def check(request: HttpRequest, token: str) -> HttpResponse:
    """Show every answer, and what cannot be read; sending asks for nothing but the button."""
    row = report_of(token)
    errors = questions.errors(row.answers)
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
    return _page(request, "check", row, token, parts=lines(row, errors), errors=errors, position=len(PAGES))


@private_page
@require_safe
def download(request: HttpRequest, token: str) -> HttpResponse:
    return sheet_response(report_of(token))


def sheet_response(row: Report) -> HttpResponse:
    name = f"report-{row.government.slug}-{row.year}-{get_language()}.xlsx"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = sheet.write(row.answers, heading=str(row), rtl=get_language_bidi())
    return HttpResponse(content, content_type=sheet.MEDIA_TYPE, headers=disposition)


def lines(row: Report, errors: dict[str, str], past: Report | None = None) -> list[dict[str, Any]]:
    """Return each section with its questions, answers as they are read, last year's, and what is wrong."""

    def line(question: reading.Question) -> dict[str, Any]:
        return {
            "question": question,
            "answer": question.shown(row.answers.get(question.id, "")),
            "past": question.shown(past.answers.get(question.id, "")) if past else "",
            "error": errors.get(question.id, ""),
        }

    parts = questions.SECTIONS
    return [{"section": part, "lines": [line(question) for question in part.questions]} for part in parts]


def _autosaved(form: SectionForm, conflicts: dict[str, str]) -> JsonResponse:
    """Say in words that it is kept; marks of answers in conflict stay old, so that saving the page tells them."""
    message = _("Saved at %(time)s.") % {"time": dates.hour(timezone.localtime())}
    if conflicts:
        message = _("A colleague changed an answer of this page. Press “Save and continue” to see both.")
    return JsonResponse({"message": message, "marks": dict(form.marks())})


def _conflict(key: str, theirs: str) -> str:
    shown = questions.QUESTIONS[key].shown(theirs)
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
