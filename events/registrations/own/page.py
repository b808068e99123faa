"""One's own registration, opened by the secret of its address."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language

from coalition.privacy import tokens
from events.registrations import emails
from events.registrations.models import Registration

type View = Callable[[HttpRequest, str, str], HttpResponse]
type OwnView = Callable[[HttpRequest, Registration, str, str], HttpResponse]


def find_registration(token: str) -> Registration:
    """Return the registration that `token` opens, or raise Http404."""
    rows = Registration.objects.select_related("event", "category")
    found = rows.filter(token_digest=tokens.digest(token)).first()
    if found is None:
        raise Http404
    return found


def is_elsewhere(found: Registration, short_id: str) -> bool:
    """Say whether the page of `found` has an address that says less than this one, or is of another event."""
    if short_id:
        return short_id != found.event.short_id
    return found.event.neutral_address


def own_page(ending: str = "") -> Callable[[OwnView], View]:
    """Give a view the registration that its address opens; a request elsewhere is led to where the page is.

    `ending` is what the page's address has after the one of the registration, as in `cancel/`.
    """

    def decorate(view: OwnView) -> View:
        @wraps(view)
        def opened(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
            found = find_registration(token)
            if is_elsewhere(found, short_id):
                return HttpResponseRedirect(f"{emails.own_path(found, get_language() or 'en')}{ending}")
            return view(request, found, token, short_id)

        return opened

    return decorate
