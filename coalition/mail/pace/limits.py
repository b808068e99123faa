"""What the settings say of the pace: so many mails a minute, so many a day while a new sender warms up."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings


@dataclass(frozen=True)
class Limits:
    """How many copies may leave; 0 is no limit."""

    per_minute: int = 0
    per_minute_and_domain: int = 0
    at_once_and_domain: int = 0
    first_day: date | None = None
    days: tuple[int, ...] = ()

    @property
    def count(self) -> bool:
        """Say whether what passes has to be counted."""
        return bool(self.per_minute or self.per_minute_and_domain or self.days)

    def of_day(self, day: date) -> int:
        """Return how many may leave on `day` (UTC); 0 where that is not limited, before the plan and after it."""
        place = (day - self.first_day).days if self.first_day else -1
        return self.days[place] if 0 <= place < len(self.days) else 0


def limits() -> Limits:
    """Return what the settings say. Raises ValueError for a plan that cannot be read."""
    first, _colon, counts = settings.MAIL_WARM_UP.partition(":")
    days = tuple(int(count) for count in counts.split(",")) if first else ()
    if any(count < 1 for count in days) or (first and not days):
        raise ValueError("A day of the plan needs a number above 0.")
    return Limits(
        per_minute=settings.MAIL_PER_MINUTE,
        per_minute_and_domain=settings.MAIL_PER_MINUTE_AND_DOMAIN,
        at_once_and_domain=settings.MAIL_AT_ONCE_AND_DOMAIN,
        first_day=date.fromisoformat(first) if first else None,
        days=days,
    )
