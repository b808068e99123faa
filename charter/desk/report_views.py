"""The yearly report of one government, page by page, behind the link of its desk."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from charter.followup.profile import open_commitments
from charter.signatories import report_questions, services
from charter.signatories.forms import SectionForm
from charter.signatories.models import Report
from charter.signatories.views import report_lines, sheet_response
from charter.signing.models import DeskLink
from charter.signing.views import form_page
from coalition import dates
from coalition.members.models import LocalGovernment
from coalition.pages.navigation import breadcrumb
from coalition.privacy.decorators import private_page

from .desk_page import reports_of
from .views import linked

SECTIONS = {section.slug: section for section in report_questions.SECTIONS}
PAGES = (*SECTIONS, "check")


@private_page
@require_safe
@linked
def report_start(request: HttpRequest, link: DeskLink, token: str, year: int) -> HttpResponse:
    row = report_of(link, year)
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
@linked
def report_section(request: HttpRequest, link: DeskLink, token: str, year: int, page: str) -> HttpResponse:
    row = report_of(link, year)
    if page not in SECTIONS:
        raise Http404
    if not row.is_open and "autosave" not in request.POST:
        return redirect("charter:report", token=token, year=year)
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
        return redirect("charter:report", token=token, year=year)
    row.refresh_from_db()
    form.answers = row.answers
    if "autosave" in request.POST:
        return _autosaved(form, conflicts)
    valid = form.is_valid()
    form.told = set(conflicts)
    for key, theirs in conflicts.items():
        form.add_error(key, _conflict(key, theirs))
    if valid and not conflicts:
        return redirect("charter:report_page", token=token, year=year, page=PAGES[PAGES.index(page) + 1])
    return _section_page(request, row, token, form)


@private_page
@form_page
@linked
def check_report(request: HttpRequest, link: DeskLink, token: str, year: int) -> HttpResponse:
    """Show every answer, and what cannot be read; sending asks for nothing but the button."""
    row = report_of(link, year)
    errors = report_questions.answer_errors(row.answers)
    if request.method == "POST":
        try:
            services.submit_report(report=row)
        except (services.ReportClosed, services.ReportUnfinished):
            pass
        else:
            return redirect("charter:report", token=token, year=year)
        row.refresh_from_db()
    if not row.is_open:
        return redirect("charter:report", token=token, year=year)
    return _page(request, "check", row, token, parts=report_lines(row, errors), errors=errors, position=len(PAGES))


@private_page
@require_safe
@linked
def download_report(request: HttpRequest, link: DeskLink, token: str, year: int) -> HttpResponse:
    return sheet_response(report_of(link, year))


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


def report_of(link: DeskLink, year: int) -> Report:
    """Return the report of `year` of the desk that `link` opens, or answer 404."""
    return get_object_or_404(reports_of(link.signature), year=year)


def _page(request: HttpRequest, name: str, row: Report, token: str, **context: Any) -> HttpResponse:
    context = {"position": 0, **context, "report": row, "token": token, "steps": len(PAGES)}
    return render(request, f"charter/report/{name}.html", {"breadcrumb": breadcrumb("charter"), **context})
