"""A calendar of others, from a file beside the content: nothing outside is asked for it."""

import re
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from events.outside import services
from events.outside.models import OutsideCalendar

FILE = Path(__file__).parent.parent / "content" / "outside.ics"
DAY = re.compile(r"\{\+(\d+)\}")  # so many days from now
ADDRESS = "https://calendar.cities.example/meetings.ics"  # of a domain that is nobody's
FACTS = {
    "name": "Example Cities", "home": "https://cities.example/calendar", "zone": "Europe/Madrid", "region": "europe",
    "language": "en",
}  # fmt: skip


def load() -> None:
    """Subscribe to the calendar and keep what is in the file, unless that was done before."""
    calendar, made = OutsideCalendar.objects.get_or_create(address=ADDRESS, defaults=FACTS)
    if made:
        now = timezone.now()
        written = DAY.sub(lambda match: f"{now + timedelta(days=int(match[1])):%Y%m%d}", FILE.read_text())
        services.keep(calendar, written.encode(), now)
