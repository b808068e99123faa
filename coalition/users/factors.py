"""The secrets of second factors as the database keeps them: sealed, so that a copy of it lets nobody in."""

import base64
import logging
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from .models import User

logger = logging.getLogger(__name__)

KEPT = ("secret", "seed")  # of apps and of recovery codes
SEALED = "sealed:"  # before what is encrypted; what was kept earlier has no such beginning


class SealedAdapter(DefaultMFAAdapter):
    """Encrypts secrets by a key made of SECRET_KEY; those of SECRET_KEY_FALLBACKS still open."""

    def encrypt(self, text: str) -> str:
        return SEALED + _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what `encrypt` was given, also of before. Raises ValueError where no key of the site opens it."""
        if not encrypted_text.startswith(SEALED):
            return encrypted_text
        try:
            return _box().decrypt(encrypted_text.removeprefix(SEALED).encode()).decode()
        except InvalidToken:
            raise ValueError("The secret of a second factor was sealed by another key.") from None


def _box() -> MultiFernet:
    return MultiFernet([_key(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"second factors").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def reseal() -> int:
    """Seal by the key of today each secret that is kept open or was sealed by an earlier key; return how many rows.

    One that no key opens is logged and left: the others do not wait for it.
    """
    rows = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).order_by("pk").values_list("pk", flat=True)
    changed = 0
    for pk in list(rows):
        try:
            changed += _reseal(pk)
        except ValueError:
            logger.exception("A second factor cannot be opened: number %d.", pk)
    return changed


@transaction.atomic
def _reseal(pk: int) -> bool:
    """Seal the secrets of one row anew, locked: a recovery code that is used meanwhile stays used."""
    row = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        return False
    stale = {name: row.data[name] for name in KEPT if name in row.data and not _is_of_today(row.data[name])}
    adapter = SealedAdapter()
    row.data |= {name: adapter.encrypt(adapter.decrypt(value)) for name, value in stale.items()}
    row.save(update_fields=["data"])
    return bool(stale)


def _is_of_today(value: str) -> bool:
    if not value.startswith(SEALED):
        return False
    try:
        _key(settings.SECRET_KEY).decrypt(value.removeprefix(SEALED).encode())
    except InvalidToken:
        return False
    return True


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
