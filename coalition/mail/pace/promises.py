"""When a copy that is over a limit may leave: each has a minute of its own, so that no claim meets it before."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from .limits import Limits
from .models import Pace

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ALL = ""  # in the place of a domain
Row = tuple[str, datetime, int, int, int, float]  # domain, minute, passed, promised, slow, seconds


class Promises:
    """What passed in this minute and on this day, what was put off to later minutes, and the next that has room."""

    def __init__(self, limits: Limits, domains: Sequence[str], now: datetime) -> None:
        self._limits, self._minute = limits, now.replace(second=0, microsecond=0)
        self._passed = Counter(
            dict(Pace.objects.filter(domain__in=domains, minute=self._minute).values_list("domain", "passed"))
        )
        later = Pace.objects.filter(domain__in=domains, minute__gt=self._minute, promised__gt=0)
        last = later.order_by("domain", "-minute").distinct("domain").values_list("domain", "minute", "promised")
        self._last = {domain: (minute, promised) for domain, minute, promised in last}
        self._promised, self._by_day = Counter[datetime](), Counter[datetime]()
        of_all = Pace.objects.filter(domain=ALL, minute__gte=_day(now)).values_list("minute", "passed", "promised")
        for minute, passed, promised in of_all if limits.count else ():
            later_on = promised if minute > self._minute else 0
            self._promised[minute] = later_on
            self._by_day[_day(minute)] += passed + later_on
            self._passed[ALL] += passed if minute == self._minute else 0
        self._going, self._new = Counter[str](), Counter[tuple[str, datetime]]()

    def let_go(self, domain: str) -> bool:
        """Say whether one more may leave to `domain` in this minute and on this day, and count it then."""
        given, today = self._limits, self._limits.of_day(self._minute.date())
        if given.per_minute and self._passed[ALL] >= given.per_minute:
            return False
        if given.per_minute_and_domain and self._passed[domain] >= given.per_minute_and_domain:
            return False
        if today and self._by_day[_day(self._minute)] >= today:
            return False
        self._by_day[_day(self._minute)] += 1
        for name in (ALL, domain):
            self._passed[name] += 1
            self._going[name] += 1
        return True

    def next_for(self, domain: str) -> datetime:
        """Return the next minute that has room for one more to `domain`, and keep that place for it."""
        given = self._limits
        minute, count = self._last.get(domain, (self._minute + MINUTE, 0))
        if given.per_minute_and_domain and count >= given.per_minute_and_domain:
            minute += MINUTE
        while True:
            most = given.of_day(minute.date())
            if most and self._by_day[_day(minute)] >= most:
                minute = _day(minute) + DAY
            elif given.per_minute and self._promised[minute] >= given.per_minute:
                minute += MINUTE
            else:
                break
        self._by_day[_day(minute)] += 1
        self._promised[minute] += 1
        before, count = self._last.get(domain, (minute, 0))
        self._last[domain] = (minute, count + 1 if before == minute else 1)
        for name in (ALL, domain):
            self._new[name, minute] += 1
        return minute

    def rows(self) -> list[Row]:
        """Return what left and what was promised, to be added to the table."""
        left = [(name, self._minute, count, 0, 0, 0.0) for name, count in self._going.items()]
        return left + [(name, minute, 0, count, 0, 0.0) for (name, minute), count in self._new.items()]


def _day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
