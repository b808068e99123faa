"""The emails of one event in the CMS: to whom, what about, when, and what became of each."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.widgets import Button

from coalition.mail import services
from coalition.mail.models import Message, OutgoingQuerySet
from coalition.mail.services import may_send_again
from events.models import Event
from events.registrations.emails import about
from events.team.cms import EventScreen, OfEvent
from events.team.permissions import events_of

ON_A_PAGE = 50
State = Message.State
# Of a mailbox that nobody has proven these are told alike: two of them would tell that it uses this site.
TOLD_ALIKE = (State.QUEUED, State.SENDING, State.HANDING_OVER, State.SENT, State.SUPPRESSED, State.OVER_BUDGET)
NOT_SENT = (State.UNCERTAIN, State.FAILED, State.SUPPRESSED, State.OVER_BUDGET)


REGISTRATION, SEAT, ENDED = (
    gettext_lazy("Registration"),
    gettext_lazy("A free seat"),
    gettext_lazy("Registration cancelled"),
)
CHANGE, SPEAKING = gettext_lazy("Change of the event"), gettext_lazy("Speaking at the event")
KINDS = {  # in words: their subjects are not told, since that of a discreet one differs
    **dict.fromkeys(("registration", "again", "swapped", "declined"), REGISTRATION),
    "seat": SEAT,
    "ended": ENDED,
    "changed": CHANGE,
    "speaker": SPEAKING,
    "invitation": gettext_lazy("Invitation"),
    "letter": gettext_lazy("Message from the hosts"),
    "reminder": gettext_lazy("Reminder"),
    "thanks": gettext_lazy("Thanks after the event"),
}


def kind_of(template: str) -> str:
    """Return what an email of `template` is about, in the active language."""
    return str(KINDS[template.removeprefix("events/mail/")])


def may_see_mails(user: Any) -> bool:
    return user.has_perm("events.view_registration")


def mails_of(event: Event) -> OutgoingQuerySet[Message]:
    """Return the emails about `event`, newest first, without their words: they hold personal links.

    What went to an address that somebody typed and its holder never confirmed is not among them, but for what the
    hosts themselves sent there.
    """
    return Message.objects.filter(about=about(event)).defer("html", "text", "context", "attachments")


class MailsView(EventScreen, TemplateView):
    """The emails, newest first; those that were not sent, where `?unsent` asks for them."""

    permission = "events.view_registration"
    template_name = "events/cms/mails.html"
    page_title = gettext_lazy("Emails of this event")

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

    permission = "events.view_registration"
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


def mail_addresses() -> list[URLPattern | URLResolver]:
    pages = [
        path("<int:event>/", MailsView.as_view(), name="list"),
        path("email/<int:pk>/send-again/", SendAgainView.as_view(), name="send_again"),
    ]
    return [path("event-emails/", include((pages, "events_mails")))]


def offer_mails(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Event) and may_see_mails(user):
        yield Button(_("Emails of this event"), reverse("events_mails:list", args=[snippet.pk]), icon_name="mail",
                     priority=38)  # fmt: skip
