"""What log-ins leave behind about a person: sessions of an account, and what axes noted (GDPR articles 15 and 17)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import accounts
from .addresses import normalise
from .registry import PersonalData

OF_AXES = (AccessAttempt, AccessFailureLog, AccessLog)


def export(address: str) -> list[dict[str, Any]]:
    """Return until when the person is logged in, and when they tried to, as far as it was noted. No secret."""
    open_until = [{"logged_in_until": session.expire_date.isoformat()} for session in _sessions(address)]
    tried = [row.attempt_time for rows in _attempts(address) for row in rows]
    return open_until + [{"tried_to_log_in": moment.isoformat()} for moment in sorted(tried)]


def erase(address: str) -> int:
    """End every session of the person, wherever they are logged in, and delete what was noted of their attempts."""
    keys = [session.session_key for session in _sessions(address)]
    ended = Session.objects.filter(pk__in=keys).delete()[0]
    return ended + sum(rows.delete()[0] for rows in _attempts(address))


def end(user: Any) -> None:
    """End every session of `user`, wherever it is open."""
    kept = Session.objects.filter(expire_date__gte=timezone.now()).order_by("pk").iterator()
    keys = [session.pk for session in kept if session.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=keys).delete()


def purge(now: datetime) -> int:
    """Delete sessions that are over. What axes noted goes with the other log-ins (`services.purge_logins`)."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def _sessions(address: str) -> Iterator[Session]:
    """Yield the sessions of the accounts of `address`, and those that hold it as it was typed."""
    people = {str(pk) for pk in accounts.of(address).values_list("pk", flat=True)}
    for session in Session.objects.filter(expire_date__gte=timezone.now()).order_by("pk").iterator():
        held = session.get_decoded()
        if str(held.get(SESSION_KEY)) in people or _holds(held, normalise(address)):
            yield session


def _holds(value: Any, address: str) -> bool:
    """Say whether `address` is a text somewhere in `value`, as JSON has it."""
    if isinstance(value, str):
        return normalise(value) == address
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(_holds(part, address) for part in parts)


def _attempts(address: str) -> list[QuerySet[Any]]:
    """Return what axes noted by the address, or by the name of one of its accounts."""
    names = [address.strip(), normalise(address), *accounts.of(address).values_list("username", flat=True)]
    asked = Q(pk__in=[])
    for name in names:
        asked |= Q(username__iexact=name)
    return [model._default_manager.filter(asked) for model in OF_AXES]


SOURCE = PersonalData("sessions", export, erase, purge, label=_("sessions and attempts to log in"))
