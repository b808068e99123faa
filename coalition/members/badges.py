"""What the charter knows of a local government: whether it signed, and how.

The charter stands above this app and says so in its `AppConfig.ready()`; nothing here imports it.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

# Returns a queryset of one column of LocalGovernment ids, so that it becomes a subquery and costs no query.
SignedIds = Callable[[], QuerySet[Any, Any]]


_signed: list[tuple[SignedIds, SignedIds | None]] = []


def register_signed(provider: SignedIds, *, ad_referendum: SignedIds | None = None) -> None:
    """Let `provider` say which governments signed the charter; the last one registered counts.

    `ad_referendum` says which of them did so before their council decided.
    """
    _signed[:] = [(provider, ad_referendum)]


def signed_ids() -> QuerySet[Any, Any] | list[int]:
    """Return the ids of the governments that signed, for use in `pk__in`; none when nobody registered."""
    return _signed[0][0]() if _signed else []


def ad_referendum_ids() -> QuerySet[Any, Any] | list[int]:
    provider = _signed[0][1] if _signed else None
    return provider() if provider else []
