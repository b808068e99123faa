"""Yearly reports in the CMS: the list with what is to be read, the invitations, and the reading page."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from django_fsm import TransitionNotAllowed
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.widgets import HeaderButton

from charter.followup.models import Evidence
from charter.followup.views import EvidenceView, may_review_commitment, shown
from coalition.cms.views import frame
from coalition.privacy.decorators import private_page
from coalition.users.models import User
from coalition.users.viewsets import InspectIndexView, ReadOnlyViewSet
from coalition.users.work_panel import Waiting

from . import report_questions, services
from .forms import ReadForm
from .models import Report
from .views import report_lines


def may_review_report(user: Any) -> bool:
    return bool(user.has_perm("charter.review_report"))


class ReportIndexView(InspectIndexView):
    def get_base_queryset(self) -> QuerySet[Report]:
        return Report.objects.select_related("government").waiting_first()

    @cached_property
    def header_buttons(self) -> list[Any]:
        if not may_review_report(self.request.user):
            return []
        return [HeaderButton(label=_("Accept several"), url=reverse("charter_reports:several"), icon_name="check")]


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def accept_several(request: HttpRequest) -> HttpResponse:
    """Show the reports that bring no proof and no surprise, whole, and accept those that are ticked by one press."""
    staff = request.user
    if not (isinstance(staff, User) and may_review_report(staff)):
        raise PermissionDenied
    if request.method == "POST":
        count = services.accept_plain_reports(marks=request.POST.getlist("report"), by=staff)
        words = ngettext("%(count)d report was accepted.", "%(count)d reports were accepted.", count)
        messages.success(request, words % {"count": count})
        return redirect("charter_reports:index")
    rows = [
        (report, past := services.report_before(report), report_lines(report, {}, past), services.report_mark(report))
        for report in services.plain_reports()
    ]
    context = frame("check", _("Accept several reports"), ("charter_reports:index", _("Reports"))) | {"rows": rows}
    if rows:
        context["help"] = _("These reports contain no new evidence, and their figures are close to last year’s. Read "
                            "each one, and untick it if you have a question.")  # fmt: skip
        context["submit_label"] = _("Accept the reports that are ticked")
    else:
        context["help"] = _("There is no report to accept here. The other reports contain new evidence or a change: "
                            "read each on its own page.")  # fmt: skip
    return render(request, "charter/admin/reports_several.html", context)


class ReportView(EvidenceView):
    """A report with the evidence that waits of its town: one page, and one press for all of it."""

    template_name = "charter/admin/report.html"
    page_title = gettext_lazy("Report")
    wrong: ReadForm | None = None

    def get_object(self, queryset: Any = None) -> Report:
        return get_object_or_404(Report.objects.select_related("government", "decided_by"), pk=self.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take one decision on the report. One that came too late is said in words, and changes nothing."""
        staff, decision = request.user, request.POST.get("decision", "")
        if decision not in ("accept", "ask"):
            return super().post(request, *args, **kwargs)
        if not (isinstance(staff, User) and may_review_report(staff)):
            raise PermissionDenied
        form = ReadForm(request.POST)
        if decision != "accept" and not form.is_valid():
            self.wrong = form
            return self.get(request, *args, **kwargs)
        try:
            if decision == "accept":
                evidence = shown(request) if may_review_commitment(staff) else []
                mark = request.POST.get("mark", "")
                services.accept_report(report=self.object, by=staff, evidence=evidence, mark=mark)
                messages.success(request, _("Accepted."))
            elif services.ask_report_again(report=self.object, by=staff, reason=form.cleaned_data["reason"]):
                messages.success(request, _("The town hall is asked again by email."))
            else:
                words = _(
                    "The report is open again. No email was sent: there is no signature in force, and so no mailbox."
                )
                messages.warning(request, words)
        except TransitionNotAllowed:
            messages.error(request, _("Somebody decided on this report before you, or it is not sent yet."))
            return redirect(request.path)
        return redirect("charter_reports:index")

    def evidence(self) -> QuerySet[Evidence]:
        return super().evidence().filter(state=Evidence.State.AWAITING)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        report, past = self.object, services.report_before(self.object)
        may_decide = may_review_report(self.request.user)
        to_read, notes = report.state == Report.State.SUBMITTED, report_questions.answer_errors(report.answers)
        if to_read and past and not notes:
            notes = report_questions.answer_warnings(report.answers, past.answers)
        context |= {
            "report": report,
            "past": past,
            "parts": report_lines(report, notes, past),
            "form": (self.wrong or ReadForm()) if may_decide and to_read else None,
            "mark": services.report_mark(report),
        }
        return context


class ReportViewSet(ReadOnlyViewSet):
    """The yearly reports. Town halls write them; the staff reads them, and never changes an answer."""

    model = Report
    name = "charter_reports"
    url_prefix = "charter/reports"
    menu_label = gettext_lazy("Reports")
    icon = "list-ul"
    index_view_class = ReportIndexView
    inspect_view_class = ReportView
    inspect_view_fields: ClassVar[list[str]] = ["state"]
    list_display: ClassVar[list[Any]] = [
        "__str__",
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
        Column("get_language_display", label=gettext_lazy("Language")),
        DateColumn("updated_at", label=gettext_lazy("Last change"), sort_key="updated_at"),
        DateColumn("submitted_at", label=gettext_lazy("Submitted"), sort_key="submitted_at"),
    ]
    list_filter: ClassVar[list[str]] = ["state", "year"]
    search_fields: ClassVar[list[str]] = ["government__search_text"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("several/", accept_several, name="several")]


def waiting_work(user: Any) -> list[Waiting]:
    """Return the reports that wait to be read, for who may decide on them. One query."""
    if not may_review_report(user):
        return []
    rows = Report.objects.filter(state=Report.State.SUBMITTED).order_by()
    found = rows.aggregate(count=Count("pk"), since=Min("submitted_at"))
    url = f"{reverse('charter_reports:index')}?state={Report.State.SUBMITTED}"
    return [Waiting(_("Reports to be read"), found["count"], url, since=found["since"])]
