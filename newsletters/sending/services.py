"""Carry an edition to its readers: by the engine of all mail."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Greatest, Now
from django.utils import timezone

from coalition.mail import engine, epochs
from coalition.mail.bounces.services import report_refusal
from coalition.mail.models import Suppression
from coalition.mail.transport import Refused
from coalition.privacy import discretion, queue
from newsletters.readers import recipients
from newsletters.readers.models import Reader
from newsletters.sending.letters import LEDGER, Letters
from newsletters.sending.models import Delivery, Edition, EditionText

State = Delivery.State
OWED = (State.HELD, State.QUEUED, State.SENDING)  # no server has the text yet


class Copies(engine.Ledger[Delivery]):
    """The copies of editions: thousands of one letter, whose words no row keeps."""

    model = Delivery
    most_attempts = 8
    is_bulk = True

    def __init__(self) -> None:
        self.letters = Letters()

    def look_up(self, batch: Sequence[Delivery]) -> None:
        """Look up the readers, and which of them are suppressed or asked for discretion, also elsewhere or since."""
        readers = Reader.objects.in_bulk([row.reader_id for row in batch if row.reader_id])
        digests = [reader.email_digest for reader in readers.values()]
        suppressed = Suppression.objects.standing().filter(address_digest__in=digests)
        self.suppressed = set(suppressed.values_list("address_digest", flat=True))
        self.asked = discretion.discreet_among([reader.email for reader in readers.values()])
        self.readers = readers

    def refusal(self, row: Delivery) -> Delivery.State | None:
        """Refuse who left, was erased, or is suppressed since the edition was begun."""
        reader = self.readers.get(row.reader_id or 0)
        if reader is None or reader.state != Reader.State.CONFIRMED or reader.email_digest in self.suppressed:
            return State.SKIPPED
        return None

    def build(self, row: Delivery) -> engine.Envelope:
        reader = self.readers[row.reader_id or 0]
        return self.letters.fill(row, reader, discreet=row.discreet or reader.email in self.asked)

    def given_up(self, row: Delivery, error: Refused, outcome: engine.Outcome) -> None:
        """Let a refused reader count among the bounces."""
        digest = self.readers[row.reader_id or 0].email_digest
        report_refusal(ledger=LEDGER, row=row.pk, address_digest=digest, error=error, sent=outcome.sent,
                       failed=outcome.failed)  # fmt: skip


@transaction.atomic
def queue_copies(*, edition: Edition, texts: Mapping[str, EditionText], state: Delivery.State = State.QUEUED) -> int:
    """Owe `edition` to everyone whom it is for now, each language what `texts` has for it; return how many copies.

    They begin in `state`. Readers of a language that is not among them are sent nothing. One statement makes every
    delivery, so a reader who confirms meanwhile is either in or out, never twice.
    """
    readers = recipients.readers_of(edition.translation_key).order_by().values("pk", "language", "discreet")
    rows, parameters = readers.query.sql_with_params()
    statement = (  # the tables' names are ours; every value is a parameter
        f"INSERT INTO {Delivery._meta.db_table} (edition_id, reader_id, text_id, discreet, state, attempts, "  # noqa: S608
        "next_attempt_at, last_error) "
        "SELECT %s, reader.pk, text.id, reader.discreet, %s, 0, %s, '' "
        f"FROM ({rows}) reader (pk, language, discreet) "
        "JOIN unnest(%s::text[], %s::bigint[]) text (language, id) ON text.language = reader.language "
        "ON CONFLICT DO NOTHING"
    )
    lists: list[list[Any]] = [list(texts), [text.pk for text in texts.values()]]
    with connection.cursor() as cursor:
        cursor.execute(statement, [edition.pk, state, timezone.now(), *parameters, *lists])
        return cursor.rowcount


def hold_copies(*, edition: Edition) -> int:
    """Let no worker take a copy of `edition` any more, also those that one took already; return how many."""
    return edition.deliveries.not_on_the_wire().update(state=State.HELD)


def release_copies(*, edition: Edition, some: int | None = None) -> int:
    """Let the workers take the copies of `edition` that are held back, or `some` of them by lot; return how many."""
    held = edition.deliveries.filter(state=State.HELD)
    if some is not None:
        held = edition.deliveries.filter(pk__in=list(held.order_by("?").values_list("pk", flat=True)[:some]))
    count = held.update(state=State.QUEUED, next_attempt_at=Greatest(F("next_attempt_at"), Value(timezone.now())))
    queue.wake("newsletters.deliver")
    return count


def stop_copies(*, readers: Iterable[Reader], **_signal: Any) -> None:
    """Send nothing more to `readers`, who leave. Only a copy whose text the mail server already has goes on."""
    Delivery.objects.filter(state__in=OWED, reader__in=readers).update(state=State.SKIPPED)


def cancel_copies(*, edition: Edition) -> int:
    """Send nothing more of `edition`; return how many readers do not get it."""
    return edition.deliveries.filter(state__in=OWED).update(state=State.CANCELLED)


def keep_stopped() -> None:
    """Take back what became due again of editions that were stopped: the server put a copy off that it had in hand.

    A copy waits for a minute before it is tried again, so this comes before any worker takes it. It has its error, by
    which an index finds it among a million.
    """
    lately = timezone.now() - timedelta(days=1)
    stopped = Q(state__in=[Edition.State.PAUSED, Edition.State.HALTED])
    stopped |= Q(state=Edition.State.CANCELLED, finished_at__gt=lately)
    for found in Edition.objects.filter(stopped):
        if not found.deliveries.filter(state=State.QUEUED).exclude(last_error="").exists():
            continue
        with transaction.atomic():
            edition = Edition.objects.select_for_update(of=("self",)).filter(stopped, pk=found.pk).first()
            if edition is not None and edition.state == Edition.State.CANCELLED:
                cancel_copies(edition=edition)
            elif edition is not None:
                hold_copies(edition=edition)


def hold_anew(*, readers: Iterable[Reader], **_signal: Any) -> None:
    """Let each copy that a worker holds for `readers`, whose address or discretion changes, be looked up again: its
    lease is another's. Those that nobody holds are locked too, so that none is taken before the change is committed."""
    Delivery.objects.filter(state__in=OWED, reader__in=readers).update(**_given_back())


