"""What the page of one's own registration says of the room."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coalition import dates
from events.registrations.actions import Action
from events.registrations.models import Registration
from events.seats.models import SeatKind

from . import services


def join_action(registration: Registration, own_url: str) -> Action | None:
    """Return the link to the door, for a seat at an online event that is not over, and when the door opens."""
    event = registration.event
    if not registration.joins_online:
        return None
    door = services.door(registration=registration)
    if door.state in (services.State.NO_SEAT, services.State.NOT_HELD, services.State.OVER):
        return None
    note = ""
    if timezone.now() < door.opens:
        note = _("To join online, come back to this page. The room opens on %(moment)s.")
        note %= {"moment": dates.moment(door.opens, zone=event.zone)}
    online = registration.category.kind == SeatKind.ONLINE or event.mode == event.Mode.ONLINE
    return Action(label=pgettext("button", "Join online"), url=f"{own_url}join/", note=note, main=online)
