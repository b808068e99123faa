"""The secret of the link by which the owner of an account first sets up a second factor."""

from typing import Any

from django.core import signing
from django.http import HttpRequest
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from .models import User

ASKED = "users.new_factor"  # as the site history has it
COOKIE = "first_factor"  # holds the secret between the link and the log-in
COOKIE_LASTS = 3600  # seconds
LASTS = 3 * 24 * 3600  # seconds
SALT = "coalition.first-factor"


def ask(user: Any, *, by: Any) -> str:
    """Note in the site history that `by` (None is the command line) asked for a factor of `user`; return its secret."""
    entry = log(instance=user, action=ASKED, user=by)
    return signing.dumps([user.pk, entry.pk], salt=SALT)


def owner_by(secret: str) -> User | None:
    """Return who may set up a second factor by `secret`; nobody when it is old, replaced or used."""
    try:
        pk, asked = signing.loads(secret, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk, is_active=True, authenticator=None).first()
    last = user and ModelLogEntry.objects.for_instance(user).filter(action=ASKED).order_by("-pk").first()
    return user if last and last.pk == asked else None


def is_opened_by(request: HttpRequest) -> bool:
    return owner_by(request.COOKIES.get(COOKIE, "")) == request.user
