"""The draft as its editors see it: what clashes, what the next version would change, what still needs something."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
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
from events.models import Event
from events.permissions import may_release
from events.team.permissions import events_of
from events.zones import in_zone

from .models import InterpreterPair, Programme, ProgrammeVersion, Room, Session, Speaker, Track
from .published_programme import Told, told
from .querysets import overlaps
from .release import Content, differences


@dataclass(frozen=True)
class Clash:
    words: str
    first: Session
    second: Session


KINDS: dict[str, Any] = {"room": Room, "speaker": Speaker, "pair": InterpreterPair}


def clashes(programme: Programme) -> list[Clash]:
    """Return what clashes in the draft, in order: one query, and up to four for the names where something does."""
    found = overlaps(programme.pk)
    if not found:
        return []
    sessions = Session.objects.in_bulk({key for clash in found for key in (clash.first, clash.second)})
    things = {kind: model.objects.in_bulk({clash.thing for clash in found if clash.kind == kind})
              for kind, model in KINDS.items()}  # fmt: skip
    words = {"room": _(
        "%(name)s: two sessions are in this room at the same time."
    ), "speaker": _("%(name)s speaks in two sessions at the same time."),
            "pair": _("%(name)s: the same pair of interpreters works in two sessions at the same time.")}  # fmt: skip
    return [
        Clash(
            words[clash.kind] % {"name": things[clash.kind][clash.thing]},
            sessions[clash.first],
            sessions[clash.second],
        )
        for clash in found
    ]


def coming_changes(content: Content, last: ProgrammeVersion | None) -> list[Told]:
    """Return what a version with `content` would tell readers; nothing where it would be the first."""
    return told(differences(last.content, content)) if last else []


def in_use(thing: Track | Room | InterpreterPair) -> str:
    """Return the titles of the sessions that need `thing`, as a list within a sentence."""
    condition = {Track: "track", Room: "room", InterpreterPair: "languages__pair"}[type(thing)]
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


@transaction.atomic
def copy_programme(*, programme: Programme, event: Event, days: int) -> dict[uuid.UUID, uuid.UUID]:
    """Make the draft of `programme` that of `event`, `days` later; return the new identifier of each session.

    Versions, stars, places and wishes stay behind, and so do sessions that were cancelled, and portraits: people gave
    theirs for this programme. Interpreters are planned, and not booked. The copy is a draft: hosts release it.
    """
    until = programme.languages_asked_until
    made = _copy(programme, event=event, languages_asked_until=until and until + timedelta(days=days))
    rooms, tracks, pairs = (
        {row.pk: _copy(row, programme=made) for row in rows.all()}
        for rows in (programme.rooms, programme.tracks, programme.pairs)
    )
    speakers = {
        row.pk: _copy(row, programme=made, portrait=None) for row in Speaker.objects.filter(programme=programme)
    }
    guids = {}
    sessions = Session.objects.filter(programme=programme, state=Session.State.SCHEDULED).whole().order_by("pk")
    for session in sessions:
        held = {"day": session.day + timedelta(days=days), "room": rooms.get(session.room_id)}
        copied = _copy(session, programme=made, track=tracks.get(session.track_id), **held)
        for row in session.session_speakers.all():
            if row.speaker_id in speakers:
                _copy(row, session=copied, speaker=speakers[row.speaker_id])
        for language in session.languages.all():
            _copy(language, session=copied, pair=pairs.get(language.pair_id), booked=False)
        for document in session.documents.all():
            _copy(document, session=copied)
        guids[session.guid] = copied.guid
    return guids


def _copy(row: Any, **other: Any) -> Any:
    """Store what `row` says as a new row, with `other` values; one that is known by an identifier gets its own."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key and field.name not in other]
    values = {field.attname: getattr(row, field.attname) for field in fields if not _is_identifier(field)}
    return type(row)._default_manager.create(**values, **other)


def _is_identifier(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.UUIDField) and field.unique
