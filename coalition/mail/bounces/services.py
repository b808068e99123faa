"""What follows from a report: one pipeline for what a server answers, what comes back by mail, and complaints.

Decision 0006-one-door-for-mail. Rows are locked in one order everywhere: suppression, reports that are there, reader,
delivery.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from coalition.mail.areas import ANSWERED_WITHIN, ForAPerson, Ledger, Mail, Reader, Unreadable, find_ledger
from coalition.mail.models import BounceReport, Message, Suppression
from coalition.mail.services import suppress_digest
from coalition.mail.transport import Refused
from coalition.privacy.addresses import address_digest

from . import returned, verp
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

    Committed with the caller's transaction, so that what brought it is let go of afterwards. A hard bounce ends the
    address, soft ones only when they come day after day; a complaint ends it, or the reading of a list.
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
        owner = find_ledger(ledger)
        if verdict is Verdict.COMPLAINT and (owner is None or owner.complaint_ends_address):
            suppress_digest(digest=address_digest, reason=Suppression.Reason.COMPLAINED, status=status)
        elif verdict is Verdict.HARD:
            suppress_digest(digest=address_digest, reason=Suppression.Reason.BOUNCED, status=status)
        elif verdict is Verdict.SOFT and is_too_often(address_digest, now):
            suppress_digest(digest=address_digest, reason=Suppression.Reason.BOUNCED, status=status, until=now + REST)
        if owner and owner.note:
            owner.note(row, verdict, now)
    return True


def report_copy(copy: verp.Copy, *, verdict: Verdict, status: str, source: str) -> bool:
    """Report `verdict` about `copy`, if it was sent by us and lately to who still has that address; say whether it was
    new."""
    owner = find_ledger(copy.ledger)
    digest = owner.address_of(copy.row) if owner else ""
    return copy.is_of(digest) and report(
        ledger=copy.ledger, row=copy.row, address_digest=digest, verdict=verdict, status=status, source=source
    )


def report_refusal(*, ledger: str, row: int, address_digest: str, error: Refused, sent: int, failed: int) -> None:
    """Keep what the server answered to a copy that is given up; `sent` and `failed` are of the run so far.

    Only what was said to RCPT speaks of the recipient. Where a large share of a run fails and many mailboxes are said
    to be gone within the hour, it is our relay that is broken: nobody is suppressed, and who just was is not any more.
    """
    status = status_in(error.reply)
    verdict = of_refusal(status, error.reply) if error.stage == "rcpt" else Verdict.POLICY
    if verdict is Verdict.HARD and failed > BROKEN_SHARE * (sent + failed):
        just = _just_refused()
        if len(just) >= MOST_AT_ONCE:
            logger.error("so many recipients were refused at once that the mail server itself must be wrong")
            _lift_all(just)
            verdict = Verdict.POLICY
    report(ledger=ledger, row=row, address_digest=address_digest, verdict=verdict, status=status,
           source=BounceReport.Source.SMTP)  # fmt: skip


def lift_own(*, address: str) -> bool:
    """Write to `address` again, whose holder has just proven that it takes mail; say whether it was suppressed.

    A complaint, and a wish not to be written to, are lifted by an editor only.
    """
    digest = address_digest(address)
    lifted = Suppression.objects.filter(address_digest=digest, reason=Suppression.Reason.BOUNCED).delete()[0]
    forgive(digest)
    return bool(lifted)


def forgive(digest: str) -> None:
    """Let what came back count against the address no more. The rows stay: a copy's verdict is noted once."""
    BounceReport.objects.filter(address_digest=digest).update(address_digest="")


def is_too_often(address_digest: str, now: datetime) -> bool:
    """Say whether the soft bounces of an address, the older the less, are enough to let it rest."""
    soft = BounceReport.objects.filter(
        address_digest=address_digest, verdict=Verdict.SOFT.value, received_at__gt=now - LOOKED_BACK
    )
    times = list(soft.values_list("received_at", flat=True))
    weight = sum(0.5 ** ((now - at) / HALF) for at in times)
    return weight >= ENOUGH and len({at.date() for at in times}) >= DAYS


def came_back_lately(address_digests: list[str]) -> set[str]:
    """Return those of which a mail came back within a week, for good or for a while."""
    lately = BounceReport.objects.filter(
        address_digest__in=address_digests, verdict__in=["hard", "soft"], received_at__gt=timezone.now() - HALF
    )
    return set(lately.values_list("address_digest", flat=True))


def forget_reports(now: datetime) -> int:
    """Forget what came back more than 90 days ago, and who may be written to again; return how many reports."""
    Suppression.objects.filter(until__lt=now).delete()
    return BounceReport.objects.filter(received_at__lt=now - KEPT).delete()[0]


def _lift_all(digests: list[str]) -> None:
    """Write to the addresses again, locked in the order of their rows: two workers may notice it at once."""
    bounced = Suppression.objects.filter(address_digest__in=digests, reason=Suppression.Reason.BOUNCED)
    rows = list(bounced.order_by("pk").select_for_update().values_list("pk", flat=True))
    Suppression.objects.filter(pk__in=rows).delete()


def _just_refused() -> list[str]:
    lately = BounceReport.objects.filter(received_at__gt=timezone.now() - HOUR)
    hard = lately.filter(source=BounceReport.Source.SMTP, verdict=Verdict.HARD.value)
    return list(hard.values_list("address_digest", flat=True))


def address_of(row: int) -> str:
    """Return the digest of the address that a single mail went to lately."""
    lately = Q(sent_at__isnull=True) | Q(sent_at__gt=timezone.now() - ANSWERED_WITHIN)
    return Message.objects.filter(lately, pk=row).values_list("to_digest", flat=True).first() or ""


def take_in(mail: Mail) -> bool:
    """Take in one mail that came back; say whether it changed anything.

    What no copy of ours was sent from, or what somebody forged, changes nothing. A letter of a person is for a
    person: raises ForAPerson.
    """
    try:
        found = returned.read_report(mail.message)
    except (RecursionError, ValueError, LookupError) as error:
        raise Unreadable from error
    if found is None:
        if str(mail.message.get("Auto-Submitted", "no")).strip().lower().startswith("auto"):
            return False  # an answer from a holiday
        raise ForAPerson
    copy = verp.read_detail(mail.detail) or verp.read_address(found.sent_from)
    return copy is not None and report_copy(
        copy, verdict=found.verdict, status=found.status, source=BounceReport.Source.NOTICE
    )


LEDGER = Ledger("m", address_of)
READERS = (
    Reader("bounces", lambda: settings.MAIL_BOUNCE_ADDRESS, take_in),
    Reader("discreet bounces", lambda: settings.MAIL_DISCREET_BOUNCE_ADDRESS, take_in),
)
