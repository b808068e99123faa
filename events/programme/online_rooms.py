"""How long the online room of a session is kept: while the draft, or the version that readers see, has the session."""

from uuid import UUID

from django.db import transaction

from events.rooms import services as rooms

from .models import Programme


@transaction.atomic
def forget_rooms(*, programme: Programme) -> None:
    """Forget the online rooms of sessions that are neither in the draft of `programme` nor in its last version.

    What a version promised stays until the next one. Who releases at this moment waits, or has done so.
    """
    known: set[UUID] = set()
    for found in Programme.objects.select_for_update(no_key=True).filter(pk=programme.pk):
        known = set(found.sessions.values_list("guid", flat=True))
        if last := found.versions.first():
            known |= {UUID(row["guid"]) for row in last.content["sessions"]}
    rooms.forget_parts(event_id=programme.event_id, but=known)
