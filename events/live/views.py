"""The live page, for who holds the link of a registration: below one's own page, and as private as that."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods

from coalition import dates
from coalition.privacy.decorators import private_page
from events.programme.agenda import online
from events.registrations.actions import Action
from events.registrations.models import Registration
from events.registrations.own.page import own_page
from events.registrations.own.views import own_frame
from events.rooms import channels
from events.rooms import services as rooms
from events.rooms.models import LONGEST_BEFORE
from events.rooms.views import DOOR_POLICY

from .showing import Live


def live_action(registration: Registration, own_url: str) -> Action | None:
    """Return the link to the live page while it is open. No query on other days than those of the event."""
    event = registration.event
    earliest = event.start - timedelta(minutes=LONGEST_BEFORE)
    if not rooms.is_online(event) or not earliest <= timezone.now() < event.end + timedelta(days=1):
        return None
    return Action(label=_("Follow live"), url=f"{own_url}live/") if Live(registration).is_open else None


@csp_override(DOOR_POLICY)  # its buttons lead to other services
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@own_page("live/")
def live(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Show what is on; a POST leads to captions or to a channel."""
    try:
        page = Live(found)
    except rooms.NoSuchDoor:
        raise Http404 from None
    frame = own_frame(found, token, bool(short_id))
    here = f"{frame['own_url']}live/"
    if request.method == "POST":
        return HttpResponseRedirect(_way(request, found) or here)
    opens = page.door.opens if page.is_open else page.opens
    context = frame | {"live": page, "here_url": here, "opens": dates.moment(opens, zone=page.event.zone)}
    return render(request, "events/live.html", context)


def _way(request: HttpRequest, found: Registration) -> str | None:
    """Return where the pressed button leads; None where it leads nowhere by now."""
    part, language = request.POST.get("part", ""), request.POST.get("language", "")
    try:
        session = online.find(found.event, UUID(part)) if part else None
        return None if part and session is None else channels.way(registration=found, part=session, language=language)
    except (ValueError, rooms.RoomClosed, rooms.NoSuchDoor, channels.NoSuchWay):
        return None
