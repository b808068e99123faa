"""Calendars of others in the CMS: subscribe, see how reading goes, read now."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from coalition.pages.stale import LockedEditView

from . import saying, services
from .forms import OutsideCalendarForm
from .models import OutsideCalendar, OutsideEvent

NAMESPACE = "wagtailsnippets_events_outsidecalendar"
SHOWN = 5


class ReadingPanel(Panel):
    """How reading the calendar goes: when it was read, what is wrong in words, what is left out, what comes next."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/cms/outside_reading.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            calendar = self.instance
            reading = saying.reading_of(calendar)
            coming = OutsideEvent.objects.filter(calendar=calendar, end__gt=timezone.now(), gone_at=None)
            found = {
                "state": saying.state(calendar),
                "problem": saying.problem(reading) if reading and calendar.active else "",
                "left_out": saying.left_out(reading) if reading else [],
                "count": coming.count(),
                "coming": coming[:SHOWN],
                "read_url": reverse(f"{NAMESPACE}:read", args=[calendar.pk]),
                "active": calendar.active,
            }
            return super().get_context_data(parent_context) | found


PANELS = [
    ReadingPanel(heading=_("How reading goes")),
    MultiFieldPanel([FieldPanel("name"), FieldPanel("address"), FieldPanel("home"), FieldPanel("active")],
                    _("The calendar")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("region")]),
            FieldRowPanel([FieldPanel("language"), FieldPanel("zone")]),
            FieldPanel("with_texts"),
        ],
        _("Its events"),
    ),
]  # fmt: skip


class ReadNowView(View):
    """Let the worker read a calendar now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("events.change_outsidecalendar"):
            raise PermissionDenied
        calendar = get_object_or_404(OutsideCalendar, pk=pk)
        services.want(calendar)
        messages.success(request, gettext("The calendar is being read. Open this page again in a minute."))
        return redirect(reverse(f"{NAMESPACE}:edit", args=[pk]))


class OutsideCalendarViewSet(SnippetViewSet):
    """Calendars of others, each with how reading it goes."""

    model = OutsideCalendar
    icon = "calendar"
    menu_label = _("Calendars of others")
    edit_view_class = LockedEditView
    edit_handler = ObjectList(PANELS, base_form_class=OutsideCalendarForm)
    list_display = [
        "name",
        Column("state", label=_("State"), accessor=saying.state),
        Column("coming", label=_("Upcoming events"), accessor="coming"),
        Column("kind", label=_("Type"), accessor="get_kind_display", sort_key="kind"),
    ]
    list_filter = ["kind", "region", "active"]
    search_fields = ["name"]
    search_backend_name = None
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutsideCalendar]:
        coming = Count("events", filter=Q(events__end__gt=timezone.now(), events__gone_at=None))
        return OutsideCalendar.objects.select_related("reading").annotate(coming=coming).order_by("name", "pk")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("read/<int:pk>/", ReadNowView.as_view(), name="read")]
