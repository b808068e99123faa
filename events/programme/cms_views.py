"""HTTP of the CMS: a programme as a whole, with what clashes, and its release."""

import csv
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.widgets import HeaderButton
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import CreateView

from coalition.tables import plans
from coalition.tables.views import ImportView
from coalition.typed import key_of
from events import permissions
from events.models import Event
from events.team.permissions import events_of
from events.team.policies import InWorkspace

from . import drafts, imports, release
from .forms import LockedEditView
from .models import Programme, Session, SessionChoice, Speaker

NAMESPACE = "wagtailsnippets_events_programme"


def own_programmes(request: HttpRequest) -> Any:
    """Return the programmes of the events that whoever asks runs."""
    return Programme.objects.with_event().filter(event__in=events_of(request.user))


class ProgrammePage(InWorkspace, TemplateView):
    """A page of the CMS about one programme; `pk` in its address."""

    header_icon = "list-ul"
    tab = "programme"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_release(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def programme(self) -> Programme:
        return get_object_or_404(own_programmes(self.request), pk=self.kwargs["pk"])

    @property
    def event(self) -> Event:
        event: Event = self.programme.event
        return event

    def get_page_subtitle(self) -> str:
        return str(self.event)


class PlanView(ProgrammePage):
    """Show the draft: days, what clashes, what readers would be told. The button releases it."""

    template_name = "events/cms/programme_plan.html"
    page_title = pgettext_lazy("of a programme", "Plan and release")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programme = self.programme
        last, content = programme.versions.first(), release.draft(programme)
        sessions = list(Session.objects.filter(programme=programme).whole())
        taken = SessionChoice.objects.taken([session.pk for session in sessions if session.capacity])
        off_days, off_hours = drafts.strays(programme.event)
        found = {
            "programme": programme,
            "last": last,
            "clashes": drafts.clashes(sessions),
            "needed": drafts.needed(programme),
            "astray": drafts.told_off_days(off_days),
            "out_of_hours": [(row, drafts.when(row)) for row in off_hours],
            "shift": drafts.form_for(programme),
            "changes": drafts.coming_changes(content, last),
            "digest": release.digest(content),
            "rows": [
                (row, drafts.when(row), f"{taken.get(row.pk, 0)} / {row.capacity}" if row.capacity else "–")
                for row in sessions
            ],
            "add_url": f"{reverse(Session.snippet_viewset.get_url_name('add'))}?programme={programme.pk}",
            "edit_name": Session.snippet_viewset.get_url_name("edit"),
        }
        return found | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "days" in request.POST:
            return self._move(request)
        try:
            seen = request.POST.get("digest", "")
            version = release.release(programme=self.programme, user=request.user, seen=seen)
        except release.Changed:
            changed = _("Nothing was released: somebody changed the draft while you were reading it. Check it again.")
            messages.error(request, changed)
        except release.NothingToRelease:
            messages.error(request, _("Nothing was released: readers see all of it already."))
        else:
            done = _("Version %(number)s is released: readers see it now.")
            messages.success(request, done % {"number": version.number})
        return redirect(request.path)

    def _move(self, request: HttpRequest) -> HttpResponse:
        form = drafts.form_for(self.programme, request.POST)
        if form.is_valid():
            try:
                number = drafts.move_all(programme=self.programme, **form.cleaned_data)
                log(instance=self.programme.event, action="events.move_sessions", user=request.user)
            except ValidationError as error:
                form.add_error("days", error)
            else:
                done = ngettext("%(number)d session is moved.", "%(number)d sessions are moved.", number)
                then = _("Readers see it after the next release.")
                messages.success(request, f"{done % {'number': number}} {then}")
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(shift=form))


class SheetView(InWorkspace, ImportView):
    """Sessions from one sheet, and the sheet of those that there are: a draft, which its hosts release."""

    page_title = gettext_lazy("Sessions from a sheet")
    tab = "programme"

    @cached_property
    def header_buttons(self) -> list[Any]:
        return [HeaderButton(label=_("The sheet as it is (CSV)"), url="?csv", icon_name="download")]

    @cached_property
    def event(self) -> Event:
        return get_object_or_404(events_of(self.request.user), pk=self.kwargs["event"])

    @cached_property
    def programme(self) -> Programme:
        """The programme of the event; where there is none yet, one that is stored with its first sessions."""
        return Programme.objects.with_event().filter(event=self.event).first() or Programme(event=self.event)

    def may_import(self) -> bool:
        return permissions.may_import_sessions(self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._as_csv() if "csv" in request.GET else super().get(request, *args, **kwargs)

    def _as_csv(self) -> HttpResponse:
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        csv.writer(response).writerows(imports.rows(self.programme))
        response["Content-Disposition"] = f'attachment; filename="programme-{self.event.short_id}.csv"'
        response["Cache-Control"] = "no-store, private"
        return response

    def sheet(self) -> plans.Sheet:
        return imports.SessionSheet(self.programme)

    def notes(self) -> list[str]:
        return [
            _("You see the result before anything is saved. New rooms, tracks and speakers are added."),
            _("A session is recognised by its code, or by its day, its hour and its room."),
        ]

    def write(self, plan: plans.Plan) -> dict[str, int]:
        counts = imports.apply(plan=plan, programme=self.programme)
        log(instance=self.event, action="events.import_sessions", user=self.request.user)
        return counts

    def done(self, counts: dict[str, int]) -> str:
        return _("Sessions saved: %(count)s.") % {"count": counts["create"] + counts["update"]}

    def get_success_url(self) -> str:
        return reverse(f"{NAMESPACE}:plan", args=[self.programme.pk])


class OfProgramme(InWorkspace):
    """The form of a row of a programme, below the header of its event; what was saved is seen in the plan."""

    tab = "programme"
    request: HttpRequest
    object: Any

    @cached_property
    def programme(self) -> Programme | None:
        """The programme of the row, or for a new one that which is asked for."""
        if self.object is not None:
            programme: Programme = self.object if isinstance(self.object, Programme) else self.object.programme
            return programme
        given = key_of(self.request.POST.get("programme") or self.request.GET.get("programme", ""))
        return own_programmes(self.request).filter(pk=given).first()

    @property
    def event(self) -> Event | None:
        return self.programme.event if self.programme else None

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return super().get_breadcrumbs_items() if self.event else self.breadcrumbs_items

    def get_success_url(self) -> str:
        programme = self.object if isinstance(self.object, Programme) else self.object.programme
        return reverse(f"{NAMESPACE}:plan", args=[programme.pk])


class ProgrammeCreateView(OfProgramme, CreateView):
    page_title = gettext_lazy("New programme")

    @cached_property
    def event(self) -> Event | None:
        given = key_of(self.request.POST.get("event") or self.request.GET.get("event", ""))
        return events_of(self.request.user).filter(pk=given, programme=None).first()

    def get_initial_form_instance(self) -> Programme:
        return Programme(event=self.event)


class SessionCreateView(OfProgramme, CreateView):
    page_title = gettext_lazy("New session")

    def get_initial_form_instance(self) -> Session:
        return Session(programme=self.programme, day=self.event.wall_start.date() if self.event else None)


class SpeakerCreateView(OfProgramme, CreateView):
    page_title = gettext_lazy("New speaker")

    def get_initial_form_instance(self) -> Speaker:
        return Speaker(programme=self.programme)


class RowEditView(OfProgramme, LockedEditView):
    """The editor of a programme, or of a session or a speaker of it."""

    def get_page_title(self) -> str:
        return _("Rooms and tracks") if isinstance(self.object, Programme) else str(self.object)
