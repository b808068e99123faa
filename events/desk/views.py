"""The CMS's page where a host cancels a registration for someone, and the buttons that lead there."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from django.views.generic.base import View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button

from events.registrations import permissions, services
from events.registrations.models import Registration
from events.team.permissions import events_of


class OfRegistration(View):
    """Finds the registration; of an event that is not the user's, there is none."""

    @cached_property
    def registration(self) -> Registration:
        """The registration that the address names."""
        rows = Registration.objects.select_related("event", "category")
        return get_object_or_404(rows, pk=self.kwargs["pk"], event__in=events_of(self.request.user))


class CancellationForm(forms.Form):
    """Why a host cancels someone's registration."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "Only the team reads it. The person may ask for a copy of it, as of all that is kept about them."
        ),
    )


class DeclineForm(CancellationForm):
    """Why a host declines somebody who asked to come, if they wish to keep it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False


NAMESPACE = "wagtailsnippets_events_registration"


def offer_cancelling(registration: Registration, user: Any) -> list[Button]:
    """Return the button that leads to the cancellation of `registration`, where there is something to cancel."""
    if not (registration.may_be_cancelled and permissions.may_cancel_registrations(user)):
        return []
    url = reverse(f"{NAMESPACE}:cancel", args=[registration.pk])
    return [Button(_("Cancel this registration"), url, icon_name="cross", priority=30)]


class CancelRegistrationView(OfRegistration, WagtailAdminTemplateMixin, FormView):
    """Ask for a reason, then cancel. Opening the page changes nothing."""

    form_class = CancellationForm
    template_name = "events/cms/cancel_registration.html"
    page_title = gettext_lazy("Cancel this registration")
    header_icon = "cross"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_cancel_registrations(request.user):
            raise PermissionDenied
        if not self.registration.may_be_cancelled:
            return self.refuse()
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: CancellationForm) -> HttpResponse:
        host: Any = self.request.user  # signed in: the CMS lets nobody else come here
        reason = form.cleaned_data["reason"]
        try:
            services.cancel_registration_for(registration=self.registration, host=host, reason=reason)
        except services.NothingToCancel:
            return self.refuse()
        messages.success(self.request, _("The registration is cancelled. The person is told by email."))
        return redirect(self.inspect_url)

    def refuse(self) -> HttpResponseRedirect:
        """Say that there is nothing to cancel, and show the registration as it is."""
        messages.error(self.request, _("There is nothing to cancel: it was cancelled before, or the event is over."))
        return redirect(self.inspect_url)

    @property
    def inspect_url(self) -> str:
        """The registration's own page in the CMS."""
        return reverse(f"{NAMESPACE}:inspect", args=[self.registration.pk])

    def get_page_subtitle(self) -> str:
        return str(self.registration)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse(f"{NAMESPACE}:list"), "label": _("Registrations")},
            {"url": self.inspect_url, "label": str(self.registration)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = {"registration": self.registration, "event": self.registration.event, "inspect_url": self.inspect_url}
        return super().get_context_data(**kwargs) | found
