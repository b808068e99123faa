"""Wrong passwords delay the next try: for one name, from one network, longer each time.

Decision 0009-public-forms.

Nobody is locked out by what others do. A stranger elsewhere delays himself, not the editor whose name he types; a
network where many names are tried wrongly is not refused a right password; and a browser in which an editor logged
in before has a delay of its own, so that a neighbour behind the same address cannot keep her out. Names are counted
as they are typed, whether or not they exist, and under one digest.

The chance of a guesser: from one network 8 passwords for a name, then one after 1, 2, 4, 8, 16, 32, and each 60
minutes: 36 in the first day, 24 in each that follows, for a password of twelve characters or more that is not enough
by itself, since a second factor is compulsory. The hundred names that one network may try wrongly in an hour cost a
hundred slow digests. Codes of a second factor are guessed as slowly, by who knows the password: 36 of a million in a
day from one network.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from . import rate_limits, secret_links
from .email_addresses import keyed_digest, normalise
from .models import RateCounter

FREE = 8  # the eighth wrong password closes the door for the first time
FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)
COOKIE = "known_browser"
COOKIE_AGE = 90 * 24 * 3600  # seconds
COOKIE_SALT = "coalition.known-browser"
COOKIE_PATH = "/accounts/"  # asked for nowhere else, so that no page of the site varies by it


class TooManyGuesses(Exception):
    """The next try is taken in so many minutes."""

    def __init__(self, minutes: int) -> None:
        self.minutes = minutes


@dataclass(frozen=True)
class Guess:
    """A code of a second factor that was typed: `number` counts those of the account, wherever they were typed."""

    number: int
    rows: tuple[int, int]

    def was_right(self) -> None:
        RateCounter.objects.filter(pk__in=self.rows).delete()


def guess_code(request: HttpRequest, user: Any) -> Guess:
    """Count a code before it is looked at, for the account and the network or known browser that typed it.

    Raises TooManyGuesses where that one has to wait; others do not wait for what it typed.
    """
    where = known_browser(request, user.get_username()) or rate_limits.network(request)
    here, allowed = _count(keyed_digest("second factor", f"{where} {user.pk}"))
    if not allowed:
        raise TooManyGuesses(_minutes(here))
    everywhere, _allowed = _count(keyed_digest("second factor", str(user.pk)))
    return Guess(everywhere.count, (here.pk, everywhere.pk))


def count_password(request: HttpRequest, credentials: dict[str, Any]) -> None:
    """Count a password before it is looked at, so that a hundred at once are a hundred. Raises TooManyGuesses."""
    row, allowed = _count(_key(request, credentials))
    if not allowed:
        raise TooManyGuesses(_minutes(row))
    request.login_delay = row  # type: ignore[attr-defined]


def was_wrong(request: HttpRequest) -> None:
    """Say how long the next password has to wait. Raises TooManyGuesses, unless it need not."""
    row: RateCounter = request.login_delay  # type: ignore[attr-defined]
    if locked_until(row) > timezone.now():
        raise TooManyGuesses(_minutes(row))


def was_right(request: HttpRequest) -> None:
    """Forget the wrong ones before: a password may be right long before the second factor is."""
    RateCounter.objects.filter(pk=request.login_delay.pk).delete()  # type: ignore[attr-defined]


def remember_browser(response: HttpResponse, names: list[str]) -> None:
    """Let `response` tell the browser that whoever is called one of `names` logged in with it."""
    value = signing.dumps(
        {"browser": secret_links.new_token()[1][:32], "names": [_name(name) for name in names if name]},
        salt=COOKIE_SALT,
    )
    response.set_cookie(
        COOKIE,
        value,
        max_age=COOKIE_AGE,
        path=COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_browser(request: HttpRequest, typed: str) -> str:
    """Return the browser's own number if whoever is called `typed` logged in with it; nothing otherwise."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE_SALT, max_age=COOKIE_AGE)
    except signing.BadSignature:
        return ""
    return str(kept["browser"]) if _name(typed) in kept["names"] else ""


def typed_name(credentials: dict[str, Any]) -> str:
    """Return what was typed as a name: an address or a username."""
    return str(credentials.get("email") or credentials.get("username") or "")


def _name(typed: str) -> str:
    """Return the digest of `typed`, one for all spellings that the log-in takes for the same name.

    PostgreSQL compares in capitals, by the rules of its language: a dotless i or a long s is an i or an s to it.
    """
    letters = unicodedata.normalize("NFKD", normalise(typed)).upper().casefold()
    return keyed_digest("log-in name", "".join(letter for letter in letters if not unicodedata.combining(letter)))


def _key(request: HttpRequest, credentials: dict[str, Any]) -> str:
    typed = typed_name(credentials)
    where = known_browser(request, typed) or rate_limits.network(request)
    return keyed_digest("log-in", f"{where} {_name(typed)}")


def locked_until(row: RateCounter) -> datetime:
    """Return when the next try under its key is taken: at once after few wrong ones, else a time after the last."""
    growing = min(FIRST * 2 ** min(max(row.count - FREE, 0), 10), LONGEST)
    return row.window + (growing if row.count >= FREE else timedelta())


def _minutes(row: RateCounter) -> int:
    return max(1, -(-int((locked_until(row) - timezone.now()).total_seconds()) // 60))


@transaction.atomic
def _count(key: str) -> tuple[RateCounter, bool]:
    """Count one try under the lock of its row; return the row, and whether the door was open."""
    now = timezone.now()
    row, _new = RateCounter.objects.select_for_update().get_or_create(
        scope=RateCounter.DELAY, key_digest=key, defaults={"window": now}
    )
    if locked_until(row) > now:
        return row, False
    row.count = 1 if row.window < now - FORGOTTEN_AFTER else row.count + 1
    row.window = now
    row.save()
    return row, True
