"""Rate limits of the public forms: per network, per flow, and harder work for all when many try.

Decision 0009-public-forms.

No limit belongs to an e-mail address: a counter of hers would tell a stranger that she was there, and let him close the
door to her. What one mailbox gets is bounded in silence, by `coalition.mail.services`. Counters are rows in PostgreSQL,
so every web process sees the same numbers. Keys are digests.
"""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from .email_addresses import keyed_digest
from .models import RateCounter

PARTS = 12  # of a window: it slides by one of them


@dataclass(frozen=True)
class Limit:
    """At most so many attempts in any window: of one network, of one without proof of work, of one flow.

    `overall` refuses nobody: above it, attempts of all networks together, those without proof have to be fewer still.
    So they do above `overall_unproven`, where it is set: the attempts without proof of all networks together.
    `spread` is for forms that a partner behind the same address may watch: a network is let in up to so many times
    more, how many is a secret of each hour, so that being refused does not tell that someone at home tried.
    `per_subject` is for forms that many people behind one address send for one thing, such as a delegation for an
    event: for each thing a network may try so often with proof of work, which costs the more the more it asks for
    (decision 0009-public-forms). Without proof it may try no more often than anywhere.
    """

    per_network: int
    overall: int
    unproven: int = 20
    unproven_when_busy: int = 5
    per_flow: int = 10
    spread: int = 0
    per_subject: int = 0
    overall_unproven: int = 0
    window: timedelta = timedelta(hours=1)


LIMITS = {
    "log-in": Limit(per_network=100, overall=10_000),  # browsers in which somebody logged in before are not counted
    # 300 people of one hall register behind one address within the hour, also those whose browser solves nothing. Above
    # 2,000 unsolved forms an hour from everywhere, that ends. A mailbox gets three confirmations an hour in any case.
    "register": Limit(
        per_network=600, overall=20_000, unproven=400, overall_unproven=2_000, spread=40, per_subject=600
    ),
    # Behind one's own link. Each change mails its person, so a stranger with the link could fill a mailbox.
    "change-registration": Limit(per_network=600, overall=20_000, per_flow=30),
    "name-people": Limit(per_network=60, overall=5_000, spread=40),
    "subscribe": Limit(per_network=60, overall=5_000, spread=40),
    # A class begins and resumes a course behind one address; a code to resume with is far beyond guessing.
    "learn": Limit(per_network=60, overall=5_000, unproven=40, spread=40, per_subject=600),
    "resume": Limit(per_network=300, overall=10_000, unproven=100, spread=40),
    # Answers of a lesson, behind one's own link: as often as one likes, by hand.
    "hand-in": Limit(per_network=6_000, overall=100_000, per_flow=240),
    "save-draft": Limit(per_network=30_000, overall=500_000, per_flow=1_200),  # each choice in a lesson
    # A certificate is drawn and signed: behind one's own link too, and a class behind one address.
    "course-certificate": Limit(per_network=600, overall=5_000, per_flow=20),
    "sign": Limit(per_network=60, overall=2_000, spread=40),
    "propose": Limit(per_network=60, overall=1_000, spread=40),
    "code": Limit(per_network=30, overall=2_000),
    "verify": Limit(per_network=60, overall=20_000),
    "verify-file": Limit(per_network=60, overall=20_000),
    "type-code": Limit(per_network=60, overall=10_000),
    "write": Limit(per_network=40, overall=1_000),
    "contact": Limit(per_network=40, overall=1_000, unproven=10, spread=40),
    "page-password": Limit(per_network=30, overall=5_000),
    "upload": Limit(per_network=60, overall=2_000),
}


class RateLimited(Exception):
    """Too many attempts; the visitor may try again when the window has passed."""


def client_ip(request: HttpRequest) -> str:
    """Return the visitor's IP address, as coalition/boundary.py resolved it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def network(request: HttpRequest) -> str:
    """Return the visitor's network: an IPv4 address, or the /64 of an IPv6 one, which one household has whole."""
    written = client_ip(request)
    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        return written
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(address), 64), strict=False))


