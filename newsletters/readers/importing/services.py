"""Bring a list of readers in: by asking each by email or, with a proof of consent, at once."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from coalition.mail.models import Suppression
from coalition.privacy import queue
from coalition.privacy import services as privacy
from coalition.privacy.addresses import address_digest
from coalition.privacy.models import Consent
from newsletters.readers import services as readers
from newsletters.readers.importing.sheet import Plan
from newsletters.readers.models import ImportedAddress, Reader, ReaderImport

IMPORTED = "newsletters.import_readers"  # the action in the site history
CHUNK = 50


@transaction.atomic
def begin(*, plan: Plan, source: str, direct: bool, by: Any) -> ReaderImport:
    """Keep the new lines of `plan` for the worker. `source` says where and when these people agreed; `direct` takes it
    as the proof of consent, else each is asked by email. The site history says who did it."""
    batch = ReaderImport.objects.create(source=source, direct=direct, by=by)
    ImportedAddress.objects.bulk_create(
        [
            ImportedAddress(
                batch=batch,
                email=row.email,
                email_digest=address_digest(row.email),
                language=row.language,
                themes=row.themes,
            )
            for row in plan.new
        ],
        batch_size=1000,
    )
    log(instance=by, action=IMPORTED, user=by, title=str(by), data={"lines": len(plan.new), "direct": direct})
    queue.wake("newsletters.import_readers")
    return batch


def work_off() -> bool:
    """Take the next lines of the lists that wait; say whether more are left. Call it outside any transaction.

    A line that was taken is gone in the same transaction, so a worker that dies loses and doubles nothing. Each has
    one of its own: locks on several addresses, taken in the order of a list, would wait for each other.
    """
    more = all(_take_next() for _place in range(CHUNK))
    ReaderImport.objects.filter(finished_at=None, addresses=None).update(finished_at=timezone.now())
    return more


@transaction.atomic
def _take_next() -> bool:
    """Take the next line; say whether there was one."""
    line = ImportedAddress.objects.select_for_update(skip_locked=True).order_by("pk").first()
    if line is None:
        return False
    batch = ReaderImport.objects.get(pk=line.batch_id)
    told = _join(line, batch) if batch.direct else _ask(line)
    line.delete()
    ReaderImport.objects.filter(pk=batch.pk).update(**{told: F(told) + 1})
    return True


def _is_open(line: ImportedAddress) -> bool:
    """Say whether a list may still bring `line` in: nobody who reads, left or refused, as far back as the ledger."""
    suppressed = Suppression.objects.standing().filter(address_digest=line.email_digest).exists()
    if suppressed or Reader.objects.for_address(line.email).exists():
        return False
    return not privacy.withdrawn_among(purpose=readers.PURPOSE, digests=[line.email_digest])


def _join(line: ImportedAddress, batch: ReaderImport) -> str:
    if not _is_open(line):
        return "passed_over"
    _row, is_new = Reader.objects.get_or_create(
        email_digest=line.email_digest,
        defaults={"email": line.email, "language": line.language, "themes": line.themes},
    )
    if not is_new:  # who confirmed at this moment
        return "passed_over"
    privacy.record_consent(
        purpose=readers.PURPOSE,
        address=line.email,
        text=batch.source,
        version=f"{batch.created_at:%Y-%m-%d}",
        language=line.language,
        given_at=batch.created_at,
        kind=Consent.Kind.IMPORTED,
    )
    return "joined"


def _ask(line: ImportedAddress) -> str:
    if not _is_open(line):
        return "passed_over"
    asked = readers.ask_brought_in(email=line.email, language=line.language, themes=line.themes)
    return "asked" if asked else "passed_over"
