"""The CMS's pages where a host approves or declines who asked to come to a closed event."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button

from coalition import dates
from events.desk.views import DeclineForm, OfRegistration
from events.registrations import admission, permissions, waiting_list
from events.registrations.models import Registration

from .views import NAMESPACE

DECISIONS: dict[str, Callable[..., Registration]] = {"approve": waiting_list.approve, "decline": waiting_list.decline}


def offer_deciding(registration: Registration, user: Any) -> list[Button]:
    """Return the buttons that lead to a decision, where one is to be made."""
    if not (waiting_list.may_be_decided(registration) and permissions.may_decide(user)):
        return []
    address = f"{NAMESPACE}:decide"
    return [
        Button(_("Approve"), reverse(address, args=[registration.pk, "approve"]), icon_name="check", priority=10),
        Button(_("Decline"), reverse(address, args=[registration.pk, "decline"]), icon_name="cross", priority=20),
    ]


class DecideView(OfRegistration, WagtailAdminTemplateMixin, TemplateView):
    """Ask once more, then decide. Opening the page changes nothing."""

    template_name = "events/cms/decide.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_decide(request.user):
            raise PermissionDenied
        if not waiting_list.may_be_decided(self.registration):
            return self.refuse()
        return super().dispatch(request, *args, **kwargs)

    def refuse(self) -> HttpResponse:
        """Say that there is nothing to decide now, and show the registration as it is."""
        words = _(
            "There is nothing to decide now: somebody else has decided, or the event is over, postponed or cancelled."
        )
        messages.error(self.request, words)
        return redirect(self.inspect_url)

    @property
    def approving(self) -> bool:
        """Whether the decision is yes."""
        return self.kwargs["decision"] == "approve"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide, and say what came of it."""
        form = DeclineForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        why = {} if self.approving else form.cleaned_data
        try:
            decided = DECISIONS[self.kwargs["decision"]](registration=self.registration, host=request.user, **why)
        except waiting_list.NothingToDecide:
            return self.refuse()
        words = _("The registration is now: %(state)s. The person is told by email.")
        messages.success(request, words % {"state": decided.get_state_display()})
        return redirect(self.inspect_url)

    @property
    def inspect_url(self) -> str:
        """The registration's own page in the CMS."""
        return reverse(f"{NAMESPACE}:inspect", args=[self.registration.pk])

    def get_page_title(self) -> str:
        return _("Approve") if self.approving else _("Decline")

    def get_page_subtitle(self) -> str:
        return str(self.registration)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": DeclineForm(), **super().get_context_data(**kwargs)} | {
            "registration": self.registration, "event": self.registration.event, "inspect_url": self.inspect_url,
            "approving": self.approving, **_earlier_no(self.registration),
        }  # fmt: skip


def _earlier_no(registration: Registration) -> dict[str, str]:
    """Return on which day hosts said no to the same address before, and why; nothing where they never did."""
    no = admission.last_refusal(registration.event, registration.email_digest)
    day = dates.day(no.changed_at.astimezone(ZoneInfo(registration.event.zone)).date()) if no else ""
    return {"refused_on": day, "refused_because": no.cancel_reason if no else ""}
