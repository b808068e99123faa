"""People with a place in a session that moves, changes its room or is cancelled get one email.

Nothing is planned ahead: each run compares the version of the programme that somebody knew with the last one. A run may
be lost, late or doubled: the version is noted in the transaction of the email.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from events.models import Event
from events.programme.models import ProgrammeVersion, SessionChoice
from events.programme.published_programme import last_version
from events.querysets import to_come
from events.registrations.models import Registration

from . import emails

EVENT = "registration__event__"


def tell(now: datetime) -> int:
    """Owe everybody whose session changed one email; return how many. While an event is postponed nobody is told."""
    rows = SessionChoice.objects.held().filter(
        to_come(now, EVENT),
        registration__event__state=Event.State.SCHEDULED,
        registration__event__programme__versions__number__gt=F("known_version"),
    )
    due = sorted(set(rows.order_by().values_list("registration", flat=True)))
    return sum(_tell(pk, now) for pk in due)


@transaction.atomic
def _tell(pk: int, now: datetime) -> bool:
    """Owe one email to the registration `pk` if the sessions in which it has a place changed; note what it knows."""
    rows = Registration.objects.select_related("event", "category").active().exclude(email="")
    registration = rows.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
    if registration is None or registration.event.state != Event.State.SCHEDULED or registration.event.is_over:
        return False
    event, version = registration.event, last_version(registration.event_id)
    if version is None:
        return False
    places = list(registration.session_choices.places().filter(known_version__lt=version.number).order_by("pk"))
    known = ProgrammeVersion.objects.filter(
        programme_id=version.programme_id, number__in={place.known_version for place in places}
    )
    contents = {row.number: row.content for row in known}
    changes, keys = [], set()
    for place in places:
        if place.known_version not in contents:
            continue
        said = [_sessions(content, place.session_id) for content in (contents[place.known_version], version.content)]
        if found := emails.session_changes(said[0], event, said[1], registration.language):
            changes += found
            keys.add(place.session_id)
    SessionChoice.objects.filter(pk__in=[place.pk for place in places]).update(known_version=version.number)
    if changes:
        emails.send_session_changes(registration, event, version, changes, keys)
    return bool(changes)


def _sessions(content: emails.Content, session: int) -> list[emails.Facts]:
    return emails.describe_sessions(content, [row for row in content["sessions"] if row["key"] == session])
