"""By when a town hall that signs is promised what: told on pages and in mails alike."""

from datetime import date, timedelta

from django.conf import settings


def answer_by(day: date) -> date:
    """Return by when the reviewers answer a signature that is sent on `day`."""
    return day + timedelta(days=settings.CHARTER_REVIEW_DAYS)
