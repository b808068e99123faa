"""The cache that counts: in PostgreSQL, the same for every process.

What guards a log-in is kept by allauth in Django's default cache: the codes of authenticator apps that were used, so
that none is taken twice, and how many attempts were made at each door of the accounts. In a memory of its own the
next process would know of neither. What is only remembered, to be quick, stays in the process's memory.
"""

from typing import Any

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.db import connections

# Wagtail's, asked for on every page; coalition/caching/changes.py ends it in every process with each change.
OWN_MEMORY = {"wagtail_site_root_paths", "wagtail_locales_display_name"}


class OwnMemory(BaseCache):
    """Keeps what is asked for on every page in the process's own memory, and all else where the next class does."""

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        if key in OWN_MEMORY:
            return caches["memory"].get(key, default, version)
        return super().get(key, default, version)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        if key in OWN_MEMORY:
            caches["memory"].set(key, value, timeout, version)
        else:
            super().set(key, value, timeout, version)

    def delete(self, key: str, version: int | None = None) -> bool:
        if key in OWN_MEMORY:
            return caches["memory"].delete(key, version)
        return bool(super().delete(key, version))


class SharedCache(OwnMemory, DatabaseCache):
    """Django's cache in PostgreSQL, on the table of `privacy.CacheEntry`; nothing is dropped before its time."""

    def _cull(self, db: str, cursor: Any, now: Any, num: int) -> None:
        """Drop what has expired, and only that. Django's own drops a third of the rest too: whoever fills the cache
        could use a code again."""
        table = connections[db].ops.quote_name(self._table)  # type: ignore[attr-defined]
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608  # the table's name is ours
