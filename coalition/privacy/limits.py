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
    "type-code": Limit(per_address=15, per_ip=60, overall=10_000),
}


class RateLimited(Exception):
    """Too many knocks; the visitor may try again when the window has passed."""


def client_ip(request: HttpRequest) -> str:
    """Return the visitor's IP address: our own proxies' entry of X-Forwarded-For, or the peer's."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    trusted = settings.TRUSTED_PROXIES
    if trusted and len(forwarded) >= trusted:
        return forwarded[-trusted]
    return request.META.get("REMOTE_ADDR", "")


def check(*, scope: str, request: HttpRequest, address: str = "", proven: bool = True) -> None:
    """Count one knock at `scope`, by `address` (when given), by IP and overall.

    `proven` says whether a proof of work came with it; without one the IP's limit is stricter.
    Call it outside a transaction: its rows are everyone's, and a transaction would hold them.

    Raises RateLimited when one of the limits of LIMITS[scope] is passed.
    """
    if not settings.RATE_LIMITS_ENABLED:
        return
    limit = LIMITS[scope]
    keys = [(f"ip:{client_ip(request)}", limit.per_ip), ("all", limit.overall)]
    if not proven:
        keys.append((f"unproven:{client_ip(request)}", limit.unproven))
    if address:
        keys.append((f"address:{normalise(address)}", limit.per_address))
    window = _window_start(limit.window)
    # Sorted, so that two requests never lock the same two rows in opposite orders.
    for digest, allowed in sorted((keyed_digest("rate", key), allowed) for key, allowed in keys):
        if _count(scope, digest, window) > allowed:
            raise RateLimited(scope)


def _window_start(length: timedelta) -> datetime:
    seconds = int(length.total_seconds())
    return datetime.fromtimestamp(int(timezone.now().timestamp()) // seconds * seconds, UTC)


def _count(scope: str, digest: str, window: datetime) -> int:
    table = RateCounter._meta.db_table
    statement = (  # the table's name is ours; every value is a parameter
        f'INSERT INTO {table} (scope, key_digest, "window", count) VALUES (%s, %s, %s, 1) '  # noqa: S608
        f'ON CONFLICT (scope, key_digest, "window") DO UPDATE SET count = {table}.count + 1 RETURNING count'
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [scope, digest, window])
        return int(cursor.fetchone()[0])
