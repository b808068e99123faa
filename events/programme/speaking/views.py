"""A speaker's own page, by the secret link of their mails: their sessions, their documents, their way into the room."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods

from coalition import dates
from coalition.privacy import tokens
from coalition.privacy.decorators import private_page
from events.models import Event
from events.pages.moments import when
from events.programme.agenda.online import is_held, part_of
from events.programme.reading import Item, Reading, last_version
from events.registrations import emails as registrations
from events.rooms import services as rooms
from events.rooms.views import DOOR_POLICY, name_of

from . import emails, services
from .models import SpeakerContact


@csp_override(DOOR_POLICY)  # its buttons lead to other services
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, token: str, short_id: str) -> HttpResponse:
    """Show a speaker's own page; a POST leads into the room, says that they come, or has the address forgotten."""
    rows = SpeakerContact.objects.select_related("speaker__programme__event")
    contact = rows.filter(token_digest=tokens.digest(token)).first()
    if contact is None or contact.speaker.programme.event.short_id != short_id:
        raise Http404
    event = contact.speaker.programme.event
    if request.method == "POST":
        return _do(request, contact, event)
    items = _items(contact, event)
    doors = rooms.speakers_doors(event=event, of=[part_of(item) for item in items if is_held(item)])
    context = {
        "contact": contact, "event": event, "words": registrations.entry(event, get_language() or "en"),
        "when": when(event), "neutral": True, "documents_to": contact.speaker.programme.documents_to,
        "rows": [_row(item, doors.get(UUID(item.guid)), event) for item in items],
    }  # fmt: skip
    return render(request, "events/speaker.html", context)


def _items(contact: SpeakerContact, event: Event) -> list[Item]:
    version = last_version(event.pk)
    items = Reading(version, event).items if version else []
    mine = [item for item in items if contact.speaker_id in [person.key for person, _moderates in item.people]]
    return [item for item in mine if not item.is_break]


def _row(item: Item, door: rooms.Door | None, event: Event) -> dict[str, Any]:
    opens = dates.moment(door.opens, zone=event.zone) if door and door.state == rooms.State.EARLY else ""
    told = dates.moment(item.start, item.end, zone=event.zone) if item.has_day else ""
    return {"item": item, "when": told, "door": door, "opens": opens}


def _do(request: HttpRequest, contact: SpeakerContact, event: Event) -> HttpResponse:
    deed, here = request.POST.get("do", ""), emails.own_path(contact, event, get_language() or "en")
    if deed == "join":
        mine = {item.guid for item in _items(contact, event)}
        part = request.POST.get("part", "")
        try:
            if part in mine:
                name = name_of(request)
                return HttpResponseRedirect(rooms.enter_to_speak(event=event, part=UUID(part), name=name))
        except (rooms.RoomClosed, rooms.NoSuchDoor):
            pass
        except rooms.RoomFailed:
            messages.error(request, _("The room could not be opened. The organisers have been told. Try again soon."))
    elif deed == "confirm":
        services.confirm(contact)
        messages.success(request, _("Thank you. The organisers know that you are coming."))
    elif deed == "forget":
        services.forget(contact)
        return render(request, "events/speaker_forgotten.html", {"neutral": True})
    return HttpResponseRedirect(here)
