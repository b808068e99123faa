"""The door itself: search, check in, undo. Works without a script; opening an address changes nothing.

Names and codes are posted and never stand in an address, so that no log keeps them.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coalition.keys import key_of
from coalition.privacy.decorators import private_page
from events.door import counting, lists, services, sessions
from events.door.finding import elsewhere, find
from events.door.forms import DeviceForm, SearchForm
from events.door.models import CheckIn, Door, first_in_words
from events.door.services import Device, Outcome
from events.registrations.models import Registration

from .at_door import at_door, device_of, name_device, permitted_door, strictly


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def device(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what this device is called, once for each session."""
    door = permitted_door(request, pk)
    known = device_of(request)
    form = DeviceForm(request.POST or None, initial={"device": known.name if known else ""})
    if request.method == "POST" and form.is_valid():
        name_device(request, form.cleaned_data["device"])
        return redirect("events_door:door", door.pk)
    context = {"door": door, "event": door.event, "form": form}
    return strictly(render(request, "events/door/device.html", context, status=422 if form.is_bound else 200))


@require_safe
@at_door
def door(request: HttpRequest, door: Door, device: Device) -> HttpResponse:
    """Show the door, with nobody's name on it: a device may keep this page."""
    return _page(request, door, device)


@require_POST
@at_door
def search(request: HttpRequest, door: Door, device: Device) -> HttpResponse:
    """Show who may be meant by what was typed."""
    form = SearchForm(request.POST)
    if not form.is_valid():
        return _page(request, door, device, status=422, form=form)
    text = form.cleaned_data["text"]
    return _page(
        request,
        door,
        device,
        form=form,
        searched=True,
        found=find(door, text),
        elsewhere=elsewhere(door, text, request.user),
    )


@require_POST
@at_door
def check_in(request: HttpRequest, door: Door, device: Device) -> HttpResponse:
    """Check the chosen person in, and say what came of it."""
    key = key_of(request.POST.get("registration", ""))
    registration = get_object_or_404(Registration, pk=key, event_id=door.event_id)
    came = services.check_in(door=door, registration=registration, device=device, by=request.user)
    if came.row is None:
        return _page(request, door, device, outcome=came)
    return redirect("events_door:row", door.pk, came.row.number)


@require_safe
@at_door
def row(request: HttpRequest, door: Door, device: Device, number: UUID) -> HttpResponse:
    """Say what a check-in at this door means now, with the button that takes it back."""
    kept = _row(door, number)
    if CheckIn.objects.filter(undoes=kept.number).exists():
        return _page(request, door, device, undone=kept)
    return _page(request, door, device, outcome=services.outcome(kept))


@require_POST
@at_door
def undo(request: HttpRequest, door: Door, device: Device, number: UUID) -> HttpResponse:
    """Take a check-in back, by one more row."""
    kept = _row(door, number)
    services.undo(row=kept, device=device, by=request.user)
    return redirect("events_door:row", door.pk, kept.number)


def _row(door: Door, number: UUID) -> CheckIn:
    rows = CheckIn.objects.select_related("registration__category", "door__event")
    found: CheckIn = get_object_or_404(rows, number=number, door__event_id=door.event_id, undoes=None)
    return found


def _page(
    request: HttpRequest, door: Door, device: Device, *, status: int = 200, outcome: Outcome | None = None,
    **context: Any,
) -> HttpResponse:  # fmt: skip
    shown = {
        "door": door,
        "event": door.event,
        "device": device,
        "form": SearchForm(),
        "outcome": outcome,
        "first": first_in_words(outcome.first) if outcome and outcome.first else "",
        "people": counting.in_words(door.event),
        "called_off": sessions.is_called_off(door),
        "answers": [*services.Answer, "undone"],
        "door_words": _words(),
        "door_places": _places(door, device),
    }
    return render(request, "events/door/door.html", shown | context, status=status)


def _places(door: Door, device: Device) -> dict[str, str | int]:
    """Return what the script of the door needs to know: addresses, and the key that checks lists."""
    return {
        "door": door.pk,
        "doorName": door.name,
        "zone": door.event.zone,
        "device": str(device.id),
        "deviceName": device.name,
        "key": lists.public_key(),
        "list": reverse("events_door:list", args=[door.pk]),
        "upload": reverse("events_door:upload", args=[door.pk]),
        "worker": reverse("events_door:worker"),
        "scope": reverse("events_door:door", args=[door.pk]),
        "doors": reverse("events_door:event", args=[door.event_id]),
        "decoder": static("events/door/qr/decode.js"),
    }


def _words() -> dict[str, str]:
    return {
        "online": _("Online. Ready without a network too."),
        "offline": _("Offline. Check-ins are kept on this device."),
        "unready": _("Online only: this device could not prepare for work without a network."),
        "waiting": _("Check-ins to be sent: {count}"),
        "expired": _("The list on this device is over and was wiped. It gets a new one as soon as there is a network."),
        "signIn": _("Log in again to send what this device kept."),
        "noNames": _("Names are found with a network only. Scan the ticket or enter its code."),
        "nobody": _("No one was found with this name."),
        "noCamera": _(
            "The camera cannot be used. Allow it for this site in the settings of the browser, or enter the code or "
            "the name."
        ),
        "unsent": _("Some check-ins are not sent yet, and would be lost. Wipe the device all the same?"),
        "somebody": _("Somebody without a name"),
        "elsewhere": _("checked in elsewhere before: {first}"),
        "cancelled": _("cancelled meanwhile"),
        "calledOff": _("let in, although this was cancelled or postponed"),
        "unseated": _("no longer has a seat or a place: ask a host"),
    }
