"""A number that helps, and whether somebody confirmed it."""

from datetime import date, timedelta

from django.utils import timezone

from coalition.site import helplines
from coalition.site.models import Helpline

STATES = ("unconfirmed", "overdue", "read only", "changed since")  # in which production shows no helpline


def number(
    digits: str = "39 19", *, on: date | None = None, how: str = Helpline.How.CALLED, **facts: object
) -> Helpline:
    """Return a helpline of France, confirmed on the day `on`."""
    given = {"country": "FR", "name": "Info", "source": "The service", "hours_en": "At any hour"} | facts
    row = Helpline(number=digits, **given)
    row.full_clean()
    row.save()
    if on:
        helplines.confirm(helpline=row, by=None, on=on, how=how)
    return row


def hidden(digits: str, state: str, **facts: object) -> Helpline:
    """Return a helpline in one of STATES."""
    today = timezone.localdate()
    days = {"unconfirmed": None, "overdue": today - timedelta(days=183)}
    how = Helpline.How.READ if state == "read only" else Helpline.How.CALLED
    row = number(digits, on=days.get(state, today), how=how, **facts)
    if state == "changed since":
        row.whatsapp = "+33 1"
        row.save()
    return row
