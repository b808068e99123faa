"""What a person does about their own seat by their link: take the one that is offered, ask for others."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coalition.asking import AsksPlainly
from coalition.privacy.decorators import private_page
from events.models import RegistrationClosed
from events.questions.models import lacks_answers
from events.registrations import admission, emails, waiting_list
from events.registrations.actions import Action
from events.registrations.models import Registration, SeatCategory
from events.registrations.own.page import find_registration, is_elsewhere, own_page
from events.registrations.own.views import own_context


class SeatForm(AsksPlainly, forms.Form):
    """Other seats than those that somebody has or waits for."""

    asks = {"category": _("Choose a seat.")}

    def __init__(self, *args: Any, others: list[SeatCategory], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(category.pk): category for category in others}
        choices = [(key, str(category)) for key, category in self.others.items()]
        self.fields["category"] = forms.ChoiceField(label=_("Seats"), choices=choices, widget=forms.RadioSelect)

    def chosen(self) -> SeatCategory:
        """Return the seats that were chosen."""
        return self.others[self.cleaned_data["category"]]


def others(registration: Registration) -> list[SeatCategory]:
    """Return the seats that the holder of `registration` may ask for instead."""
    if registration.state == Registration.State.CANCELLED:
        return []
    return [category for category in admission.choice_of(registration) if category.pk != registration.category_id]


def change_action(registration: Registration, own_url: str) -> Action | None:
    """Return the link to ask for other seats, where there are some."""
    return Action(label=_("Ask for other seats"), url=f"{own_url}seat/") if others(registration) else None


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
    """Take the seat that is offered, on POST; the address by itself leads to the page with the button."""
    found = find_registration(token)
    if request.method == "POST" and not is_elsewhere(found, short_id):
        try:
            waiting_list.claim(registration=found)
        except waiting_list.NoSeat:
            return _show(request, found, token, short_id, late=True, status=409)
        _note_that_they_want_it(found)
    return HttpResponseRedirect(emails.own_path(found, get_language() or "en"))


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_page("seat/")
def change(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Ask for other seats, and change to them on POST: who has a seat keeps it until the other one is theirs."""
    home = emails.own_path(found, get_language() or "en")
    form = SeatForm(request.POST if request.method == "POST" else None, others=others(found))
    if request.method == "POST" and form.is_valid():
        try:
            found = waiting_list.swap(registration=found, category=form.chosen())
        except waiting_list.NoSeat:
            return _show(request, found, token, short_id, form=form, full=True, status=409)
        except RegistrationClosed:
            return HttpResponseRedirect(home)
        _note_that_they_want_it(found)
        missing = lacks_answers(found, found.category.kind)  # what is asked for these seats only
        return HttpResponseRedirect(f"{home}change/" if missing else home)
    return _show(request, found, token, short_id, form=form, status=422 if form.is_bound else 200)


def _note_that_they_want_it(found: Registration) -> None:
    """End the question that whom hosts added is asked on their page: they did something with their seat."""
    if found.unproven:
        found.prove()


def _show(
    request: HttpRequest, found: Registration, token: str, short_id: str, *, status: int, **more: Any
) -> HttpResponse:
    context = own_context(found, token, bool(short_id)) | more
    return render(request, "events/registration_seat.html", context, status=status)
