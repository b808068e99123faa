"""The reminders of commitments: 180, 90, 30 and 0 days before they are due, each once."""

from datetime import date, timedelta

from django.db import transaction

from charter.followup import emails
from charter.followup.deliverables import REMINDERS, RUNNING, reminder_due
from charter.followup.models import Commitment, Reminder


def remind_due(*, today: date) -> int:
    """Send each commitment the reminder that is due on `today`; return how many commitments were reminded.

    Safe to repeat, and right after an outage: the row of a reminder says that it was sent, and of several missed
    ones only the latest is sent. What is met, paused, closed or not dated is never reminded of.
    """
    horizon = today + timedelta(days=max(REMINDERS))
    rows = Commitment.objects.with_status(today).filter(status__in=RUNNING, due_on__lte=horizon)
    pks = list(rows.without_last_reminder().order_by("pk").values_list("pk", flat=True))
    return sum(_remind(pk, today) for pk in pks)


@transaction.atomic
def _remind(pk: int, today: date) -> bool:
    """Send one commitment its reminder; the row is locked, and looked at again under the lock."""
    rows = Commitment.objects.with_status(today).filter(pk=pk, status__in=RUNNING)
    locked = rows.select_for_update(of=("self",), skip_locked=True).select_related("signature__government")
    row = locked.first()
    if row is None or row.due_on is None or row.dated_on is None:
        return False
    days = reminder_due(due_on=row.due_on, dated_on=row.dated_on, today=today)
    if days is None:
        return False
    _reminder, made = Reminder.objects.get_or_create(commitment=row, due_on=row.due_on, days=days)
    if made:
        emails.send_reminder(row, days)
    return made
