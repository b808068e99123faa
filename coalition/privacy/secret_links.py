"""Secrets of URLs: 256 random bits, kept as a digest only."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .email_addresses import keyed_digest


def new_token() -> tuple[str, str]:
    """Return a fresh URL-safe token (43 characters) and the digest to store."""
    token = secrets.token_urlsafe(32)
    return token, digest(token)


def digest(token: str) -> str:
    """Return the SHA-256 of `token`; 64 hexadecimal digits. A random token needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


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
        token, digest = new_token()
        cls._default_manager.create(digest=digest, **fields)
        return token

    @classmethod
    def behind(cls, token: str) -> models.QuerySet[Self]:
        """Return the row that `token` opens, if there is one."""
        return cls._default_manager.filter(digest=digest(token))

    @classmethod
    def over(cls, now: datetime) -> Q:
        """Return the condition of rows that open nothing any more and are kept no longer."""
        return Q(created_at__lt=now - cls.KEPT) if cls.KEPT else Q(pk__in=[])


def new_nonce() -> str:
    return secrets.token_hex(16)


class LastingLink(models.Model):
    """A secret address that can be mailed again. Subclasses say in `OPENS` what it opens: each has links of its own.

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
            self.token_digest = digest(self.token)
        super().save(*args, **kwargs)

    @property
    def token(self) -> str:
        return keyed_digest(self.OPENS, self.nonce)[: self.LENGTH]

    def renew(self) -> None:
        """Draw another secret: once this is saved, the link before opens nothing."""
        self.nonce = new_nonce()
        self.token_digest = digest(self.token)


def purge_links(now: datetime) -> int:
    """Delete the links of every app that are over; return how many."""
    kinds = [model for model in apps.get_models() if issubclass(model, SecretLink)]
    return sum(kind._default_manager.filter(kind.over(now)).delete()[0] for kind in kinds)
