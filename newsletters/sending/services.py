"""Carry an edition to its readers: by the engine of all mail."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Greatest, Now
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.log_actions import log

from coalition import queue
from coalition.mail import engine, epochs
from coalition.mail.areas import ANSWERED_WITHIN, Ledger
from coalition.mail.models import Suppression, Verdict
from coalition.privacy import discretion
from newsletters.readers import services
from newsletters.readers import services as readers
from newsletters.readers.models import Reader
from newsletters.signals import copy_came_back

from .envelopes import LEDGER, Letters
from .models import Delivery, Edition, EditionText, SentFile

State = Delivery.State
OWED = (State.HELD, State.QUEUED, State.SENDING)  # no server has the text yet


class Copies(engine.Ledger[Delivery]):
    """The copies of editions: thousands of one letter, whose words no row keeps."""

    model = Delivery
    letter = LEDGER
    most_attempts = 8
    is_bulk = True

    def __init__(self) -> None:
        self.letters = Letters()

    def look_up(self, batch: Sequence[Delivery]) -> None:
        """Look up the readers, and which of them are suppressed or asked for discretion, also elsewhere or since."""
        readers = Reader.objects.in_bulk([row.reader_id for row in batch if row.reader_id])
        digests = [reader.email_digest for reader in readers.values()]
        suppressed = Suppression.objects.filter(address_digest__in=digests)
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


@transaction.atomic
def queue_copies(*, edition: Edition, texts: Mapping[str, EditionText], state: Delivery.State = State.QUEUED) -> int:
    """Owe `edition` to everyone whom it is for now, each language what `texts` has for it; return how many copies.

    They begin in `state`. Readers of a language that is not among them are sent nothing. One statement makes every
    delivery, so a reader who confirms meanwhile is either in or out, never twice.
    """
    readers = services.readers_of(edition.translation_key).order_by().values("pk", "language", "discreet")
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
    """Let each copy that a worker holds for `readers`, whose discretion changes, be looked up again: its
    lease is another's. Those that nobody holds are locked too, so that none is taken before the change is committed."""
    Delivery.objects.filter(state__in=OWED, reader__in=readers).update(**_given_back())


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


LEAVING = timedelta(days=7)  # who leaves within that time is taken to leave for what they were sent
COUNTED = timedelta(days=28)  # while deliveries and those who left are all there (they go after 30 days)
CAME_BACK = (Delivery.Bounce.HARD, Delivery.Bounce.SOFT, Delivery.Bounce.POLICY)


def figures_of(*, edition: Edition, now: datetime) -> dict[str, dict[str, int]]:
    """Return the figures of `edition` for each language that it was sent in: counted, or as they were kept.

    One that did not leave has none.
    """
    if edition.started_at is None:
        return {}
    if edition.started_at < now - COUNTED:
        return dict(sorted(edition.figures.items()))
    return _count(edition)


def _count(edition: Edition) -> dict[str, dict[str, int]]:
    """Return the figures as the deliveries say. One query, and nothing of what anybody opened: nobody knows that."""
    gone = Q(reader__state=Reader.State.UNSUBSCRIBED, reader__unsubscribed_at__gte=F("sent_at"))
    rows: Any = (
        edition.deliveries.order_by()
        .values("text__language")
        .annotate(
            copies=Count("pk"),
            delivered=Count("pk", filter=Q(state=Delivery.State.SENT) & ~Q(bounce__in=CAME_BACK)),
            bounced=Count("pk", filter=Q(bounce__in=CAME_BACK)),
            complained=Count("pk", filter=Q(bounce=Delivery.Bounce.COMPLAINT)),
            left=Count("pk", filter=gone & Q(reader__unsubscribed_at__lte=F("sent_at") + LEAVING)),
        )
        .order_by("text__language")
    )
    return {row.pop("text__language"): row for row in rows}


def keep_figures(*, now: datetime) -> None:
    """Keep the figures of each edition whose deliveries are all there still, in place of those kept before."""
    for edition in Edition.objects.filter(started_at__gte=now - COUNTED - timedelta(days=1)):
        Edition.objects.filter(pk=edition.pk).update(figures=edition.figures | _count(edition))


