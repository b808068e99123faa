"""Secret links: what is mailed opens one row, and the row holds the digest of its secret only.

Decision 0034-secret-links.
"""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from . import tokens


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


def purge(now: datetime) -> int:
    """Delete the links of every app that are over; return how many."""
    kinds = [model for model in apps.get_models() if issubclass(model, SecretLink)]
    return sum(kind._default_manager.filter(kind.over(now)).delete()[0] for kind in kinds)
