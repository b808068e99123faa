"""Which rows of the public list: chainable, never writes."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import models

from charter.signing.groups.models import GroupMember
from coalition.members.names import search_words


class SignatoryQuerySet(models.QuerySet[Any]):
    """Rows of the public list."""

    def in_force(self) -> SignatoryQuerySet:
        """Return the signatures that count."""
        return self.filter(status="signed")

    def search(self, text: str) -> SignatoryQuerySet:
        """Return those whose government has, for every word of `text`, a word that begins so, in any language.

        An empty text returns all; a text without a letter or digit returns none.
        """
        if not text.strip():
            return self
        words = search_words(text)
        return self.filter(words=prefix_query(words)) if words else self.none()

    def with_facts(self) -> SignatoryQuerySet:
        """Read what a line of the list shows in the same query."""
        rows = self.annotate(group_size=_group_size())
        return rows.select_related("signature", "government").defer("words", "government__search_text")


def _group_size() -> models.Subquery:
    """Return the number of members for which the signature of a row counts, None for one that is no group."""
    members = GroupMember.objects.counted().filter(signature=models.OuterRef("pk")).order_by().values("signature")
    return models.Subquery(members.annotate(size=models.Count("pk")).values("size"))


def prefix_query(words: list[str]) -> SearchQuery:
    """Return the query for rows with a word that begins with each of `words` (folded: a-z and 0-9 only)."""
    return SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")
