"""What the accounts of the CMS hold about a person (GDPR article 15): who works here asks too."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coalition.privacy.addresses import normalise
from coalition.privacy.registry import Kept, PersonalData
from coalition.users.models import User


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
