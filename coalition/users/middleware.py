"""A second factor before the CMS, compulsory where `settings.MFA_REQUIRED` says so."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

PROTECTED_PREFIXES = ("/cms/", "/documents/", "/images/")


class RequireMfaMiddleware:
    """Send a signed-in editor without a second factor to the page that sets one up.

    allauth asks for the factor at log-in once it exists, so a session that reaches the CMS has proven both.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.MFA_REQUIRED and self.lacks_second_factor(request):
            messages.info(request, _("Set up a second factor to open the back office."))
            return redirect("mfa_index")
        return self.get_response(request)

    def lacks_second_factor(self, request: HttpRequest) -> bool:
        """Say whether this request asks for a protected address without a second factor."""
        return (
            request.path_info.startswith(PROTECTED_PREFIXES)
            and request.user.is_authenticated
            and not is_mfa_enabled(request.user)
        )