def check(*, scope: str, request: HttpRequest, flow: str = "", subject: str = "", proven: bool = True) -> None:
    """Count one attempt at `scope`: by network (and `subject`, what it is about), by `flow` where given, and overall.

    `flow` names what this visitor holds the secret link of: nobody else can use up its attempts. `proven` says whether
    a proof of work came with it. Call it outside a transaction: its rows are everyone's, and a transaction would hold
    them.

    Raises RateLimited when one of the limits of LIMITS[scope] is passed.
    """
    if not settings.RATE_LIMITS_ENABLED:
        return
    limit, where = LIMITS[scope], network(request)
    more = _more(scope, where, limit)
    allowed = {f"ip:{where}": limit.per_network + more}
    if proven and subject and limit.per_subject:
        allowed = {f"ip:{where}:{subject}": limit.per_subject + more}
    if not proven:
        allowed[f"unproven:{where}"] = limit.unproven + more
    if flow:
        allowed[f"flow:{flow}"] = limit.per_flow
    counts = count(scope, list(allowed), limit.window)
    if any(counts[key] > number for key, number in allowed.items()):
        raise RateLimited(scope)
    # Who is turned away by a limit of their own does not make it harder for everybody.
    everywhere = {"all": limit.overall}
    if not proven and limit.overall_unproven:
        everywhere["all unproven"] = limit.overall_unproven
    total = count(scope, list(everywhere), limit.window)
    busy = any(total[key] > number for key, number in everywhere.items())
    if busy and not proven and counts[f"unproven:{where}"] > limit.unproven_when_busy:
        raise RateLimited(scope)


def _more(scope: str, where: str, limit: Limit) -> int:
    """Return how many times more than its limit a network is let in during this hour: 0 to `spread` - 1."""
    if not limit.spread:
        return 0
    hour = int(timezone.now().timestamp()) // int(limit.window.total_seconds())
    return int(keyed_digest("spread", f"{scope} {where} {hour}"), 16) % limit.spread


def count(scope: str, keys: list[str], window: timedelta) -> dict[str, int]:
    """Count one more attempt for each of `keys`; return by key how many there were in the `window` that ends now.

    One statement. In the order of the digests, so that two requests never lock the same two rows in opposite orders.
    The commit does not wait for the disk, on which everybody would wait who counts after us: a crash of PostgreSQL
    may forget the attempts of a second, and nothing that was promised to anybody.
    """
    names = {keyed_digest("rate", key): key for key in keys}
    table = RateCounter._meta.db_table
    commit = None if connection.in_atomic_block else "off"  # within a transaction it is not ours to decide
    statement = (  # the table's name is ours; every value is a parameter
        f'WITH counted AS (INSERT INTO {table} AS counter (scope, key_digest, "window", count) '  # noqa: S608
        "SELECT %s, digest, %s, 1 FROM unnest(%s::text[]) AS digest, "
        "set_config('synchronous_commit', coalesce(%s, current_setting('synchronous_commit')), true) ORDER BY digest "
        'ON CONFLICT (scope, key_digest, "window") DO UPDATE SET count = counter.count + 1 '
        "RETURNING key_digest, count) "
        "SELECT counted.key_digest, counted.count + coalesce((SELECT sum(earlier.count) "
        f"FROM {table} AS earlier WHERE earlier.scope = %s AND earlier.key_digest = counted.key_digest "
        'AND earlier."window" >= %s AND earlier."window" < %s), 0)::bigint FROM counted'
    )
    now = timezone.now()
    part = _part(now, window)
    with connection.cursor() as cursor:
        cursor.execute(statement, [scope, part, list(names), commit, scope, _part(now - window, window), part])
        return {names[digest]: number for digest, number in cursor.fetchall()}


def _part(moment: datetime, window: timedelta) -> datetime:
    """Return when the part of `window` began in which `moment` lies."""
    seconds = int(window.total_seconds()) // PARTS
    return datetime.fromtimestamp(int(moment.timestamp()) // seconds * seconds, UTC)
