"""The CMS's page of what nobody has confirmed yet, of one event: a number, and a button that cancels all of it.

A form that somebody sends a thousand times takes no seat, and all is gone after two days; a host need not wait.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button

from events.models import Event
from events.registrations import permissions, registering
from events.registrations.models import RegistrationRequest
from events.team.permissions import events_of

NAMESPACE = "wagtailsnippets_events_event"


def offer_unconfirmed(event: Event, user: Any) -> list[Button]:
    """Return the button that leads to the unconfirmed registrations of `event`, where there may be some."""
    if event.is_over or not permissions.may_cancel_registrations(user):
        return []
    url = reverse(f"{NAMESPACE}:unconfirmed", args=[event.pk])
    return [Button(_("Unconfirmed registrations"), url, icon_name="time", priority=40)]


class UnconfirmedView(WagtailAdminTemplateMixin, TemplateView):
    """Say how many there are, and cancel them on POST. It shows no address: nobody has proven that it is theirs."""

    template_name = "events/cms/unconfirmed.html"
    page_title = gettext_lazy("Unconfirmed registrations")
    header_icon = "time"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_cancel_registrations(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def event(self) -> Event:
        """The event that the address names."""
        return get_object_or_404(events_of(self.request.user), pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        number = registering.drop_all(event=self.event, by=request.user)
        words = ngettext("%(number)d unconfirmed registration is cancelled.",
                         "%(number)d unconfirmed registrations are cancelled.", number)  # fmt: skip
        messages.success(request, words % {"number": number})
        return redirect(reverse(f"{NAMESPACE}:list"))

    def get_page_subtitle(self) -> str:
        return str(self.event)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listed = {"url": reverse(f"{NAMESPACE}:list"), "label": _("Events")}
        return [listed, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        number = RegistrationRequest.objects.filter(event_id=self.event.pk).count()
        back = reverse(f"{NAMESPACE}:list")
        return super().get_context_data(**kwargs) | {"event": self.event, "number": number, "back": back}
