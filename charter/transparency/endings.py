"""A log that cannot be continued is ended in so many words, and another one is begun: in public, and never undone."""

import hashlib

from django.db import transaction

from charter.transparency import keys, memory, notes, services, tiles
from charter.transparency.models import Checkpoint, EndedLog, Leaf
from charter.transparency.services import Record


class NotNow(Exception):
    """The log is not to be ended, or there is no name for the next one; the message says what to do."""


@transaction.atomic
def end(*, why: str) -> EndedLog:
    """End the log that cannot be continued, and sign the first checkpoint of the one that CHARTER_LOG_ORIGIN names.

    What is left of the leaves goes on in the new log, which begins with a leaf that tells of the end. `why` is public.
    Raises NotNow where the log can be continued, and where the next one has no name or one that was used.
    """
    if not services.why_stopped():
        raise NotNow("The log can be continued: nothing is ended.")
    if not why.strip():
        raise NotNow("Say why, in words that anybody may read.")
    last = Checkpoint.objects.order_by("pk").last()
    note = memory.last() or (last.note if last else "")
    origin = notes.Checkpoint.parse(notes.split(note)[0]).origin
    used = {origin, *EndedLog.objects.values_list("origin", flat=True), *_kept_origins()}
    if keys.origin() in used:
        raise NotNow(f"{keys.origin()} was the name of a log: set CHARTER_LOG_ORIGIN to one that was never used.")
    row = EndedLog.objects.create(origin=origin, note=note, left=tiles.size(), successor=keys.origin(), why=why.strip())
    services.append(record(row))
    services.sign_checkpoint()
    return row


def record(row: EndedLog) -> Record:
    """Return what the log holds of the end of the one before it."""
    facts = {"origin": row.origin, "left": row.left, "successor": row.successor, "why": row.why}
    return Record(Leaf.Kind.ENDED, hashlib.sha256(row.note.encode()).hexdigest(), facts)


def _kept_origins() -> set[str]:
    return {notes.Checkpoint.parse(notes.split(note)[0]).origin for note in memory.kept()}
