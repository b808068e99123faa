"""The draft as its editors see it: what clashes, what the next version would change, what still needs something."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from itertools import combinations
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Min, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from wagtail.admin import messages

from coalition import dates
from coalition.languages.names import listed
from coalition.users.work_panel import Item, Waiting
from events.days import outside
from events.languages import language_name
from events.models import Event
from events.permissions import may_release
from events.registrations.models import Registration
from events.team.permissions import events_of
from events.zones import in_zone

from .models import Programme, ProgrammeVersion, Room, Session, Track
from .published_programme import Told, told
from .release import Content, differences


@dataclass(frozen=True)
class Clash:
    words: str
    first: Session
    second: Session


def clashes(sessions: list[Session]) -> list[Clash]:
    """Return what two of `sessions`, in order and read whole, need at the same time: a room, or a speaker."""
    held = [session for session in sessions if session.state == Session.State.SCHEDULED]
    in_room, speaks = (
        _("%(name)s: two sessions are in this room at the same time."),
        _("%(name)s speaks in two sessions at the same time."),
    )
    found = []
    for first, second in combinations(held, 2):
        if not (first.wall_start < second.wall_end and second.wall_start < first.wall_end):
            continue
        if first.room_id and first.room_id == second.room_id:
            found.append(Clash(in_room % {"name": first.room}, first, second))
        one, other = ({row.speaker for row in session.session_speakers.all()} for session in (first, second))
        found += [Clash(speaks % {"name": name}, first, second) for name in sorted(map(str, one & other))]
    return found


def needed(programme: Programme) -> str:
    """Return which languages registered people need, each with how many they are; "" where nobody asked."""
    people = Registration.objects.active().filter(event_id=programme.event_id).exclude(languages_needed=[])
    asked = Counter(code for codes in people.values_list("languages_needed", flat=True) for code in codes)
    return listed(f"{language_name(code)}: {number}" for code, number in asked.most_common())


def coming_changes(content: Content, last: ProgrammeVersion | None) -> list[Told]:
    """Return what a version with `content` would tell readers; nothing where it would be the first."""
    return told(differences(last.content, content)) if last else []


def in_use(thing: Track | Room) -> str:
    """Return the titles of the sessions that need `thing`, as a list within a sentence."""
    condition = {Track: "track", Room: "room"}[type(thing)]
    return listed([str(session) for session in Session.objects.filter(**{condition: thing.pk}).distinct()])


def when(session: Session) -> str:
    words = {
        "day": dates.day(session.day, short=True),
        "start": dates.hour(session.begins),
        "end": dates.hour(session.wall_end),
    }
    return pgettext("a session", "%(day)s, %(start)s to %(end)s") % words


PLAN = "wagtailsnippets_events_programme:plan"
NAMED = 5  # sessions of a sentence, and links under it
FARTHEST = 3660  # days, ten years
NUMBER = gettext_lazy("Give a number of days, such as 28 or -7.")


class ShiftForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    days = forms.IntegerField(
        label=gettext_lazy("Days later"),
        min_value=-FARTHEST,
        max_value=FARTHEST,
        help_text=gettext_lazy("To move sessions to earlier days, put a minus sign before the number."),
        error_messages={"required": NUMBER, "invalid": NUMBER},
    )


def form_for(programme: Programme, data: Any = None) -> ShiftForm:
    """Return the form, with the number that brings the first session to the first day of the event."""
    first = Session.objects.filter(programme=programme).aggregate(day=Min("day"))["day"]
    days = (programme.event.wall_start.date() - first).days if first else None
    return ShiftForm(data, initial={"days": days, "seen": days_of(programme)})


def days_of(programme: Programme) -> str:
    """Return on which day each session is, as what a form was drawn from."""
    rows = Session.objects.filter(programme=programme).order_by("pk").values_list("pk", "day")
    return sha256(repr(list(rows)).encode()).hexdigest()


@transaction.atomic
def move_all(*, programme: Programme, days: int, seen: str) -> int:
    """Move every session of the draft of `programme` by `days`, and return how many there are. Readers see nothing yet.

    `seen` is what days_of returned when the form was drawn: pressing the button twice moves once.

    Raises ValidationError, and moves none, where one that takes place would then be on a day on which the event is
    not, or begin at an hour that clocks skip.
    """
    programme = Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    event = Event.objects.get(pk=programme.event_id)
    if days_of(programme) != seen:
        raise ValidationError(
            _("Nothing was moved: somebody has changed the days of some sessions. Check them and try again.")
        )
    rows = Session.objects.select_for_update(no_key=True, of=("self",))  # after their programme, as everywhere
    sessions = list(rows.filter(programme=programme).order_by("pk"))
    for session in sessions:
        session.day += timedelta(days=days)
    held = [session for session in sessions if session.state == Session.State.SCHEDULED]
    if left := outside(event, [session.day for session in held]):
        words = ngettext(
            "Nothing was moved: %(number)d session would be outside the days of the event.",
            "Nothing was moved: %(number)d sessions would be outside the days of the event.",
            len(left),
        )
        raise ValidationError(words % {"number": len(left)})
    for session in held:
        try:
            in_zone(session.wall_start, event.zone)
        except ValidationError as error:
            raise ValidationError([f"{session}: {message}" for message in error.messages]) from error
    Session.objects.bulk_update(sessions, ["day"])
    return len(sessions)


def strays(event: Event) -> tuple[list[Session], list[Session]]:
    """Return the sessions on days on which `event` is not, and those outside its hours on its days; one query.

    `event` is as it is, or as it was typed and is not saved yet.
    """
    held = Session.objects.filter(programme__event=event.pk, state=Session.State.SCHEDULED) if event.pk else ()
    off = {*outside(event, [session.day for session in held])}
    return [session for session in held if session.day in off], [
        session
        for session in held
        if session.day not in off and (session.wall_start < event.wall_start or session.wall_end > event.wall_end)
    ]


def told_off_days(sessions: list[Session]) -> str:
    words = ngettext(
        "%(number)d session of the programme is outside the days of the event. Until it is moved and released, readers "
        "see no days.",
        "%(number)d sessions of the programme are outside the days of the event. Until they are moved and released, "
        "readers see no days.",
        len(sessions),
    )
    return words % {"number": len(sessions)} if sessions else ""


def told_off_hours(sessions: list[Session]) -> str:
    words = ngettext(
        "%(number)d session of the programme begins before the event or ends after it: %(sessions)s.",
        "%(number)d sessions of the programme begin before the event or end after it: %(sessions)s.",
        len(sessions),
    )
    titles = [*map(str, sessions[:NAMED]), *(["…"] if len(sessions) > NAMED else [])]
    return words % {"number": len(sessions), "sessions": listed(titles)} if sessions else ""


def left_outside(event: Event) -> str:
    """Return which sessions are outside `event`, as it is or as it was typed: of its days, and of its hours."""
    off_days, off_hours = strays(event)
    return " ".join(filter(None, (told_off_days(off_days), told_off_hours(off_hours))))


def tell_of_what_stayed(request: HttpRequest, instance: Any) -> None:
    """Tell whoever saved an event which sessions are outside it, and lead to them."""
    if not isinstance(instance, Event):
        return
    event = Event.objects.get(pk=instance.pk)
    off_days, off_hours = strays(event)
    edit = Session.snippet_viewset.get_url_name("edit")
    links = [(reverse(edit, args=[session.pk]), str(session)) for session in off_hours[:NAMED]]
    for words, leading in ((told_off_days(off_days), []), (told_off_hours(off_hours), links)):
        if words:
            plan = reverse(PLAN, args=[event.programme.pk])
            buttons = [messages.button(url, label) for url, label in (*leading, (plan, _("Open the programme")))]
            messages.warning(request, words, buttons=buttons if may_release(request.user) else None)


def of_hosts(user: Any) -> list[Waiting]:
    """Return the programmes of the coming events of `user` with sessions outside the days or hours of the event."""
    if not may_release(user):
        return []
    coming = events_of(user).upcoming().filter(state=Event.State.SCHEDULED).order_by()
    astray = Session.objects.astray().filter(programme=OuterRef("pk"))
    rows = list(Programme.objects.with_event().filter(Exists(astray), event__in=coming).order_by("event__start")[:20])
    items = tuple(Item(str(row), reverse(PLAN, args=[row.pk])) for row in rows)
    label = _("Programmes with sessions outside the days or hours of their event")
    return [Waiting(label, len(items), "", items=items)] if items else []