PICTURE = re.compile(rf"{re.escape(settings.MEDIA_URL)}(images/[^\s\"'<>?#)]+)")
DOCUMENT = re.compile(r"/documents/(\d+)/")


def keep_files(*, edition: Edition, texts: Iterable[EditionText]) -> None:
    """Record what the frozen `texts` of `edition` show, mails and archive, so that none of it is deleted."""
    html = unescape("".join(text.html + text.discreet_html + text.web_html for text in texts))
    names = {unquote(name) for name in PICTURE.findall(html)}
    for image in Image.objects.filter(renditions__file__in=names).distinct():
        SentFile.objects.create(edition=edition, image=image)  # one by one: signals count it as a use
    for document in Document.objects.filter(pk__in=set(DOCUMENT.findall(html))):
        SentFile.objects.create(edition=edition, document=document)


def is_shown(instance: Any, **kwargs: Any) -> bool:
    """Say whether a sent edition shows the image or document `instance` (signal `file_replacing`)."""
    if isinstance(instance, Image):
        return SentFile.objects.filter(image=instance).exists()
    return isinstance(instance, Document) and SentFile.objects.filter(document=instance).exists()


def address_of_copy(row: int) -> str:
    """Return the digest of the address of the reader whose copy it was; empty where the reader is gone."""
    lately = Q(sent_at__isnull=True) | Q(sent_at__gt=timezone.now() - ANSWERED_WITHIN)
    digests = Delivery.objects.filter(lately, pk=row, reader__isnull=False).values_list(
        "reader__email_digest", flat=True
    )
    return digests.first() or ""


def note_bounce(row: int, verdict: Verdict, at: datetime) -> None:
    """Say on the delivery that it came back; a heavier word replaces a lighter one. Who called the edition spam, or
    left by a button of their mailbox, gets no other one."""
    if verdict in (Verdict.COMPLAINT, Verdict.LEFT):  # the reader before the delivery, as who leaves locks them
        found = Delivery.objects.select_related("reader").filter(pk=row).first()
        if found is not None and found.reader is not None:
            readers.unsubscribe(reader=found.reader)
    if verdict is Verdict.LEFT:
        return
    heavy = verdict in (Verdict.HARD, Verdict.COMPLAINT)
    if heavy:  # it may halt the edition: whoever decides about one locks it before its copies
        Edition.objects.select_for_update(of=("self",)).filter(deliveries=row).first()
    told = Delivery.objects.filter(pk=row) if heavy else Delivery.objects.filter(pk=row, bounce="")
    told.update(bounce=verdict.value, bounced_at=at)
    if heavy:
        copy_came_back.send(sender=Delivery, delivery=row)


MAIL_LEDGER = Ledger(LEDGER, address_of_copy, note_bounce, complaint_ends_address=False)


SENT_AGAIN, SETTLED = "newsletters.send_again", "newsletters.settle_delivered"  # actions in the site history


@transaction.atomic
def send_again(*, edition: Edition, by: Any) -> int:
    """Owe the uncertain copies of `edition` once more, each under the same Message-ID; return how many.

    `by` decided so, and the site history says it. Who left or was erased meanwhile gets none. Two people who press
    the button at once send them once more, not twice.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.state == Edition.State.CANCELLED:
        return 0  # nobody else gets it
    doubted = edition.deliveries.in_doubt()
    stopped = edition.state in (Edition.State.PAUSED, Edition.State.HALTED)
    owed = Delivery.State.HELD if stopped else Delivery.State.QUEUED
    again = doubted.update(state=owed, next_attempt_at=timezone.now(), last_error="")
    if again:
        if edition.state == Edition.State.SENT:
            edition.reopen()
            edition.save()
        log(instance=edition, action=SENT_AGAIN, user=by, data={"copies": again})
        queue.wake("newsletters.deliver")
    return again


@transaction.atomic
def settle_delivered(*, edition: Edition, by: Any) -> int:
    """Record that the uncertain copies of `edition` did arrive; return how many. The site history says who knew it."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    settled = edition.deliveries.in_doubt().update(state=Delivery.State.SENT, sent_at=timezone.now())
    if settled:
        log(instance=edition, action=SETTLED, user=by, data={"copies": settled})
    return settled
