"""What comes back of mails: reports read, verdicts drawn, addresses suppressed, and written to again."""

import hmac
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes
from email.message import Message as Returning
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from coalition.privacy import discretion, erasure_replay, erasures
from coalition.privacy.email_addresses import address_digest, keyed_digest
from coalition.privacy.registry import Here

from . import rendering
from .areas import ANSWERED_WITHIN, ForAPerson, Ledger, Mail, Reader, Unreadable, find_ledger
from .models import BounceReport, Message, Suppression, Verdict
from .services import OBJECTED, suppress
from .transport import Refused

STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)")  # and no address of a server
REPLY = re.compile(r"\b([45]\d\d)[ -]")
GONE = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}  # RFC 3463 3.2 and 3.3; RFC 7505 5.1.10 is of a null MX
FULL = re.compile(r"quota|mailbox (?:is )?full|storage|too large|size limit", re.IGNORECASE)
POLICY = re.compile(
    r"spam|policy|polic|black ?list|block(?:ed|list)|reputation|\bspf\b|dkim|dmarc|relay|access denied|banned"
    r"|not authori[sz]ed|authenticat",
    re.IGNORECASE,
)
NO_MAILBOX = re.compile(
    r"(?:user|recipient|mailbox|account|address|addressee) (?:is )?"
    r"(?:unknown|not found|invalid|disabled|inactive|closed)"
    r"|(?:unknown|invalid|no such) (?:user|recipient|mailbox|account|address|local part|person)"
    r"|(?:does not|doesn't) (?:exist|have a(?:n)? \S+ account)|no mailbox here|not a valid (?:mailbox|recipient)",
    re.IGNORECASE,
)


def status_in(words: str) -> str:
    """Return the first enhanced status code in `words`, as "5.1.1", or an empty string."""
    found = STATUS.search(words)
    return ".".join(str(int(part)) for part in found.groups()) if found else ""


def of_refusal(status: str, words: str) -> Verdict:
    """Return what a refusal says: `status` is its enhanced code ("5.1.1", or empty), `words` the server's reply.

    Words weigh more than a code that contradicts them, towards the milder side: many servers answer 5.1.1 to
    everything.
    """
    if status.startswith("5.7."):
        return Verdict.POLICY
    if not status.startswith("5"):
        reply = REPLY.search(words)
        if status or not reply or reply[1].startswith("4"):
            return Verdict.SOFT
    if status == "5.2.2" or FULL.search(words):
        return Verdict.SOFT
    if POLICY.search(words):
        return Verdict.POLICY
    if status in GONE:
        return Verdict.HARD
    says_nothing_more = not status or status in {"5.0.0", "5.1.0", "5.2.0"} or status.startswith("5.5.")
    return Verdict.HARD if says_nothing_more and NO_MAILBOX.search(words) else Verdict.SOFT


MARK = 20  # hexadecimal digits: 80 bits
HIDDEN = 14  # of one byte for the ledger and six for the number
DETAIL = re.compile(rf"([0-9a-f]{{{HIDDEN}}})([0-9a-f]{{{MARK}}})")
SENT_FROM = re.compile(rb"\+[0-9a-f]{%d}@" % (HIDDEN + MARK), re.IGNORECASE)


@dataclass(frozen=True)
class Copy:
    ledger: str
    row: int
    mark: str

    def is_of(self, address_digest: str) -> bool:
        return bool(address_digest) and hmac.compare_digest(self.mark, _mark(self.ledger, self.row, address_digest))


def envelope_sender(ledger: str, row: int, address_digest: str, *, discreet: bool) -> str:
    """Return the envelope's sender of one copy: the address of bounces with what it is for, or the mails' own.

    A discreet mail comes back to its own domain.
    """
    own = discreet and discretion.is_offered()
    address = settings.MAIL_DISCREET_BOUNCE_ADDRESS if own else settings.MAIL_BOUNCE_ADDRESS
    if settings.MAIL_PROVIDER and not address:  # it has an envelope of its own, and takes the code alone
        address = settings.MAIL_FROM_ADDRESS
    name, at, domain = address.rpartition("@")
    if not at:
        return rendering.sender_address(discreet)
    mark = _mark(ledger, row, address_digest)
    named = ord(ledger) << 48 | row
    return f"{name}+{named ^ _cover(mark):0{HIDDEN}x}{mark}@{domain}"


def read_detail(detail: str) -> Copy | None:
    """Return what stands behind the + of an address of bounces, in small letters; None where it is none of ours."""
    found = DETAIL.fullmatch(detail)
    if found is None:
        return None
    ledger, row = divmod(int(found[1], 16) ^ _cover(found[2]), 1 << 48)
    return Copy(chr(ledger), row, found[2])


