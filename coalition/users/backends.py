"""One way to check a password, which takes as long for an account as for none (decision 0007-discreet-and-alike)."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from .models import User


class SameWorkBackend(AuthenticationBackend):
    """Ask once who is meant, by username or address alike, and hash the password once, whoever that is.

    Two backends one after the other hashed twice for a username and once for an address, and allauth's hashes once
    for each account that has the address.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """Return who `credentials` prove. Raises PermissionDenied, so that no other backend hashes once more."""
        user: User | None = super().authenticate(request, **credentials)
        if user is None:
            raise PermissionDenied
        return user

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        login = credentials.get("username") or credentials.get("email") or ""
        user = find(login)
        if user is None:
            return None  # the caller hashes what was typed
        checked: User | None = self._check_password(user, credentials["password"])
        return checked


def find(login: str) -> User | None:
    """Return who logs in as `login`: a username before an address, an address that was verified before others.

    One statement of the same shape for everybody.
    """
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"), email__iexact=login, verified=True)
    users = User.objects.alias(named=Q(username__iexact=login), proven=Exists(addresses))
    found = users.filter(Q(named=True) | Q(proven=True) | Q(email__iexact=login))
    return found.order_by("-named", "-proven", "pk").first()
