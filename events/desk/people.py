"""The CMS's pages where a host adds a person to an event, and corrects what a registration says."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button

from coalition.pages.forms import retype
from events.desk.views import OfRegistration
from events.models import Event, RegistrationClosed
from events.registrations import adding, permissions, services, waiting_list
from events.registrations.fields import own_words
from events.registrations.forms import NO_OTHERS, AddForm, OwnForm
from events.registrations.models import Registration, SeatCategory
from events.registrations.own import services as own
from events.seats.models import Quota
from events.team.permissions import events_of

EVENTS, REGISTRATIONS = "wagtailsnippets_events_event", "wagtailsnippets_events_registration"


def offer_adding(event: Event, user: Any) -> list[Button]:
    """Return the button that leads to adding a person to `event`, until it ends."""
    if not (event.is_open_to_hosts and permissions.may_change_registrations(user)):
        return []
    url = reverse(f"{EVENTS}:add_person", args=[event.pk])
    return [Button(_("Add a person"), url, icon_name="plus", priority=35)]


def offer_correcting(registration: Registration, user: Any) -> list[Button]:
    """Return the button that leads to correcting `registration`, where there is something to correct."""
    if not (registration.may_be_cancelled and permissions.may_change_registrations(user)):
        return []
    url = reverse(f"{REGISTRATIONS}:correct", args=[registration.pk])
    return [Button(_("Correct"), url, icon_name="edit", priority=25)]


class PersonView(WagtailAdminTemplateMixin, FormView):
    """A form about one person, for who may change registrations."""

    template_name = "events/cms/person.html"
    header_icon = "user"
    explanation: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_change_registrations(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def back(self) -> str:
        """Where it leads back to."""
        raise NotImplementedError

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [{"url": self.back, "label": self.get_page_subtitle()}, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"back": self.back, "explanation": self.explanation}


class AddView(PersonView):
    """Give a person a seat, as they asked the host to, and tell them (decision 0010-confirm-then-count)."""

    form_class = AddForm
    page_title = gettext_lazy("Add a person")
    explanation = gettext_lazy(
        "The person has a seat at once, or a place on the waiting list where none is left. An email in their language "
        "leads them to their own page: there they can change everything, or erase it with one click. It says what it "
        "is about only if you untick “Discreet emails”."
    )

    @cached_property
    def event(self) -> Event:
        """The event that the address names."""
        return get_object_or_404(events_of(self.request.user), pk=self.kwargs["pk"])

    @property
    def back(self) -> str:
        return reverse(f"{EVENTS}:list")

    def get_page_subtitle(self) -> str:
        return str(self.event)

    def get_form_kwargs(self) -> dict[str, Any]:
        categories = list(SeatCategory.objects.filter(event_id=self.event.pk).order_by("pk"))
        quotas = Quota.objects.filter(event_id=self.event.pk)
        return super().get_form_kwargs() | {"categories": categories, "quotas": quotas}

    def get_initial(self) -> dict[str, Any]:
        return {"language": get_language()}

    def form_valid(self, form: AddForm) -> HttpResponse:
        host: Any = self.request.user
        try:
            added = adding.add(
                event=self.event, category=form.chosen_category(), person=form.registrant(), host=host,
                more=form.origin(),
            )  # fmt: skip
        except (RegistrationClosed, SeatCategory.DoesNotExist):
            messages.error(
                self.request, _("The event is over or does not take place, or these seats are no longer offered.")
            )
            return redirect(self.back)
        self._say_what_came_of_it(added)
        return redirect(reverse(f"{REGISTRATIONS}:inspect", args=[added.registration.pk]))

    def _say_what_came_of_it(self, added: adding.Added) -> None:
        row = added.registration
        words = _("The registration is now: %(state)s, %(seats)s.")
        if added.was_registered:
            words = _("This address was registered already. The registration is now: %(state)s, %(seats)s.")
        messages.success(self.request, words % {"state": row.get_state_display(), "seats": row.category})
        messages.success(self.request, _(
            "The email is on its way. We send only a few such emails a day to one mailbox: if it does not arrive, send "
            "the link again tomorrow."
        ))  # fmt: skip


class CorrectView(OfRegistration, PersonView):
    """Correct name, language and needs, and the seats, as the person can on their own page."""

    form_class = OwnForm
    page_title = gettext_lazy("Correct the registration")
    explanation = gettext_lazy("The person gets an email only if the seats change.")

    @property
    def back(self) -> str:
        return reverse(f"{REGISTRATIONS}:inspect", args=[self.registration.pk])

    def get_page_subtitle(self) -> str:
        return str(self.registration)

    def get_form_kwargs(self) -> dict[str, Any]:
        row = self.registration
        seats = SeatCategory.objects.filter(event_id=row.event_id).order_by("pk")
        categories = list(seats) if row.event.takes_place else [row.category]  # nobody is moved before there is a day
        kwargs = super().get_form_kwargs() | {"registration": row, "categories": categories}
        del kwargs["initial"]
        return kwargs

    def get_form(self, form_class: Any = None) -> BaseForm:
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
            return self._say_what_changed(form)
        except waiting_list.NoSeat:
            form.add_error("category", _("All of these seats are taken."))
            return self.form_invalid(form)
        except RegistrationClosed:
            form.add_error("category", NO_OTHERS)
            return self.form_invalid(form)
        except services.NothingToCancel:
            messages.error(self.request, _("There is nothing to correct: it is cancelled, or the event is over."))
        else:
            messages.success(self.request, _("The registration is corrected."))
        return redirect(self.back)

    def _say_what_changed(self, form: OwnForm) -> HttpResponse:
        """Show the form again with what was typed, and say what the registration says by now."""
        del self.registration  # read it anew
        row = self.registration
        said = [*(str(value) for _label, value in own_words(row)), row.get_language_display(), str(row.category)]
        message = _("This registration changed while you had it open, so nothing was saved. It now says: %(facts)s. "
                    "What you typed is kept below. Correct it where needed, then save again.")  # fmt: skip
        form.add_error(None, ValidationError(message, code="stale", params={"facts": " · ".join(said)}))
        retype(form, version=own.version(row))
        return self.form_invalid(form)
