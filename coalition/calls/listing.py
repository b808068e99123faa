"""The calls that are open, as other pages list them."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from coalition.calls.models import CallPage


def open_calls(value: Any) -> list[CallPage]:
    """Return the public pages of the calls that are open, in the active language, the first to close first."""
    now = timezone.now()
    pages = CallPage.objects.live().public().filter(locale__language_code=get_language() or "en")
    found = pages.filter(call__opens_at__lte=now, call__closes_at__gte=now)
    return list(found.select_related("call").order_by("call__closes_at", "title"))
