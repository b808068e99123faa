"""What stands above each page of the CMS about one event: what it is, and the tabs that lead to all of it."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coalition.pages.querysets import titled
from events import permissions
from events.days import when
from events.models import Event
from events.programme.models import Programme
from events.registrations.fullness import in_words, with_seats
from events.team.permissions import may_check_in

register = template.Library()

EVENT, PROGRAMME = "wagtailsnippets_events_event", "wagtailsnippets_events_programme"
Link = tuple[str, str]  # words and address


@register.simple_tag(takes_context=True)
def event_header(context: Any, event: Event, current: str) -> dict[str, Any]:
    """Return what the header of `event` shows, in two queries; `current` is the key of the page's tab.

    These are its title and seats, `when` it is in words, the `tabs` (key, words, address), and the `pages` of the tab
    (words, address, whether it is this one).
    """
    request = context["request"]
    row = titled(with_seats(Event.objects.filter(pk=event.pk))).get()
    programme = Programme.objects.filter(event=event.pk).first()
    links = _pages(row, programme, request.user, current)
    return {
        "event": row,
        "when": when(row),
        "seats": in_words(row),
        "tabs": _tabs(row, programme, request.user),
        "pages": [(label, url, url.partition("?")[0] == request.path) for label, url in links] if links[1:] else [],
    }


def _tabs(event: Event, programme: Programme | None, user: Any) -> list[tuple[str, str, str]]:
    """Return the key, the words and the address of each tab that `user` may open."""
    pk, found = [event.pk], []
    sees, edits = user.has_perm("events.view_registration"), user.has_perm("events.change_event")
    if sees:
        found.append(("overview", pgettext("tab", "Overview"), reverse("events_overview:event", args=pk)))
    if edits:
        found.append(("facts", pgettext("of an event", "Facts"), reverse(f"{EVENT}:edit", args=pk)))
        found.append(("words", pgettext("of an event", "Words"), reverse(f"{EVENT}:words", args=pk)))
        found.append(("seats", _("Seats and questions"), reverse(f"{EVENT}:seats", args=pk)))
    if permissions.may_release(user):
        found.append(("programme", _("Programme"), _programme(event, programme)))
    if sees:
        url = f"{reverse('wagtailsnippets_events_registration:list')}?event={event.pk}"
        found.append(("people", _("People"), url))
    if permissions.may_change_registrations(user):
        found.append(("letters", pgettext("tab", "Emails"), reverse("events_letters:list", args=pk)))
    if ways := _doors(event, user):
        found.append(("door", _("Door"), ways[0][1]))
    if edits:
        recording = pgettext("heading of a page", "Recording")
        found.append(("recording", recording, reverse("webinars_replays:recording", args=pk)))
    if edits and event.kind == Event.Kind.PARTNER_MEETING:
        found.append(("report", pgettext("of a meeting", "Report"), reverse("events_report:event", args=pk)))
    return found


def _programme(event: Event, programme: Programme | None) -> str:
    """Return where the programme is planned, or made where there is none."""
    if programme is None:
        return f"{reverse(f'{PROGRAMME}:add')}?event={event.pk}"
    return reverse(f"{PROGRAMME}:plan", args=[programme.pk])


def _pages(event: Event, programme: Programme | None, user: Any, tab: str) -> list[Link]:
    """Return the pages of one tab of `event`, where it has several."""
    pk, found = [event.pk], []
    if tab == "facts":
        found.append((pgettext("of an event", "Facts"), reverse(f"{EVENT}:edit", args=pk)))
        if event.series:
            found.append((pgettext("button", "Series"), reverse(f"{EVENT}:series", args=pk)))
        if user.has_perm("events.add_event"):
            found.append((_("Make the next"), reverse(f"{EVENT}:next", args=pk)))
            found.append((pgettext("button", "Duplicate"), f"{reverse(f'{EVENT}:next', args=pk)}?rule=once"))
    elif tab == "programme":
        found = _programme_pages(event, programme, user)
    elif tab == "people":
        url = f"{reverse('wagtailsnippets_events_registration:list')}?event={event.pk}"
        found.append((_("Registrations"), url))
        if permissions.may_change_registrations(user):
            if event.is_open_to_hosts:
                found.append((_("Add a person"), reverse(f"{EVENT}:add_person", args=pk)))
            if event.closed or event.by_invitation:
                found.append((_("Personal invitations"), reverse("events_invitations:list", args=pk)))
    elif tab == "letters":
        found.append((_("Messages to those registered"), reverse("events_letters:list", args=pk)))
        if user.has_perm("events.view_registration"):
            found.append((_("Emails of this event"), reverse("events_mails:list", args=pk)))
    elif tab == "door":
        found = _doors(event, user)
    return found


def _programme_pages(event: Event, programme: Programme | None, user: Any) -> list[Link]:
    sheet = (_("Sessions from a sheet"), reverse(f"{PROGRAMME}:sheet", args=[event.pk]))
    sheets = [sheet] if permissions.may_import_sessions(user) else []
    if programme is None:
        return [(_("New programme"), _programme(event, None)), *sheets]
    speakers = reverse("wagtailsnippets_events_speaker:list")
    return [
        (pgettext("of a programme", "Plan and release"), _programme(event, programme)),
        *sheets,
        (_("Speakers"), f"{speakers}?programme={programme.pk}"),
        (_("Rooms and tracks"), reverse(f"{PROGRAMME}:edit", args=[programme.pk])),
    ]


def _doors(event: Event, user: Any) -> list[Link]:
    """Return the ways in of `event`: its doors on site, and the channels of its room online."""
    pk, found = [event.pk], []
    if event.mode != Event.Mode.ONLINE and may_check_in(user):
        found.append((_("At the door"), reverse("events_door:event", args=pk)))
    if event.mode != Event.Mode.ON_SITE and permissions.may_change_registrations(user):
        found.append((_("Interpretation channels"), reverse("events_live:channels", args=pk)))
    return found
