"""What every address of one door needs: the door itself, the right to work there, and the name of the device."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from coalition.privacy.decorators import private_page
from events.door import permissions
from events.door.models import Door
from events.door.services import Device

DEVICE = "door_device"  # in the session
View = Callable[..., HttpResponse]


def at_door(view: View) -> View:
    """Give `view` the door of its address and the device of this session, and no copy of it to anybody.

    A device that has no name yet is asked for one first. Raises PermissionDenied for the doors of others.
    """

    @private_page
    @wraps(view)
    def wrapper(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        door = permitted_door(request, pk)
        device = device_of(request)
        if device is None:
            return redirect("events_door:device", door.pk)
        return strictly(view(request, door, device, **kwargs))

    return wrapper


def permitted_door(request: HttpRequest, pk: int) -> Door:
    """Return the door `pk`. Raises Http404, or PermissionDenied for who may not check people in there."""
    if not permissions.may_check_in(request.user):
        raise PermissionDenied
    door: Door = get_object_or_404(Door.objects.select_related("event"), pk=pk)
    if not permissions.may_check_in_at(request.user, door.event):
        raise PermissionDenied
    return door


def device_of(request: HttpRequest) -> Device | None:
    """Return the device of this session, or None before it has a name."""
    kept = request.session.get(DEVICE)
    return Device(UUID(kept["id"]), kept["name"]) if kept else None


def name_device(request: HttpRequest, name: str) -> None:
    """Call the device of this session `name`; its identifier stays."""
    kept = request.session.get(DEVICE) or {"id": str(uuid4())}
    request.session[DEVICE] = {**kept, "name": name}


def strictly(response: HttpResponse) -> HttpResponse:
    """Give a page of the door the policy of the public site: the CMS's own lets scripts stand in the page."""
    response._csp_config = settings.SECURE_CSP  # type: ignore[attr-defined]
    response["Permissions-Policy"] = "camera=(self), microphone=()"
    return response
