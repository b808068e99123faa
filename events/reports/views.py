"""The report of a partner meeting in the workspace of its event: one form, and two acts."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, Table

from coalition.cms.edit_conflicts import KnowsItsVersion
from coalition.cms.views import ButtonColumn
from coalition.members.models import LocalGovernment
from events.models import Event
from events.team.models import TeamMember
from events.team.permissions import sees_every_event
from events.team.policies import EventScreen

from . import services
from .models import LONGEST, MeetingReport

TEXTS = ("decided", "next_steps", "by_whom")


class ReportForm(KnowsItsVersion):
    class Meta:
        model = MeetingReport
        fields = ["partner", "language", *TEXTS]
        widgets = {name: forms.Textarea({"rows": 3, "maxlength": LONGEST, "dir": "auto"}) for name in TEXTS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partner: Any = self.fields["partner"]
        partner.queryset = LocalGovernment.objects.public().exclude(pk=self.instance.event.host_id).by_name()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in TEXTS:
            if services.names_somebody(self.instance.event, cleaned.get(name, "")):
                self.add_error(name, _("This names somebody who registered: name offices and services."))
        return cleaned


class SidesForm(forms.Form):
    """For which of the two members each account of the team acts: the committee says so."""

    def __init__(self, *args: Any, report: MeetingReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(TeamMember.objects.filter(event_id=report.event_id, user__isnull=False).select_related("user"))
        members = LocalGovernment.objects.filter(pk__in=[member.pk for member in report.members])
        for row in self.rows:
            user: Any = row.user
            self.fields[f"side-{row.pk}"] = forms.ModelChoiceField(
                members, label=user.get_full_name() or user.get_username(), required=False,
                initial=row.acts_for_id,
            )  # fmt: skip

    def sides(self) -> list[tuple[TeamMember, LocalGovernment | None]]:
        return [(row, self.cleaned_data[f"side-{row.pk}"]) for row in self.rows]


class ReportView(EventScreen, TemplateView):
    """What a partner meeting decided, what comes next, by whom; and which of its two members released it."""

    tab = "report"
    permission = "events.change_event"
    template_name = "cms/page.html"
    page_title = pgettext_lazy("of a meeting", "Report")
    header_icon = "doc-full"

    @cached_property
    def report(self) -> MeetingReport:
        rows = MeetingReport.objects.select_related("event__host", "partner")
        return rows.filter(event=self.event).first() or MeetingReport(event=self.event, language=get_language() or "en")

    def is_held(self) -> bool:
        return services.held().filter(pk=self.event.pk, host__isnull=False).exists()

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        Event.objects.select_for_update(no_key=True).get(pk=self.event.pk)  # of two who save, the second is told
        if not self.is_held():
            raise Http404
        pressed = request.POST.get("what", "")
        if pressed == "save":
            return self._save(request)
        if self.report.pk is None:
            raise Http404
        if pressed == "sides":
            return self._name_sides(request)
        try:
            if pressed == "release":
                services.release(report=self.report, user=request.user, seen=request.POST.get("seen", ""))
                messages.success(request, _("You released the report. It is public once both members did."))
            elif pressed == "withdraw":
                services.withdraw(report=self.report, user=request.user)
                messages.success(request, _("The report is withdrawn."))
        except services.Changed:
            messages.error(request, _("Somebody changed the report while you were reading it. Read it again."))
        except services.SamePerson:
            messages.error(request, _("Two people release it: one for each member."))
        except services.NotReleased:
            messages.error(request, _("Nothing was changed."))
        return redirect(request.path)

    def _save(self, request: HttpRequest) -> HttpResponse:
        form = ReportForm(request.POST, instance=self.report)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        services.save(report=form.save(commit=False), user=request.user)
        messages.success(request, _("Your changes are saved."))
        return redirect(request.path)

    def _name_sides(self, request: HttpRequest) -> HttpResponse:
        if not sees_every_event(request.user):
            raise PermissionDenied
        sides = SidesForm(request.POST, report=self.report)
        if sides.is_valid():
            services.name_sides(report=self.report, sides=sides.sides(), user=request.user)
            messages.success(request, _("The team is saved."))
        return redirect(request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, found = self.report, super().get_context_data(**kwargs)
        if not self.is_held():
            return found | {"help": _("The report is written here once the meeting is over. The event needs a host.")}
        save = pgettext("button", "Save")
        found |= {
            "help": _("Both teams write one report. It stands on the profiles of both members once each of them "
                      "released it; after a change both release it again."),
            "form": kwargs.get("form") or ReportForm(instance=report),
            "hidden": {"what": "save"},
            "submit_label": save,
        }  # fmt: skip
        if report.pk is None or "form" in kwargs:  # beside what was refused nothing is released
            return found
        side, seen = services.side_of(self.request.user, report), KnowsItsVersion.version_of(report)
        if is_tellable := services.is_tellable(report):
            warning = ""
        else:
            warning = _("This report stays here: the event has a neutral address, or a member is a place at risk and "
                        "the event is not public.")  # fmt: skip
        acts = [("release", pgettext("button", "Release"))] if is_tellable else []
        acts.append(("withdraw", pgettext("button", "Withdraw")))
        buttons = [{"label": label, "values": {"what": what, "seen": seen}} for what, label in acts]
        members = Table(
            [
                Column("member", label=_("Member"), accessor=lambda member: member),
                Column("state", label=_("State"), accessor=lambda member: _standing(report, member, side)),
                ButtonColumn("acts", label=_("Action"), accessor=lambda member: buttons if member == side else []),
            ],
            report.members,
            caption=self.page_title,
        )
        sides = SidesForm(report=report) if sees_every_event(self.request.user) else None
        named = {"title": _("Who acts for which member"), "form": sides, "name": "what", "value": "sides",
                 "label": save}  # fmt: skip
        return found | {
            "warning": warning, "side": side, "seen": seen, "sides": sides, "tables": [members],
            "other_forms": [named] if sides else [],
        }  # fmt: skip


def _standing(report: MeetingReport, member: LocalGovernment, side: LocalGovernment | None) -> str:
    is_released = member.pk in report.standing
    words = pgettext("report", "released") if is_released else pgettext("report", "not released")
    return f"{words} ({_('you act for it')})" if member == side else words


def report_addresses() -> list[URLPattern | URLResolver]:
    pages = [path("<int:event>/", ReportView.as_view(), name="event")]
    return [path("event-report/", include((pages, "events_report")))]
