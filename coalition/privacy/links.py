"""Secret links: what is mailed opens one row, and no copy of the table opens anything.

Of most links the row holds the digest of the secret only. A link that is mailed again is made anew from a stored number
and the installation's key. Decision 0011-secret-links.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from . import tokens
from .addresses import keyed_digest


class SecretLink(models.Model):
    """A secret address. Subclasses say what it opens, and when its row goes: `KEPT`, or their own `over`."""

    KEPT: ClassVar[timedelta | None] = None  # from its beginning; None: as long as what it opens

    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    @classmethod
    def issue(cls, **fields: Any) -> str:
        """Store a fresh link with `fields` and return its token, which nothing keeps."""
        token, digest = tokens.new_token()
        cls._default_manager.create(digest=digest, **fields)
        return token

    @classmethod
    def behind(cls, token: str) -> models.QuerySet[Self]:
        """Return the row that `token` opens, if there is one."""
        return cls._default_manager.filter(digest=tokens.digest(token))

    @classmethod
    def over(cls, now: datetime) -> Q:
        """Return the condition of rows that open nothing any more and are kept no longer."""
        return Q(created_at__lt=now - cls.KEPT) if cls.KEPT else Q(pk__in=[])


def new_nonce() -> str:
    return secrets.token_hex(16)


class LastingLink(models.Model):
    """A secret address that can be mailed again. Subclasses say what it opens; two of one `OPENS` share their links.

    Its token is the keyed digest of `nonce`: who has a copy of the table but not the installation's key cannot make
    it, and another nonce ends it.
    """

    OPENS: ClassVar[str]
    LENGTH: ClassVar[int] = 43  # hexadecimal digits: 172 bits

    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.token_digest = tokens.digest(self.token)
        super().save(*args, **kwargs)

    @property
    def token(self) -> str:
        return keyed_digest(self.OPENS, self.nonce)[: self.LENGTH]

    def renew(self) -> None:
        """Draw another secret: once this is saved, the link before opens nothing."""
        self.nonce = new_nonce()
        self.token_digest = tokens.digest(self.token)


def purge_links(now: datetime) -> int:
    """Delete the links of every app that are over; return how many."""
    kinds = [model for model in apps.get_models() if issubclass(model, SecretLink)]
    return sum(kind._default_manager.filter(kind.over(now)).delete()[0] for kind in kinds)
