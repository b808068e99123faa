"""The form that asks for one's link, and the page of the mailed button. Opening a link changes nothing."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from coalition.privacy.decorators import private_page
from coalition.privacy.fields import AddressField
from coalition.privacy.forms import ProtectedForm
from events.models import Event
from events.pages.finding import at_its_address
from events.pages.models import EventPage
from events.permissions import invitation
from events.registrations import emails
from events.registrations.models import SeatCategory

from . import services
from .models import LinkRequest


class LinkForm(ProtectedForm):
    """One field: the address that registered."""

    scope = "register"
    asks = {"email": _("Enter your email address.")}

    email = AddressField(
        label=_("Email"), max_length=254, widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"})
    )


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@at_its_address
def ask(request: HttpRequest, page: EventPage) -> HttpResponse:
    """Show the form; on POST owe a mail and redirect. No address is looked up."""
    context = _context(request, page)
    form = LinkForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        language = get_language() or "en"
        try:
            services.ask(event=page.event, email=form.cleaned_data["email"], language=language)
        except services.EventOver:
            raise Http404 from None
        return HttpResponseRedirect(f"{request.path}sent/{invitation(page.event)}")
    return render(request, "events/link.html", {**context, "form": form}, status=422 if form.is_bound else 200)


@private_page
@require_safe
@at_its_address
def sent(request: HttpRequest, page: EventPage) -> HttpResponse:
    """Say that a mail is on its way; the same for everyone."""
    return render(request, "events/link.html", {**_context(request, page), "sent": True})


def _context(request: HttpRequest, page: EventPage) -> dict[str, Any]:
    event = page.event
    if event.is_over or not SeatCategory.objects.filter(event_id=event.pk).exists():
        raise Http404
    request.coalition_page = page  # type: ignore[attr-defined]  # the language switcher keeps the page
    return {"page": page, "back": f"{page.row.url}{invitation(event)}", "neutral": event.neutral_address}


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, token: str, short_id: str) -> HttpResponse:
    """Show the button; pressing it leads to one's registration, whose link is mailed too."""
    asked = services.find(token)
    if asked is None or asked.event.short_id != short_id:
        return render(request, "events/link_open.html", {"over": True, "neutral": True}, status=410)
    if request.method != "POST":
        return render(request, "events/link_open.html", {"neutral": True})
    language = get_language() or "en"
    if found := services.give(asked=asked):
        return HttpResponseRedirect(emails.own_path(found, language))
    return render(request, "events/link_open.html", {**_register(asked, asked.event, language), "neutral": True})


def _register(asked: LinkRequest, event: Event, language: str) -> dict[str, Any]:
    """Return what who has no registration is told: where to make one, while that is possible."""
    url = emails.entry(event, language).url
    return {"unknown": True, "register_url": f"{url}register/" if url and event.is_open_for_registration else ""}
