"""Personal invitations in the CMS: who was invited, whether they came to register, and more of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, Table

from coalition import dates
from coalition.cms.views import ButtonColumn
from coalition.typed import key_of
from events.models import Event
from events.team.policies import EventScreen

from . import invitations
from .admission import PersonalInvitation
from .forms import InvitationsForm


class InvitationsView(EventScreen, FormView):
    tab = "people"
    form_class = InvitationsForm
    template_name = "cms/page.html"
    page_title = gettext_lazy("Personal invitations")
    extra_context = {
        "help": gettext_lazy(
            "Each person gets a link of their own. It admits one registration, with whatever email address its holder "
            "chooses, and runs out when the event ends."
        ),
        "submit_label": pgettext_lazy("button", "Send the invitations"),
    }
    columns = [
        Column("email", label=gettext_lazy("Email")),
        Column("category", label=gettext_lazy("Seats"), accessor=lambda row: row.category or "–"),
        Column("state", label=gettext_lazy("State"), accessor=lambda row: _state(row)),
        ButtonColumn("withdraw", label=gettext_lazy("Action"), accessor=lambda row: _withdraw(row)),
    ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"event": self.event}

    def get_initial(self) -> dict[str, Any]:
        return {"language": get_language()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "withdraw" in request.POST:
            return self._withdraw(request.POST["withdraw"])
        return super().post(request, *args, **kwargs)

    def _withdraw(self, key: str) -> HttpResponse:
        """Withdraw one that was not used."""
        rows = PersonalInvitation.objects.filter(event_id=self.event.pk).select_related("event")
        try:
            invitations.withdraw(invitation=get_object_or_404(rows, pk=key_of(key)), by=self.request.user)
        except invitations.NothingToWithdraw:
            messages.error(self.request, _("This invitation was used or withdrawn before."))
        else:
            messages.success(self.request, _("The invitation is withdrawn: its link no longer works."))
        return redirect("events_invitations:list", self.event.pk)

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
        found = super().get_context_data(**kwargs)
        if self.event.is_over or self.event.state == Event.State.CANCELLED:
            del found["form"], found["submit_label"]
        return found | {"tables": [Table(self.columns, rows, caption=_("Who was invited"))] if rows else []}


def _state(row: PersonalInvitation) -> str:
    if row.used_at:
        return pgettext("invitation", "used")
    if row.withdrawn_at:
        return pgettext("invitation", "withdrawn")
    return _("invited on %(day)s") % {"day": dates.day(row.created_at)}


def _withdraw(row: PersonalInvitation) -> list[dict[str, Any]]:
    if not row.is_open:
        return []
    words = _("Withdraw the invitation of %(address)s") % {"address": row.email}
    return [{"label": pgettext("button", "Withdraw"), "aria_label": words, "values": {"withdraw": row.pk}}]


def invitation_addresses() -> list[URLPattern | URLResolver]:
    pages = [path("<int:event>/", InvitationsView.as_view(), name="list")]
    return [path("event-invitations/", include((pages, "events_invitations")))]
