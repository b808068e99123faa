"""Which copies of a batch may leave now, and when the others may: shared by all workers in the database.

Decision 0006-one-door-for-mail.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from coalition.mail import workers
from coalition.privacy.addresses import keyed_digest

from .limits import limits
from .models import Busy, Pace
from .promises import ALL, MINUTE, Promises, Row

SLOW = 1.0  # seconds: a mail that takes longer is slow
SHARE = 15.0  # seconds of a minute that slow mails to one domain may take, of all workers
COMES_BACK = 10  # minutes, over which what a slow domain is owed is spread
KEPT = timedelta(days=2)  # the day of a plan, and the one before

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('mail_pace', 0))"
_ADD = (
    "INSERT INTO mail_pace (domain, minute, passed, promised, slow, seconds) "
    "SELECT * FROM unnest(%s::varchar[], %s::timestamptz[], %s::int[], %s::int[], %s::int[], %s::float[]) "
    "ON CONFLICT (domain, minute) DO UPDATE SET passed = mail_pace.passed + excluded.passed, "
    "promised = mail_pace.promised + excluded.promised, slow = mail_pace.slow + excluded.slow, "
    "seconds = mail_pace.seconds + excluded.seconds"
)


def domain_of(address: str) -> str:
    """Return what stands for the receiving domain of `address`."""
    return keyed_digest("pace", address.rpartition("@")[2].lower())


def floor(moment: datetime) -> datetime:
    """Return the minute of `moment`."""
    return moment.replace(second=0, microsecond=0)


class Pacer:
    """The pace of one run of a ledger."""

    def __init__(self) -> None:
        self._batch = uuid4()
        self._domains: Mapping[int, str] = {}
        self._held: dict[int, datetime] = {}
        self._took: defaultdict[str, float] = defaultdict(float)
        self._slow: Counter[str] = Counter()
        self._passed: Counter[str] = Counter()
        self.is_crowded = self._is_slow_alone = False

    def begin(self, domains: Mapping[int, str], *, lease: timedelta) -> None:
        """Take a batch: the domain of each row by its number, in the order in which they leave, held for `lease`."""
        now = timezone.now()
        self._batch, self._domains = uuid4(), domains
        self._held, self.is_crowded, self._is_slow_alone = allot(domains, batch=self._batch, until=now + lease, now=now)

    def waits(self, row: int) -> datetime | None:
        """Return when a row of the batch may leave; None: now."""
        if self._took[self._domains.get(row, ALL)] >= SHARE:
            now = timezone.now()
            return now if self._is_slow_alone else floor(now) + MINUTE
        return self._held.get(row)

    def took(self, domain: str, seconds: float) -> None:
        """Take note of a mail to `domain` that was on the wire for so many seconds."""
        self._passed[domain] += 1
        if seconds >= SLOW:
            self._slow[domain] += 1
            self._took[domain] += seconds

    def end(self, *, count: bool = False) -> None:
        """Tell the other workers what the batch took; `count` what passed too, where nobody allotted it."""
        minute = floor(timezone.now())
        rows: list[Row] = [(name, minute, 0, 0, self._slow[name], self._took[name]) for name in self._slow]
        if count and self._passed and limits().count:
            passed = {**self._passed, ALL: self._passed.total()}
            rows += [(name, minute, number, 0, 0, 0.0) for name, number in passed.items()]
        add(rows)
        if limits().at_once_and_domain:
            Busy.objects.filter(batch=self._batch).delete()
        self._took, self._slow, self._passed = defaultdict(float), Counter(), Counter()


def allot(
    domains: Mapping[int, str], *, batch: UUID, until: datetime, now: datetime
) -> tuple[dict[int, datetime], bool, bool]:
    """Say which rows of a batch have to wait, and until when; whether all do since others are busy there; and whether
    all go to slow domains: then these hold up nobody.

    Where nothing is limited and nobody slow, that is one small query.
    """
    given, names = limits(), sorted(set(domains.values()))
    slow = _slow(names, floor(now))
    if not (given.count or given.at_once_and_domain or slow):
        return {}, False, False
    is_alone = bool(slow) and set(names) <= slow
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_LOCK)
        crowded = _crowded(names, given.at_once_and_domain, now)
        promises, held = Promises(given, names, now), dict[int, datetime]()
        for row, domain in domains.items():
            if domain in crowded:
                held[row] = now + MINUTE
            elif domain in slow and not is_alone:
                held[row] = floor(now) + MINUTE * (1 + len(held) % COMES_BACK)
            elif not promises.let_go(domain):
                held[row] = promises.next_for(domain)
        if given.count:
            add(promises.rows())
        if given.at_once_and_domain:
            going = sorted({domain for row, domain in domains.items() if row not in held})
            worker = workers.present()
            Busy.objects.bulk_create(Busy(domain=name, batch=batch, worker=worker, until=until) for name in going)
    return held, bool(names) and set(names) <= crowded, is_alone


@transaction.atomic
def place_for(address: str, *, now: datetime) -> datetime:
    """Return when one more mail to `address` may leave that is one of thousands, and keep that minute for it: `now`
    where the settings limit nothing."""
    given, domain = limits(), domain_of(address)
    if not given.count:
        return now
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
    promises = Promises(given, [domain], now)
    minute = promises.next_for(domain)
    add(promises.rows())
    return minute


def _slow(names: list[str], minute: datetime) -> set[str]:
    """Return the domains whose slow mails took their share of this minute."""
    found = Pace.objects.filter(domain__in=names, minute=minute, seconds__gte=SHARE)
    return set(found.values_list("domain", flat=True))


def _crowded(names: list[str], most: int, now: datetime) -> set[str]:
    """Return the domains to which `most` other batches are on their way."""
    if not most:
        return set()
    Busy.objects.filter(until__lt=now).delete()
    living = Busy.objects.filter(Q(worker__isnull=True) | Q(worker__in=workers.alive()), domain__in=names)
    counts = Counter(living.values_list("domain", flat=True))
    return {domain for domain, count in counts.items() if count >= most}


def add(rows: Iterable[Row]) -> None:
    """Add to what is counted: domain, minute, passed, promised, slow, seconds. Rows are locked in one order."""
    columns = list(zip(*sorted(rows), strict=True))
    if columns:
        with connection.cursor() as cursor:
            cursor.execute(_ADD, [list(column) for column in columns])


def forget(now: datetime) -> int:
    """Forget what was counted two days ago; return how many rows."""
    return Pace.objects.filter(minute__lt=now - KEPT).delete()[0]