def hand_on(*, moving: Reader, there: Reader, **_signal: Any) -> None:
    """Let each edition that is on its way to `moving`, who becomes `there`, go to the latter if they have no copy."""
    copies = Delivery.objects.filter(state__in=OWED, reader=moving)
    copies.exclude(edition__in=there.deliveries.values("edition")).update(reader=there, **_given_back())


def _given_back() -> dict[str, Any]:
    """Return what takes a copy from the worker that holds it; what is held back, or waits for its minute, waits on."""
    taken = {"state": (Value(State.QUEUED.value), F("state")), "next_attempt_at": (Now(), F("next_attempt_at"))}
    return {name: Case(When(state=State.SENDING, then=new), default=old) for name, (new, old) in taken.items()}


def deliver(*, seconds: float = 20) -> engine.Outcome:
    """Send due copies for about `seconds`, and say what happened. Call it outside any transaction."""
    keep_stopped()
    outcome = engine.run(Copies(), seconds=seconds)
    if not outcome.held:
        finish_editions()
    return outcome


def drop_owed(*, until: datetime, **_signal: Any) -> int:
    """Let go of the copies of editions begun up to `until`, since the database was restored; return how many."""
    owed = Delivery.objects.filter(state__in=OWED, edition__started_at__lte=until)
    return owed.update(state=State.FAILED, last_error=epochs.DROPPED)


@transaction.atomic
def finish_editions() -> None:
    """Close every edition whose deliveries are all settled."""
    open_states = [*OWED, State.HANDING_OVER]
    for edition in Edition.objects.select_for_update(skip_locked=True).filter(state=Edition.State.SENDING):
        if not edition.deliveries.filter(state__in=open_states).exists():
            edition.finish()
            edition.save()


def bounce_counts(*, edition: Edition) -> dict[str, int]:
    """Return how many copies of `edition` came back, by what was said of them; nothing where none did."""
    counts = dict(edition.deliveries.exclude(bounce="").order_by().values_list("bounce").annotate(count=Count("pk")))
    return {str(bounce.label): counts[bounce.value] for bounce in Delivery.Bounce if bounce.value in counts}


def state_counts(*, edition: Edition) -> dict[str, int]:
    counts = dict(edition.deliveries.order_by().values_list("state").annotate(count=Count("pk")))
    return {str(state.label): counts[state.value] for state in Delivery.State if state.value in counts}
