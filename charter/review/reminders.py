"""Reminders of an act that is awaited, and of an open signature before it goes; proposals that nothing names go too."""

from datetime import date, datetime, timedelta
from typing import cast

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from charter.signing.models import DeskLink, ResumeLink, Signature, SignatureQuerySet
from coalition.mail.models import Message
from coalition.members import merge_governments
from coalition.members.models import LocalGovernment

from . import emails
from .models import SignatureReminder

ACT_REMINDERS = (7, 30)  # days before the act's day, the nearest first


@transaction.atomic
def remind_of_acts(*, today: date) -> int:
    """Remind the mailbox 30 and 7 days before the day by which its act must have come; return how many. Repeatable.

    A worker that was down sends the nearest one only. Nothing is sent once a file has come.
    """
    last_day = today + timedelta(days=max(ACT_REMINDERS))
    due = Signature.objects.filter(state="signed", act_file_sha256="", ad_referendum_until__range=(today, last_day))
    reminded = 0
    rows = due.exclude(official_email="").select_related("government").order_by("pk")
    for signature in rows.select_for_update(of=("self",), skip_locked=True):
        until = cast(date, signature.ad_referendum_until)
        days = next(days for days in ACT_REMINDERS if (until - today).days <= days)
        occasion = f"act:{until.isoformat()}:{days}"
        if not DeskLink.objects.filter(signature=signature, occasion=occasion).exists():
            emails.send_act_reminder(signature, DeskLink.issue(signature=signature, occasion=occasion), until)
            reminded += 1
    return reminded


FIRST_REMINDER = timedelta(days=60)
LAST_REMINDER = timedelta(days=83)
DRAFT_RETENTION = timedelta(days=90)
NOTICE = timedelta(days=7)  # between the reminders, and between the last one and the purge
ON_ITS_WAY = (Message.State.QUEUED, Message.State.SENDING, Message.State.HANDING_OVER)


@transaction.atomic
def remind_untouched(*, now: datetime) -> int:
    """Remind who fills a signature that nobody touched for 60 and for 83 days; return how many. Repeatable.

    The last one follows the first after a week at least, however late the first was.
    """
    untouched = Signature.objects.untouched_since(now - FIRST_REMINDER).exclude(contact_email="").order_by("pk")
    reminded = 0
    for signature in untouched.select_for_update(skip_locked=True):
        number = _next_reminder(signature, now)
        if number is None:
            continue
        token = ResumeLink.issue(signature=signature)
        goes_on = max(signature.updated_at + DRAFT_RETENTION, now + _left_after(number))
        message = emails.send_draft_reminder(signature, token, number, timezone.localdate(goes_on))
        SignatureReminder.objects.create(
            signature=signature, number=number, touched_at=signature.updated_at, message=message, created_at=now
        )
        reminded += 1
    return reminded


def forgettable(now: datetime) -> SignatureQuerySet:
    """Return the open signatures that may be purged: untouched for 90 days, and the last reminder left a week ago.

    While mail cannot leave, the clock waits. A signature without an address has nobody to remind.
    """
    reminded = _left(SignatureReminder.LAST, now - NOTICE).filter(
        signature=OuterRef("pk"), touched_at=OuterRef("updated_at")
    )
    return Signature.objects.untouched_since(now - DRAFT_RETENTION).filter(Q(contact_email="") | Exists(reminded))


@transaction.atomic
def forget_proposals() -> int:
    """Delete the proposed governments that nothing names any more; return how many. Safe to repeat.

    A town hall that chose another government after a request for changes leaves one behind, and so does a signature
    that was purged: reviewers would be offered it as a likeness.
    """
    unnamed = LocalGovernment.objects.filter(proposed=True)
    for way in merge_governments.relations():
        unnamed = unnamed.exclude(
            Exists(way.related_model._base_manager.filter(**{way.field.name: OuterRef("pk")}).order_by())
        )
    count, _models = unnamed.delete()
    return count


def _next_reminder(signature: Signature, now: datetime) -> int | None:
    sent = SignatureReminder.objects.filter(signature=signature, touched_at=signature.updated_at)
    numbers = set(sent.values_list("number", flat=True))
    if SignatureReminder.FIRST not in numbers:
        return SignatureReminder.FIRST
    if SignatureReminder.LAST in numbers or signature.updated_at > now - LAST_REMINDER:
        return None
    first_left = _left(SignatureReminder.FIRST, now - NOTICE).filter(pk__in=sent).exists()
    return SignatureReminder.LAST if first_left else None


def _left(number: int, moment: datetime) -> QuerySet[SignatureReminder]:
    """Return the reminders of this `number` whose mail left, or was given up, by `moment`."""
    settled = SignatureReminder.objects.filter(number=number).exclude(message__state__in=ON_ITS_WAY)
    return settled.annotate(left_at=Coalesce("message__sent_at", "created_at")).filter(left_at__lte=moment)


def _left_after(number: int) -> timedelta:
    return NOTICE if number == SignatureReminder.LAST else 2 * NOTICE
