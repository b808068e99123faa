"""The live page, for who holds the link of a registration: below one's own page, and as private as that."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods

from coalition import dates
from coalition.privacy.decorators import private_page
from events.registrations.models import Registration
from events.registrations.own.page import own_page
from events.registrations.own.views import own_frame
from events.rooms import channels
from events.rooms import services as rooms
from events.rooms.views import DOOR_POLICY

from . import services
from .documents import of_event
from .forms import QuestionForm
from .showing import Live


@csp_override(DOOR_POLICY)  # its buttons lead to other services
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_page("live/")
def live(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Show what is on; a POST leads to captions or to a channel, or gives a question to the hosts."""
    try:
        page = Live(found)
    except rooms.NoSuchDoor:
        raise Http404 from None
    frame = own_frame(found, token, bool(short_id))
    here = f"{frame['own_url']}live/"
    if request.method == "POST" and request.POST.get("do") == "follow":
        return HttpResponseRedirect(_way(request, found) or here)
    is_asked = request.method == "POST"
    form = QuestionForm(request.POST if is_asked else None, request=request, registration=found)
    if is_asked and page.is_open and form.is_valid():
        with suppress(services.Closed):  # closed in this second: the page that follows says so
            services.ask(registration=found, text=form.cleaned_data["text"])
        messages.success(request, _("Your question was sent to the hosts, without your name."))
        return HttpResponseRedirect(f"{here}#ask")
    context = frame | {"live": page, "form": form, "here_url": here} | _words(page)
    return render(request, "events/live.html", context, status=422 if is_asked else 200)


def _way(request: HttpRequest, found: Registration) -> str | None:
    """Return where the pressed button leads; None where it leads nowhere by now."""
    part, language = request.POST.get("part", ""), request.POST.get("language", "")
    try:
        return channels.way(registration=found, part=UUID(part) if part else None, language=language)
    except (ValueError, rooms.RoomClosed, rooms.NoSuchDoor, channels.NoSuchWay):
        return None


def _words(page: Live) -> dict[str, Any]:
    if not page.is_open:
        return {"opens": dates.moment(page.opens, zone=page.event.zone)}
    opens = dates.moment(page.door.opens, zone=page.event.zone)
    return {"opens": opens, "documents": of_event(page.event.pk)}