def read_address(address: str) -> Copy | None:
    return read_detail(address.lower().rpartition("@")[0].partition("+")[2])


def _mark(ledger: str, row: int, address_digest: str) -> str:
    return keyed_digest("bounce", f"{ledger}:{row}:{address_digest}")[:MARK]


def _cover(mark: str) -> int:
    return int(keyed_digest("bounce-cover", mark)[:HIDDEN], 16)


MOST_PARTS = 40
MILDEST_FIRST = (Verdict.NOTHING, Verdict.POLICY, Verdict.SOFT, Verdict.HARD)


@dataclass(frozen=True)
class Returned:
    """What came back: the verdict, the enhanced status where one was given, and the copy that a complaint names."""

    verdict: Verdict
    status: str = ""
    copy: Copy | None = None


def read_report(message: Returning) -> Returned | None:
    """Return what `message` reports, or None where it is no report: a letter, a notice in free words, an answer of a
    machine."""
    parts = [part for part, _place in zip(message.walk(), range(MOST_PARTS), strict=False)]
    of_type = {part.get_content_type(): part for part in reversed(parts)}
    if "message/feedback-report" in of_type:
        return _complaint(message, of_type["message/feedback-report"])
    if "message/delivery-status" in of_type:
        return _notice(of_type["message/delivery-status"])
    return None


def _complaint(message: Returning, report: Returning) -> Returned:
    """Read a complaint. Its recipient may be left out (RFC 6590): where it was sent from stands somewhere in it."""
    kind = next((fields["feedback-type"] for fields in _blocks(report) if "feedback-type" in fields), "")
    found = SENT_FROM.search(message.as_bytes())
    copy = read_address(found[0].decode()) if found else None
    return Returned(Verdict.COMPLAINT if kind.strip().lower() == "abuse" else Verdict.NOTHING, copy=copy)


def _notice(report: Returning) -> Returned:
    """Read the blocks of recipients; where there are several (an alias, a forward), the mildest of them counts."""
    told = {"action", "status", "final-recipient"}
    found = [_of_recipient(block) for block in _blocks(report) if told & block.keys()]
    return min(found, key=lambda one: MILDEST_FIRST.index(one.verdict), default=Returned(Verdict.NOTHING))


def _of_recipient(block: dict[str, str]) -> Returned:
    words = " ".join(block.get("diagnostic-code", "").split())
    status = status_in(block.get("status", ""))
    if block.get("action", "failed").strip().lower() != "failed" or status.startswith("2"):
        return Returned(Verdict.NOTHING, status)
    said = status_in(words)
    if said and (not status or status.endswith(".0.0")):  # the server's own code says more
        status = said
    return Returned(of_refusal(status, words), status)


def _blocks(report: Returning) -> Iterator[dict[str, str]]:
    """Yield the fields of each block of a report, their names in small letters."""
    for text in report.as_bytes().replace(b"\r\n", b"\n").split(b"\n\n"):
        yield {name.lower(): str(value) for name, value in message_from_bytes(text.lstrip()).items()}


logger = logging.getLogger(__name__)

MOST_AT_ONCE, BROKEN_SHARE = 10, 0.2  # more of them within an hour, and of one run: it is our relay that is broken


def report(owner: Ledger, row: int, address_digest: str, *, verdict: Verdict, status: str, source: str) -> bool:
    """Keep one verdict about a copy of `owner`, once, and do what follows from it; say whether it was new.

    Committed with the caller's transaction, so that what brought it is let go of afterwards. A hard bounce ends the
    address, a soft one does not; a complaint ends it, or the reading of a list.
    """
    if verdict is Verdict.NOTHING or not address_digest:
        return False
    now = timezone.now()
    with transaction.atomic():
        _report, is_new = BounceReport.objects.get_or_create(
            ledger=owner.letter, row=row, verdict=verdict.value,
            defaults={"address_digest": address_digest, "status": status[:12], "source": source, "received_at": now},
        )  # fmt: skip
        if not is_new:
            return False
        if verdict is Verdict.COMPLAINT and owner.complaint_ends_address:
            suppress(digest=address_digest, reason=Suppression.Reason.COMPLAINED, status=status)
        elif verdict is Verdict.HARD:
            suppress(digest=address_digest, reason=Suppression.Reason.BOUNCED, status=status)
        elif verdict is Verdict.SOFT:
            bounced = Suppression.objects.filter(address_digest=address_digest, reason=Suppression.Reason.BOUNCED)
            bounced.update(created_at=now)  # it is quiet from now at most
        if owner.note:
            owner.note(row, verdict, now)
    return True


