"""What the accounts of the CMS hold about a person (GDPR article 15): who works here asks too."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coalition.users.models import User

from .email_addresses import address_digest, normalise
from .models import PersonRequest
from .person_requests import RETENTION, purge
from .registry import Kept, PersonalData


def export_accounts(address: str) -> list[dict[str, Any]]:
    """Return the accounts of `address`: names, addresses, roles, and when they were made and last used. No secret."""
    return [
        {
            "username": user.get_username(),
            "name": user.get_full_name(),
            "address": user.email,
            "other_addresses": sorted(row.email for row in user.emailaddress_set.all() if row.email != user.email),
            "roles": sorted(group.name for group in user.groups.all()),
            "administrator": user.is_superuser,
            "active": user.is_active,
            "made": user.date_joined.isoformat(),
            "last_log_in": user.last_login.isoformat() if user.last_login else None,
        }
        for user in accounts_of(address).prefetch_related("groups", "emailaddress_set")
    ]


def kept_accounts(address: str) -> list[Kept]:
    """Say that the account stays: it belongs to the office, and an administrator ends it."""
    why = gettext("An account of the CMS: an administrator deletes it under Settings > Users.")
    count = accounts_of(address).count()
    return [Kept(gettext("accounts"), count, why)] if count else []


def accounts_of(address: str) -> Any:
    """Return the accounts of `address`, and those of which it is another one that was proven, not one only typed."""
    address = normalise(address)
    proven = EmailAddress.objects.filter(email__iexact=address, verified=True).values("user")
    return User.objects.filter(Q(email__iexact=address) | Q(pk__in=proven)).order_by("pk")


ACCOUNTS = PersonalData("accounts", export_accounts, kept=kept_accounts, label=_("accounts"))


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
    people = {str(pk) for pk in accounts_of(address).values_list("pk", flat=True)}
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


def export_requests(address: str) -> list[dict[str, Any]]:
    """Return what the holder of `address` asked for before, and when it was answered."""
    rows = PersonRequest.objects.filter(address_digest=address_digest(address)).order_by("pk")
    fields = ("kind", "channel", "identity_check", "received_on", "state", "answered_at")
    return [dict(row) for row in rows.values(*fields)]


def kept_requests(address: str) -> list[Kept]:
    """Say that the register stays, and how long."""
    count = PersonRequest.objects.filter(address_digest=address_digest(address)).count()
    why = gettext(
        "Proof that the request was answered, for %(days)s days. It holds a digest, and neither name nor address."
    )
    return [Kept(gettext("requests in this register"), count, why % {"days": RETENTION.days})] if count else []


REQUESTS = PersonalData(
    "requests of persons", export_requests, purge=purge, kept=kept_requests, label=_("privacy requests")
)
