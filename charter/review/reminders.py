"""Reminders of an act that is awaited, and of an open signature before it goes; proposals that nothing names go too."""

from datetime import date, datetime, timedelta
from typing import cast

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from charter.signing.models import DeskLink, ResumeLink, Signature, SignatureQuerySet
from coalition.mail.models import Message
from coalition.members import merge_governments
from coalition.members.models import LocalGovernment

from . import emails

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


REMIND_AFTER = timedelta(days=60)
DRAFT_RETENTION = timedelta(days=90)
NOTICE = timedelta(days=14)  # at least, between the reminder and the purge
ON_ITS_WAY = (Message.State.QUEUED, Message.State.SENDING, Message.State.HANDING_OVER)


@transaction.atomic
def remind_untouched(*, now: datetime) -> int:
    """Remind who fills a signature that nobody touched for 60 days, once; return how many. Repeatable."""
    untouched = Signature.objects.untouched_since(now - REMIND_AFTER).exclude(contact_email="")
    due = untouched.filter(Q(reminder=None) | Q(reminder__created_at__lte=F("updated_at"))).order_by("pk")
    rows = list(due.select_for_update(of=("self",), skip_locked=True))
    for signature in rows:
        goes_on = max(signature.updated_at + DRAFT_RETENTION, now + NOTICE)
        token = ResumeLink.issue(signature=signature)
        signature.reminder = emails.send_draft_reminder(signature, token, timezone.localdate(goes_on))
        signature.save(update_fields=["reminder"])
    return len(rows)


def forgettable(now: datetime) -> SignatureQuerySet:
    """Return the open signatures that may be purged: untouched for 90 days, and told so two weeks ago.

    While mail cannot leave, the clock waits. A signature without an address has nobody to remind.
    """
    rows = Signature.objects.untouched_since(now - DRAFT_RETENTION)
    left_at = Coalesce("reminder__sent_at", "reminder__created_at")
    told = Q(left_at__gt=F("updated_at"), left_at__lte=now - NOTICE) & ~Q(reminder__state__in=ON_ITS_WAY)
    return rows.annotate(left_at=left_at).filter(Q(contact_email="") | told)


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
