"""The CMS's page of a series: its meetings, what the later ones take over, and the end of all that are to come."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from coalition.users.models import User
from events.models import Event
from events.registrations.models import Registration
from events.team.permissions import events_of

from . import rest


class CancelForm(forms.Form):
    """Asked once more before people are told."""

    sure = forms.BooleanField(
        label=gettext_lazy("Yes, cancel them and tell those registered"),
        error_messages={"required": gettext_lazy("Tick the box to cancel them.")},
    )


class SeriesView(WagtailAdminTemplateMixin, TemplateView):
    """The series of an event of `model`."""

    template_name = "events/cms/series.html"
    page_title = pgettext_lazy("heading of a page", "Series")
    header_icon = "calendar-alt"
    event: Event
    form: CancelForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("events.change_event"):
            raise PermissionDenied
        self.event = get_object_or_404(Event, pk=kwargs["pk"])
        self.form = CancelForm(request.POST if request.POST.get("do") == "cancel" else None)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let the later meetings follow, or cancel them."""
        if not isinstance(request.user, User):
            raise PermissionDenied
        try:
            if request.POST.get("do") == "follow":
                done = rest.follow(event=self.event, user=request.user)
                words = ngettext("%(count)d event was changed.", "%(count)d events were changed.", len(done))
            elif self.form.is_bound and self.form.is_valid():
                done = rest.cancel_rest(event=self.event, user=request.user)
                words = ngettext("%(count)d event was cancelled.", "%(count)d events were cancelled.", len(done))
            else:
                return self.render_to_response(self.get_context_data(**kwargs))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(request.path)
        messages.success(request, words % {"count": len(done)})
        return redirect(request.path)

    def get_page_subtitle(self) -> str:
        return str(self.event)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        viewset = Event.snippet_viewset
        return [
            {"url": reverse(viewset.get_url_name("list")), "label": Event._meta.verbose_name_plural},
            {"url": reverse(viewset.get_url_name("edit"), args=[self.event.pk]), "label": str(self.event)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        viewset = Event.snippet_viewset
        user = self.request.user
        meetings = list(rest.meetings(self.event).filter(pk__in=events_of(user).values("pk")))
        later = list(rest.later(self.event, user).values_list("pk", flat=True))
        edit = {row.pk: reverse(viewset.get_url_name("edit"), args=[row.pk]) for row in meetings}
        found = {
            "event": self.event,
            "meetings": [{"event": row, "url": edit[row.pk], "here": row.pk == self.event.pk} for row in meetings],
            "next_url": reverse(viewset.get_url_name("next"), args=[meetings[-1].pk]),
            "followers": rest.followers(self.event, user).count(),
            "later": len(later),
            "people": Registration.objects.active().filter(event__in=later).count(),
            "form": self.form,
        }
        return super().get_context_data(**kwargs) | found
