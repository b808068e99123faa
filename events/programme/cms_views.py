"""HTTP of the CMS: a programme as a whole, with what clashes, and its release."""

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
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.snippets.views.snippets import CreateView

from coalition.typed import key_of
from events import permissions
from events.team.permissions import events_of

from . import drafts, release
from .coverage import Plan
from .models import Programme, Session, SessionChoice

NAMESPACE = "wagtailsnippets_events_programme"


class ProgrammePage(WagtailAdminTemplateMixin, TemplateView):
    """A page of the CMS about one programme; `pk` in its address."""

    header_icon = "list-ul"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_release(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def programme(self) -> Programme:
        rows = Programme.objects.with_event().filter(event__in=events_of(self.request.user))
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.programme)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse(f"{NAMESPACE}:list"), "label": _("Programmes")},
            {"url": reverse(f"{NAMESPACE}:plan", args=[self.programme.pk]), "label": str(self.programme)},
            {"url": "", "label": self.get_page_title()},
        ]


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
            "clashes": drafts.clashes(programme),
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
            except ValidationError as error:
                form.add_error("days", error)
            else:
                done = ngettext("%(number)d session is moved.", "%(number)d sessions are moved.", number)
                then = _("Readers see it after the next release.")
                messages.success(request, f"{done % {'number': number}} {then}")
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(shift=form))


class SessionCreateView(CreateView):
    page_title = gettext_lazy("New session")

    def get_initial_form_instance(self) -> Session:
        given = key_of(self.request.GET.get("programme", ""))
        programme = Programme.objects.with_event().filter(pk=given).first()
        session = Session(programme=programme)
        if programme is not None:
            session.day = programme.event.wall_start.date()
        return session


class InterpretationView(ProgrammePage):
    template_name = "events/cms/interpretation.html"
    page_title = pgettext_lazy("heading of a page", "Interpretation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = Plan(self.programme)
        return super().get_context_data(**kwargs) | {"programme": self.programme, "plan": plan}
