"""What log-ins leave behind about a person: sessions of an account (GDPR articles 15 and 17)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import accounts
from .addresses import normalise
from .registry import PersonalData


def export_sessions(address: str) -> list[dict[str, Any]]:
    """Return until when the person is logged in. No secret."""
    return [{"logged_in_until": session.expire_date.isoformat()} for session in _sessions(address)]


def erase_sessions(address: str) -> int:
    keys = [session.session_key for session in _sessions(address)]
    return Session.objects.filter(pk__in=keys).delete()[0]


def end_sessions(user: Any) -> None:
    """End every session of `user`, wherever it is open."""
    kept = Session.objects.filter(expire_date__gte=timezone.now()).order_by("pk").iterator()
    keys = [session.pk for session in kept if session.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=keys).delete()


def purge_sessions(now: datetime) -> int:
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def _sessions(address: str) -> Iterator[Session]:
    """Yield the sessions of the accounts of `address`, and those that hold it as it was typed."""
    people = {str(pk) for pk in accounts.accounts_of(address).values_list("pk", flat=True)}
    for session in Session.objects.filter(expire_date__gte=timezone.now()).order_by("pk").iterator():
        held = session.get_decoded()
        if str(held.get(SESSION_KEY)) in people or _holds(held, normalise(address)):
            yield session


def _holds(value: Any, address: str) -> bool:
    if isinstance(value, str):
        return normalise(value) == address
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(_holds(part, address) for part in parts)


SESSIONS = PersonalData(
    "sessions", export_sessions, erase_sessions, purge_sessions, label=_("sessions and attempts to log in")
)
