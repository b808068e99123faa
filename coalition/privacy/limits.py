"""Rate limits of the public forms: per address, per IP, and for everyone together (decision 12).

Counters are rows in PostgreSQL, so every web process sees the same numbers. Keys are digests.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from .addresses import keyed_digest, normalise
from .models import RateCounter


@dataclass(frozen=True)
class Limit:
    """At most so many knocks in each window; `unproven` is the IP's limit without a proof of work."""

    per_address: int
    per_ip: int
    overall: int
    unproven: int = 20
    window: timedelta = timedelta(hours=1)


LIMITS = {
    "register": Limit(per_address=10, per_ip=60, overall=20_000),
    "subscribe": Limit(per_address=5, per_ip=60, overall=5_000),
    "sign": Limit(per_address=10, per_ip=60, overall=2_000),
    "code": Limit(per_address=5, per_ip=30, overall=2_000),
    "verify": Limit(per_address=60, per_ip=60, overall=20_000),
    "verify-file": Limit(per_address=60, per_ip=60, overall=20_000),
    "type-code": Limit(per_address=15, per_ip=60, overall=10_000),
    "write": Limit(per_address=20, per_ip=40, overall=1_000),
    "upload": Limit(per_address=30, per_ip=60, overall=2_000),
}


class RateLimited(Exception):
    """Too many knocks; the visitor may try again when the window has passed."""


def client_ip(request: HttpRequest) -> str:
    """Return the visitor's IP address, as coalition/boundary.py resolved it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def check(*, scope: str, request: HttpRequest, address: str = "", proven: bool = True) -> None:
    """Count one knock at `scope`, by `address` (when given), by IP and overall.

    `proven` says whether a proof of work came with it; without one the IP's limit is stricter.
    Call it outside a transaction: its rows are everyone's, and a transaction would hold them.

    Raises RateLimited when one of the limits of LIMITS[scope] is passed.
    """
    if not settings.RATE_LIMITS_ENABLED:
        return
    limit = LIMITS[scope]
    keys = {f"ip:{client_ip(request)}": limit.per_ip}
    if not proven:
        keys[f"unproven:{client_ip(request)}"] = limit.unproven
    if address:
        keys[f"address:{normalise(address)}"] = limit.per_address
    window = _window_start(limit.window)
    # Who is turned away by a limit of their own does not use up everybody's.
    for allowances in (keys, {"all": limit.overall}):
        allowed = {keyed_digest("rate", key): number for key, number in allowances.items()}
        counts = _count(scope, list(allowed), window)
        if any(count > allowed[digest] for digest, count in counts.items()):
            raise RateLimited(scope)


def _window_start(length: timedelta) -> datetime:
    seconds = int(length.total_seconds())
    return datetime.fromtimestamp(int(timezone.now().timestamp()) // seconds * seconds, UTC)


def _count(scope: str, digests: list[str], window: datetime) -> dict[str, int]:
    """Count one more knock for each of `digests` in one statement; return the counts by digest.

    In the order of the digests, so that two requests never lock the same two rows in opposite orders. The commit
    does not wait for the disk, on which everybody would wait who counts after us: a crash of PostgreSQL may forget
    the knocks of a second, and nothing that was promised to anybody.
    """
    table = RateCounter._meta.db_table
    commit = None if connection.in_atomic_block else "off"  # within a transaction it is not ours to decide
    statement = (  # the table's name is ours; every value is a parameter
        f'INSERT INTO {table} AS counter (scope, key_digest, "window", count) '  # noqa: S608
        "SELECT %s, digest, %s, 1 FROM unnest(%s::text[]) AS digest, "
        "set_config('synchronous_commit', coalesce(%s, current_setting('synchronous_commit')), true) ORDER BY digest "
        'ON CONFLICT (scope, key_digest, "window") DO UPDATE SET count = counter.count + 1 RETURNING key_digest, count'
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [scope, window, digests, commit])
        return dict(cursor.fetchall())
