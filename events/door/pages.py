"""What every address of one door needs: the door itself, the right to work there, and the name of the device."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from coalition.privacy.decorators import private_page
from coalition.typed import key_of
from events.models import Event
from events.permissions import may_export_registrations
from events.registrations.models import Registration
from events.team import permissions
from events.team.permissions import events_of
from events.team.policies import EventScreen

from . import lists, services
from .forms import DeviceForm, DoorForm, SearchForm
from .models import CheckIn, Door, first_in_words
from .services import Device, Outcome, elsewhere, find

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
    response["Permissions-Policy"] = settings.PERMISSIONS_POLICY.replace("camera=()", "camera=(self)")
    return response


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
        "people": services.in_words(door.event),
        "called_off": services.is_called_off(door),
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


SHOWN_AFTER = timedelta(days=2)
MOST = 50


class IndexView(WagtailAdminTemplateMixin, TemplateView):
    """The events that begin soon, for who works at doors and may do nothing else."""

    header_icon = "group"
    page_title = gettext_lazy("At the door")
    template_name = "events/door/index.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not permissions.may_check_in(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = events_of(self.request.user).upcoming(timezone.now() - SHOWN_AFTER)
        rows = rows.filter(state=Event.State.SCHEDULED).exclude(mode=Event.Mode.ONLINE)
        return super().get_context_data(**kwargs) | {"events": rows[:MOST]}


class EventDoorsView(EventScreen, TemplateView):
    header_icon = "group"
    page_title = gettext_lazy("At the door")
    template_name = "events/door/event.html"
    permission = "events.check_in_door"
    tab = "door"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = {
            "doors": services.doors(self.event),
            "people": services.in_words(self.event),
            "twice": services.twice(self.event),
            "badges": may_export_registrations(self.request.user),
        }
        return super().get_context_data(**{"form": DoorForm(instance=Door(event=self.event)), **kwargs}) | found

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add a door; what is wrong is said beside its field."""
        form = DoorForm(request.POST, instance=Door(event=self.event))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        form.save()
        log(instance=self.event, action="events.add_door", user=request.user)
        messages.success(request, _("The door is there. Open it on each device that stands at it."))
        return redirect("events_door:event", self.event.pk)
