"""Personal invitations in the CMS: who was invited, whether they came to register, and more of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages

from events.models import Event
from events.team.permissions import events_of
from events.team.policies import EventScreen, OfEvent

from . import invitations
from .admission import PersonalInvitation
from .forms import InvitationsForm


class InvitationsView(EventScreen, FormView):
    tab = "people"
    form_class = InvitationsForm
    template_name = "events/cms/invitations.html"
    page_title = gettext_lazy("Personal invitations")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"event": self.event}

    def get_initial(self) -> dict[str, Any]:
        return {"language": get_language()}

    def form_valid(self, form: InvitationsForm) -> HttpResponse:
        typed = form.cleaned_data
        try:
            invited = invitations.invite(event=self.event, by=self.request.user, **typed)
        except invitations.EventOver:
            messages.error(self.request, _("Nobody was invited: the event is over or cancelled."))
        else:
            self._tell(invited)
        return redirect("events_invitations:list", self.event.pk)

    def _tell(self, invited: invitations.Invited) -> None:
        """Say how many are invited, and how many were before: the same whatever the site knows of an address."""
        number, skipped = invited
        if number:
            words = ngettext("%(number)d invitation is on its way.", "%(number)d invitations are on their way.", number)
            messages.success(self.request, words % {"number": number})
        if skipped:
            words = ngettext(
                "%(number)d address has an open invitation already and gets no second one. To send another, withdraw "
                "the first.",
                "%(number)d addresses have an open invitation already and get no second one. To send another, withdraw "
                "the first.",
                skipped,
            )
            messages.warning(self.request, words % {"number": skipped})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = PersonalInvitation.objects.filter(event_id=self.event.pk).select_related("event", "category")
        offered = not self.event.is_over and self.event.state != Event.State.CANCELLED
        return super().get_context_data(**kwargs) | {"invitations": rows, "offered": offered}


class WithdrawView(OfEvent):
    """Withdraw one that was not used, on POST."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = PersonalInvitation.objects.filter(event__in=events_of(request.user)).select_related("event")
        invitation = get_object_or_404(rows, pk=self.kwargs["pk"])
        try:
            invitations.withdraw(invitation=invitation, by=request.user)
        except invitations.NothingToWithdraw:
            messages.error(request, _("This invitation was used or withdrawn before."))
        else:
            messages.success(request, _("The invitation is withdrawn: its link no longer works."))
        return redirect("events_invitations:list", invitation.event_id)


def invitation_addresses() -> list[URLPattern | URLResolver]:
    pages = [
        path("<int:event>/", InvitationsView.as_view(), name="list"),
        path("invitation/<int:pk>/withdraw/", WithdrawView.as_view(), name="withdraw"),
    ]
    return [path("event-invitations/", include((pages, "events_invitations")))]
