"""How allauth behaves here: no public sign-up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class EditorAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator in the CMS, never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's address as coalition/boundary.py resolved it; allauth's own settings do not count."""
        return str(request.META.get("REMOTE_ADDR", ""))
