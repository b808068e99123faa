"""Reminders of an act that is awaited, and of an open signature before it goes; proposals that nothing names go too."""

from datetime import date, timedelta
from typing import cast

from django.db import transaction

from charter.review.changes import emails
from charter.review.changes.models import SignatureLink
from charter.review.changes.services.links import new_link
from charter.signing.models import Signature

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
        if not SignatureLink.objects.filter(signature=signature, occasion=occasion).exists():
            lifetime = timedelta(days=days + 7)  # some days more: a late act is better than none
            emails.send_act_reminder(signature, new_link(signature, occasion=occasion, lifetime=lifetime), until)
            reminded += 1
    return reminded
