"""The draft of a programme for another event, on other days. Nobody who chose, wished or booked comes along."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import models, transaction

from events.models import Event

from .models import Programme, Session, Speaker


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