def report_copy(copy: Copy, *, verdict: Verdict, status: str, source: str) -> bool:
    """Report `verdict` about `copy`, if it was sent by us and lately to who still has that address; say whether it was
    new."""
    owner = find_ledger(copy.ledger)
    if owner is None or not copy.is_of(digest := owner.address_of(copy.row)):
        return False
    return report(owner, copy.row, digest, verdict=verdict, status=status, source=source)


def report_refusal(letter: str, row: int, *, error: Refused, sent: int, failed: int) -> None:
    """Keep what the server answered to a copy that is given up; `sent` and `failed` are of the run so far.

    Only what was said to RCPT speaks of the recipient. Where a large share of a run fails and many mailboxes are said
    to be gone within the hour, it is our relay that is broken: nobody is suppressed, and who just was is not any more.
    """
    status = status_in(error.reply)
    verdict = of_refusal(status, error.reply) if error.stage == "rcpt" else Verdict.POLICY
    if verdict is Verdict.HARD and failed > BROKEN_SHARE * (sent + failed) and _lift_just_refused():
        logger.error("so many recipients were refused at once that the mail server itself must be wrong")
        verdict = Verdict.POLICY
    if owner := find_ledger(letter):
        report(owner, row, owner.address_of(row), verdict=verdict, status=status, source=BounceReport.Source.SMTP)


def _lift_just_refused() -> bool:
    """Write again to all who were refused within the hour, if they are many; say whether they are.

    They are locked in the order of their rows: two workers may notice it at once.
    """
    lately = BounceReport.objects.filter(received_at__gt=timezone.now() - timedelta(hours=1))
    hard = lately.filter(source=BounceReport.Source.SMTP, verdict=Verdict.HARD.value)
    digests = list(hard.values_list("address_digest", flat=True))
    if len(digests) < MOST_AT_ONCE:
        return False
    bounced = Suppression.objects.filter(address_digest__in=digests, reason=Suppression.Reason.BOUNCED)
    rows = list(bounced.order_by("pk").select_for_update().values_list("pk", flat=True))
    Suppression.objects.filter(pk__in=rows).delete()
    return True


def lift_own(*, address: str) -> None:
    """Write to `address` again, whose holder has just proven that it takes mail.

    A complaint, and a wish not to be written to, are lifted by an editor only.
    """
    digest = address_digest(address)
    Suppression.objects.filter(address_digest=digest, reason=Suppression.Reason.BOUNCED).delete()
    forgive(digest)


def forgive(digest: str) -> None:
    """Let what came back count against the address no more. The rows stay: a copy's verdict is noted once."""
    BounceReport.objects.filter(address_digest=digest).update(address_digest="")


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
        found = read_report(mail.message)
    except (RecursionError, ValueError, LookupError) as error:
        raise Unreadable from error
    if found is None:
        if str(mail.message.get("Auto-Submitted", "no")).strip().lower().startswith("auto"):
            return False  # an answer from a holiday
        raise ForAPerson
    copy = read_detail(mail.detail) or found.copy
    return copy is not None and report_copy(
        copy, verdict=found.verdict, status=found.status, source=BounceReport.Source.NOTICE
    )


LEDGER = Ledger("m", address_of)
READERS = (
    Reader(lambda: settings.MAIL_BOUNCE_ADDRESS, take_in),
    Reader(lambda: settings.MAIL_DISCREET_BOUNCE_ADDRESS, take_in),
)


LIFTED = "mail.lift_suppression"  # the action in the site history


@transaction.atomic
def lift_suppression(*, suppression: Suppression, by: Any, why: str) -> None:
    """Write to the address again, since `by` knows better; what came back before counts no more.

    The site history keeps who did it and `why`, and no address.
    """
    found = Suppression.objects.select_for_update().filter(pk=suppression.pk).first()
    if found is None:
        return
    log(instance=found, action=LIFTED, user=by, title=str(found), data={"why": why})
    forgive(found.address_digest)
    if found.reason != Suppression.Reason.BOUNCED:
        erasures.remember_leaving(OBJECTED, found.address_digest, came_back=True)
    found.delete()


def suppressed_here() -> Iterator[Here]:
    """Yield every address that may be written to, with how its objection is noted once more in a restored database."""
    objected = Suppression.objects.exclude(reason=Suppression.Reason.BOUNCED)
    settled = set(objected.values_list("address_digest", flat=True))
    for digest in sorted({address_digest(address) for address in erasure_replay.held()} - settled):
        again = partial(suppress, digest=digest, reason=Suppression.Reason.COMPLAINED, listed=True)
        yield Here(digest, again)
