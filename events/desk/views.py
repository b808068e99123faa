"""What a host does to one registration in the CMS: correcting it, and adding a person; all else as to many."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.widgets import Button

from coalition.cms.edit_conflicts import refuse_stale
from events import permissions
from events.models import Event, RegistrationClosed
from events.registrations import own_page as own
from events.registrations import services, waiting_list
from events.registrations.fields import ANSWER_FIELDS
from events.registrations.forms import NO_OTHERS, AddForm, OwnForm
from events.registrations.models import Registration, SeatCategory
from events.seats.models import Quota
from events.team.permissions import events_of
from events.team.policies import EventScreen, InWorkspace

NAMESPACE = "wagtailsnippets_events_registration"


def registration_buttons(registration: Registration, user: Any) -> list[Button]:
    """Return the buttons for what `user` may do to `registration` now."""
    found = []
    if waiting_list.may_be_decided(registration) and permissions.may_decide(user):
        found.append(Button(_("Approve"), _act("approve", registration), icon_name="check", priority=10))
        found.append(Button(_("Decline"), _act("decline", registration), icon_name="cross", priority=20))
    if registration.may_be_cancelled and permissions.may_change_registrations(user):
        correct = reverse(f"{NAMESPACE}:correct", args=[registration.pk])
        found.append(Button(_("Correct"), correct, icon_name="edit", priority=25))
    if registration.may_be_cancelled and permissions.may_cancel_registrations(user):
        cancel = _act("cancel", registration)
        found.append(Button(_("Cancel this registration"), cancel, icon_name="cross", priority=30))
    return found


def _act(name: str, registration: Registration) -> str:
    """Return where a host does to this one registration what is done to many at once (bulk.py)."""
    back = reverse(f"{NAMESPACE}:inspect", args=[registration.pk])
    return f"{reverse('wagtail_bulk_action', args=['events', 'registration', name])}?id={registration.pk}&next={back}"


def people_url(event: Event) -> str:
    """Return where those who registered for `event` are listed."""
    return f"{reverse(f'{NAMESPACE}:list')}?event={event.pk}"


class CorrectView(InWorkspace, FormView):
    """Correct name, language and needs, and the seats, as the person can on their own page."""

    template_name = "cms/page.html"
    tab = "people"
    form_class = OwnForm
    page_title = gettext_lazy("Correct the registration")
    header_icon = "user"
    extra_context = {"help": gettext_lazy("The person gets an email only if the seats change.")}

    @cached_property
    def registration(self) -> Registration:
        rows = Registration.objects.select_related("event", "category")
        return get_object_or_404(rows, pk=self.kwargs["pk"], event__in=events_of(self.request.user))

    @property
    def event(self) -> Event:
        event: Event = self.registration.event
        return event

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_change_registrations(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs) if self.registration.may_be_cancelled else self.refuse()

    def refuse(self) -> HttpResponse:
        """Say that there is nothing to correct now, and show the registration as it is."""
        messages.error(self.request, _("There is nothing to correct: it is cancelled, or the event is over."))
        return redirect(self.back)

    @property
    def back(self) -> str:
        return reverse(f"{NAMESPACE}:inspect", args=[self.registration.pk])

    def get_page_subtitle(self) -> str:
        return str(self.registration)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, here = super().get_breadcrumbs_items()
        people = {"url": people_url(self.event), "label": _("People")}
        return [*above, people, {"url": self.back, "label": str(self.registration)}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"back": self.back}

    def get_form_kwargs(self) -> dict[str, Any]:
        row = self.registration
        seats = SeatCategory.objects.filter(event_id=row.event_id).order_by("pk")
        categories = list(seats) if row.event.takes_place else [row.category]  # nobody is moved before there is a day
        kwargs = super().get_form_kwargs() | {"registration": row, "categories": categories}
        del kwargs["initial"]
        return kwargs

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields.pop("discreet", None)  # the person's own choice
        now = own.version(self.registration)
        form.fields["version"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=now)
        return form

    def form_valid(self, form: OwnForm) -> HttpResponse:
        host: Any = self.request.user
        try:
            own.change(
                registration=self.registration,
                answers=form.answers(),
                category=form.chosen_category(),
                host=host,
                seen=form.cleaned_data["version"],
            )
        except own.Changed:
            return self._show_what_changed(form)
        except waiting_list.NoSeat:
            form.add_error("category", _("All of these seats are taken."))
            return self.form_invalid(form)
        except RegistrationClosed:
            form.add_error("category", NO_OTHERS)
            return self.form_invalid(form)
        except services.NothingToCancel:
            return self.refuse()
        messages.success(self.request, _("The registration is corrected."))
        return redirect(self.back)

    def _show_what_changed(self, form: OwnForm) -> HttpResponse:
        """Show the form again with what was typed, and say what the registration says by now."""
        del self.registration  # read it anew
        row = self.registration
        shown = [field for field in ANSWER_FIELDS if field.is_changeable and field.name != "discreet"]
        said = [*(str(field.get_display_value(row)) for field in shown if getattr(row, field.name)), str(row.category)]
        refuse_stale(form, said, version=own.version(row))
        return self.form_invalid(form)


class AddView(EventScreen, FormView):
    """Give a person a seat, as they asked the host to, and tell them (decision 0010-confirm-then-count)."""

    form_class = AddForm
    template_name = "cms/page.html"
    page_title = gettext_lazy("Add a person")
    header_icon = "user"
    tab = "people"
    extra_context = {
        "help": gettext_lazy(
            "The person has a seat at once, or a place on the waiting list where none is left. An email in their "
            "language leads them to their own page, and says what it is about only if you untick “Discreet emails”."
        )
    }

    def get_form_kwargs(self) -> dict[str, Any]:
        categories = list(SeatCategory.objects.filter(event_id=self.event.pk).order_by("pk"))
        quotas = Quota.objects.filter(event_id=self.event.pk)
        return super().get_form_kwargs() | {"categories": categories, "quotas": quotas}

    def get_initial(self) -> dict[str, Any]:
        return {"language": get_language()}

    def form_valid(self, form: AddForm) -> HttpResponse:
        host: Any = self.request.user
        try:
            added = services.add(
                event=self.event, category=form.chosen_category(), person=form.registrant(), host=host,
                more=form.origin(),
            )  # fmt: skip
        except (RegistrationClosed, SeatCategory.DoesNotExist):
            messages.error(
                self.request, _("The event is over or does not take place, or these seats are no longer offered.")
            )
            return redirect(people_url(self.event))
        row = added.registration
        words = _("The registration is now: %(state)s, %(seats)s.")
        if added.was_registered:
            words = _("This address was registered already. The registration is now: %(state)s, %(seats)s.")
        messages.success(self.request, words % {"state": row.get_state_display(), "seats": row.category})
        messages.success(self.request, _(
            "The email is on its way. We send only a few such emails a day to one mailbox: if it does not arrive, send "
            "the link again tomorrow."
        ))  # fmt: skip
        return redirect(f"{NAMESPACE}:inspect", row.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"back": people_url(self.event)}
