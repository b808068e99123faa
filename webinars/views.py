"""The door of a webinar's room."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.translation import get_language
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods

from coalition.privacy.decorators import private_page
from events.models import Event
from events.registrations import emails
from events.registrations.views import find_registration, is_elsewhere, own_context

from . import services

# Browsers check where a form ends up, not only where it is sent.
DOOR_POLICY: dict[str, Any] = {**settings.SECURE_CSP, "form-action": [CSP.SELF, "https:"]}


@csp_override(DOOR_POLICY)
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
    """Show a button; pressing it leads to the room while it is open. The page itself never holds the address."""
    registration = find_registration(token)
    if registration.event.kind != Event.Kind.WEBINAR:
        raise Http404
    if is_elsewhere(registration, short_id):
        return HttpResponseRedirect(f"{emails.own_path(registration, get_language() or 'en')}join/")
    try:
        room = services.room_for(registration=registration)
    except services.RoomClosed:
        room = ""
    if request.method == "POST" and room:
        return HttpResponseRedirect(room)
    context = {**own_context(registration, token, bool(short_id)), "open": bool(room)}
    return render(request, "webinars/join.html", context)
