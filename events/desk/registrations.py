"""Who registered, in the CMS: the list and its sheets, one registration, and what may be done to it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, re_path
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.widgets import Button
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import InspectView, SnippetViewSet

from coalition.members.open_data import quoted
from coalition.users.policies import ReadOnlyPolicy
from events.programme.models import Programme
from events.registrations import exporting
from events.registrations.fields import ANSWERS, which
from events.registrations.models import Registration
from events.registrations.permissions import may_export_registrations
from events.registrations.querysets import RegistrationQuerySet
from events.replies.services import answer_of, in_words
from events.team.permissions import events_of

from . import deeds, moved
from .deciding import DecideView, offer_deciding
from .filters import RegistrationFilterSet, one_event
from .people import CorrectView, offer_correcting
from .sheets import SheetOfAnswers
from .views import CancelRegistrationView, offer_cancelling


class RegistrationIndexView(SheetOfAnswers):
    """Registrations; names and addresses leave the site only with a permission of their own."""

    export_headings = {"registered_there": _("Registered"), "event.zone": _("Time zone")}
    custom_field_preprocess = {name: {"csv": quoted, "xlsx": quoted} for name in which("typed")}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        asked = request.GET.get("export")
        if asked and not may_export_registrations(request.user):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        if asked:
            exporting.note(by=request.user, kind=asked, event=request.GET.get("event", ""))
        return response

    def to_row_dict(self, item: Registration) -> dict[str, Any]:
        """Leave out the address of who asked for discretion: a list is no safe place for it, nor for that wish."""
        return {**super().to_row_dict(item), **({"email": ""} if item.discreet else {})}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the event whose registrations alone are asked for, if any: they stand in a tab of its page."""
        event = one_event(self.request)
        programme = Programme.objects.filter(event=event).first() if event else None
        return super().get_context_data(**kwargs) | {"one_event": event, "programme": programme}

    def left_to_do(self) -> int:
        """Return to how many registrations something that this host asked for is still to be done."""
        return deeds.left_of(self.request.user)

    @property
    def show_export_buttons(self) -> bool:
        return may_export_registrations(self.request.user)

    def get_list_more_buttons(self, instance: Registration) -> list[Button]:
        user = self.request.user
        offered = (
            *offer_deciding(instance, user), *offer_correcting(instance, user), *offer_cancelling(instance, user)
        )  # fmt: skip
        return [*super().get_list_more_buttons(instance), *offered]


class RegistrationInspectView(InspectView):
    """One registration, and what may be done to it. Who cancelled it and why is shown where a host did."""

    fields: list[str]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not self.object.cancel_reason:
            self.fields = [name for name in self.fields if name not in ("cancelled_by", "cancel_reason")]
        if not answer_of(self.object):
            self.fields = [name for name in self.fields if name != "calendar_reply"]
        if not self.object.comes_from:
            self.fields = [name for name in self.fields if name != "comes_from"]

    def get_discreet_display_value(self) -> str:
        return gettext("yes") if self.object.discreet else gettext("no")

    def get_object(self, queryset: Any = None) -> Registration:
        rows = Registration.objects.select_related("event", "category", "government", "cancelled_by")
        return get_object_or_404(rows, pk=self.pk, event__in=events_of(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how the seat changed."""
        return super().get_context_data(**kwargs) | {"moves": moved.lines_of(self.object)}

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        user, row = self.request.user, self.object
        offered = (*offer_deciding(row, user), *offer_correcting(row, user), *offer_cancelling(row, user))
        return [*super().header_more_buttons, *offered]


class RegistrationViewSet(SnippetViewSet):
    """Who registered. People look, export and cancel; only services write."""

    model = Registration
    icon = "group"
    menu_label = _("Registrations")
    index_view_class = RegistrationIndexView
    index_template_name = "events/cms/registrations.html"
    inspect_view_class = RegistrationInspectView
    inspect_template_name = "events/cms/registration.html"
    inspect_view_enabled = True
    copy_view_enabled = False
    inspect_view_fields = [
        "event", "category", *ANSWERS, "comes_from", "answers_given", "state", "calendar_reply", "created_at",
        "cancelled_by", "cancel_reason",
    ]  # fmt: skip
    panels = [FieldPanel("name")]
    list_display = [
        "__str__",
        Column("event", label=_("Event"), accessor="event"),
        Column("category", label=_("Seats"), accessor="category"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("language", label=_("Language"), accessor="get_language_display"),
        Column("comes_from", label=_("Comes from"), accessor="comes_from"),
        Column("calendar", label=_("Calendar"), accessor=in_words),
        DateColumn("created_at", label=_("Registered"), sort_key="created_at"),
    ]
    filterset_class = RegistrationFilterSet
    list_export = ["event", "category", *which("in_sheet"), "state", "registered_there", "event.zone"]
    search_fields = which("searched")
    search_backend_name = None

    def get_queryset(self, request: HttpRequest) -> RegistrationQuerySet:
        rows = Registration.objects.select_related("event", "category", "government", "calendar_reply")
        return rows.filter(event__in=events_of(request.user))

    def get_urlpatterns(self) -> list[URLPattern]:
        views = {"cancel": CancelRegistrationView, "correct": CorrectView}
        decide = self.construct_view(DecideView)
        return [
            *super().get_urlpatterns(),
            *(path(f"{name}/<int:pk>/", self.construct_view(view), name=name) for name, view in views.items()),
            re_path(r"^decide/(?P<pk>\d+)/(?P<decision>approve|decline)/$", decide, name="decide"),
        ]


register_permission_policy(Registration, ReadOnlyPolicy(Registration))
