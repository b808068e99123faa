"""The pages of a private calendar, and the calendar itself. Opening an address changes nothing."""

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from coalition.asking import AsksPlainly
from coalition.privacy.decorators import private_page
from events.registrations.actions import Action
from events.registrations.models import Registration
from events.registrations.own.page import own_page
from events.registrations.own.views import own_context

from . import saying, services
from .models import Held, OwnCalendar

TITLES = _("Show the titles of events. Without this, your calendar says “Appointment” and when.")


class MakeForm(AsksPlainly, forms.Form):
    address = forms.CharField(
        label=_("The address of my private calendar"),
        max_length=300,
        required=False,
        help_text=_("Leave empty to make a new one."),
    )
    shows_titles = forms.BooleanField(label=TITLES, required=False)

    def refuse(self) -> None:
        self.add_error("address", _("No private calendar has this address. Copy it from your calendar, whole."))


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_page("calendar/")
def of_registration(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Put this registration into a private calendar, or take it out; the address of a calendar is never shown here."""
    context = own_context(found, token, bool(short_id))
    form = MakeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and request.POST.get("do") == "out":
        services.take_out(registration=found)
        return HttpResponseRedirect(request.path)
    if form.is_bound and form.is_valid() and found.state != Registration.State.CANCELLED:
        address, titles = form.cleaned_data["address"], form.cleaned_data["shows_titles"]
        if not address:
            return HttpResponseRedirect(own_url(services.make(registration=found, shows_titles=titles)))
        try:
            services.put_into(registration=found, address=address)
        except services.Unknown:
            form.refuse()
        else:
            return HttpResponseRedirect(request.path)
    context |= {"form": form, "held": Held.objects.filter(registration=found).exists()}
    return render(request, "events/own_calendar.html", context, status=422 if form.errors else 200)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def own_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Show the address of a private calendar; on POST change it, end it, or choose what it says."""
    calendar = _behind(token)
    if request.method == "POST":
        return HttpResponseRedirect(_do(calendar, token, request.POST.get("do", "")))
    address = f"{settings.SITE_URL}{reverse('events:own-calendar-feed', args=[token])}"
    context = {"calendar": calendar, "address": address, "webcal": f"webcal://{address.partition('://')[2]}",
               "count": calendar.held.count(), "neutral": True}  # fmt: skip
    return render(request, "events/own_calendar_link.html", context)


def _do(calendar: OwnCalendar, token: str, deed: str) -> str:
    if deed == "renew":
        return own_url(services.renew(calendar=calendar))
    if deed == "end":
        services.end(calendar=calendar)
        return reverse("events:subscribe")
    if deed in ("titles", "hours"):
        services.show_titles(calendar=calendar, shown=deed == "titles")
    return own_url(token)


@private_page
@gzip_page
@conditional_page
@require_safe
def own_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Send the private calendar behind a secret address; one that was changed, or never was, is not found."""
    body = saying.body(_behind(token), get_language() or "en")
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


def _behind(token: str) -> OwnCalendar:
    calendar = OwnCalendar.behind(token).first()
    if calendar is None:
        raise Http404
    return calendar


def own_url(token: str) -> str:
    return reverse("events:own-calendar", args=[token])


def calendar_action(found: Registration, own: str) -> Action | None:
    """Lead to the private calendar from one's own page, while there is something to follow."""
    if found.state == Registration.State.CANCELLED or found.event.is_over:
        return None
    return Action(label=gettext("Private calendar"), url=f"{own}calendar/")
