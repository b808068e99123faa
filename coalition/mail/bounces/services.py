"""What follows from a report: one pipeline for what a server answers, what comes back by mail, and complaints.

Decision 0097-bounces-that-count.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from coalition.mail.models import Suppression
from coalition.mail.services import suppress_digest
from coalition.mail.transport import Refused

from . import ledgers
from .models import BounceReport
from .verdicts import Verdict, of_refusal, status_in

logger = logging.getLogger(__name__)

KEPT = timedelta(days=90)
HALF = timedelta(days=7)  # in which a soft bounce counts half
LOOKED_BACK = timedelta(days=30)
ENOUGH, DAYS = 2.5, 3  # soft bounces, halved by age, on so many days: three in a row are enough, one a week never is
REST = timedelta(days=30)  # without mail, after enough soft ones
HOUR = timedelta(hours=1)
MOST_AT_ONCE, BROKEN_SHARE = 10, 0.2  # more of them within an hour, and of one run: it is our relay that is broken


def report(*, ledger: str, row: int, address_digest: str, verdict: Verdict, status: str, source: str) -> bool:
    """Keep one verdict about a copy, once, and do what follows from it; say whether it was new.

    Committed with the caller's transaction, so that what brought it is let go of afterwards. A hard bounce and a
    complaint end the address, soft ones only when they come day after day.
    """
    if verdict is Verdict.NOTHING:
        return False
    now = timezone.now()
    with transaction.atomic():
        _report, is_new = BounceReport.objects.get_or_create(
            ledger=ledger, row=row, verdict=verdict.value,
            defaults={"address_digest": address_digest, "status": status[:12], "source": source, "received_at": now},
        )  # fmt: skip
        if not is_new:
            return False
        if verdict is Verdict.COMPLAINT:
            suppress_digest(digest=address_digest, reason=Suppression.Reason.COMPLAINED, status=status)
        elif verdict is Verdict.HARD:
            suppress_digest(digest=address_digest, reason=Suppression.Reason.BOUNCED, status=status)
        elif verdict is Verdict.SOFT and is_too_often(address_digest, now):
            suppress_digest(digest=address_digest, reason=Suppression.Reason.BOUNCED, status=status, until=now + REST)
        if owner := ledgers.find(ledger):
            owner.note(row, verdict, now)
    return True


def report_refusal(*, ledger: str, row: int, address_digest: str, error: Refused, sent: int, failed: int) -> Verdict:
    """Keep what the server answered to a copy that is given up; `sent` and `failed` are of the run so far.

    Only what was said of the recipient counts against them. Where suddenly a large share of a run has no mailbox, it
    is our relay that is broken: nobody is suppressed.
    """
    status = status_in(error.reply)
    verdict = of_refusal(status, error.reply)
    if verdict is Verdict.HARD and error.stage != "rcpt":
        verdict = Verdict.POLICY
    if verdict is Verdict.HARD and failed > BROKEN_SHARE * (sent + failed) and _just_suppressed() >= MOST_AT_ONCE:
        logger.error("so many recipients were refused at once that the mail server itself must be wrong")
        verdict = Verdict.POLICY
    report(ledger=ledger, row=row, address_digest=address_digest, verdict=verdict, status=status,
           source=BounceReport.Source.SMTP)  # fmt: skip
    return verdict


def is_too_often(address_digest: str, now: datetime) -> bool:
    """Say whether the soft bounces of an address, the older the less, are enough to let it rest."""
    soft = BounceReport.objects.filter(
        address_digest=address_digest, verdict=Verdict.SOFT.value, received_at__gt=now - LOOKED_BACK
    )
    times = list(soft.values_list("received_at", flat=True))
    weight = sum(0.5 ** ((now - at) / HALF) for at in times)
    return weight >= ENOUGH and len({at.date() for at in times}) >= DAYS


def came_back_lately(address_digests: list[str]) -> set[str]:
    """Return those of which a mail came back for good within a week."""
    lately = BounceReport.objects.filter(
        address_digest__in=address_digests, verdict=Verdict.HARD.value, received_at__gt=timezone.now() - HALF
    )
    return set(lately.values_list("address_digest", flat=True))


def forget(now: datetime) -> int:
    """Forget what came back more than 90 days ago; return how many reports."""
    return BounceReport.objects.filter(received_at__lt=now - KEPT).delete()[0]


def _just_suppressed() -> int:
    lately = BounceReport.objects.filter(received_at__gt=timezone.now() - HOUR)
    return lately.filter(source=BounceReport.Source.SMTP, verdict=Verdict.HARD.value).count()
