"""The emails of one event in the CMS: to whom, what about, when, and what became of each."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from coalition.mail import services
from coalition.mail.models import Message
from coalition.mail.services import may_send_again
from events.models import Event
from events.team.permissions import events_of

from .kinds import kind_of
from .permissions import mails_of, may_see_mails

ON_A_PAGE = 50
State = Message.State
# Of a mailbox that nobody has proven these are told alike: two of them would tell that it uses this site.
TOLD_ALIKE = (State.QUEUED, State.SENDING, State.HANDING_OVER, State.SENT, State.SUPPRESSED, State.OVER_BUDGET)
NOT_SENT = (State.UNCERTAIN, State.FAILED, State.SUPPRESSED, State.OVER_BUDGET)


class OfEvent(View):
    """Opens to who sees the people of an event, for the events that they run."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see_mails(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class MailsView(WagtailAdminTemplateMixin, OfEvent, TemplateView):
    """The emails, newest first; those that were not sent, where `?unsent` asks for them."""

    template_name = "events/cms/mails.html"
    page_title = gettext_lazy("Emails of this event")
    header_icon = "mail"

    @cached_property
    def event(self) -> Event:
        """The event that the address names."""
        return get_object_or_404(events_of(self.request.user), pk=self.kwargs["event"])

    def get_page_subtitle(self) -> str:
        return str(self.event)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        events = {"url": reverse("wagtailsnippets_events_event:list"), "label": _("Events")}
        return [*self.breadcrumbs_items, events, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unsent = "unsent" in self.request.GET
        mails = mails_of(self.event)
        if unsent:
            mails = mails.filter(state__in=NOT_SENT).exclude(unasked=True, state__in=TOLD_ALIKE)
        page = Paginator(mails, ON_A_PAGE).get_page(self.request.GET.get("page"))
        rows = [(mail, kind_of(mail.template), mail.unasked and mail.state in TOLD_ALIKE) for mail in page]
        found = {"event": self.event, "page": page, "rows": rows, "unsent": unsent}
        return super().get_context_data(**kwargs) | found | {"may_send_again": may_send_again(self.request.user)}


class SendAgainView(OfEvent):
    """Send an uncertain email again, on POST; for who may do so in the log of emails."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_send_again(request.user):
            raise PermissionDenied
        message = get_object_or_404(Message, pk=self.kwargs["pk"])
        kind, _colon, number = message.about.partition(":")
        if kind != "event":
            raise Http404
        event = get_object_or_404(events_of(request.user), pk=number)
        try:
            services.send_again(message=message, by=request.user)
        except services.NotUncertain:
            messages.error(request, _("This email is no longer uncertain. Nothing was sent again."))
        else:
            messages.success(request, _("The email is on its way again."))
        return redirect("events_mails:list", event.pk)
