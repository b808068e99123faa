"""Which rows of the public list: chainable, never writes."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db import models

from charter.signing.associations import GroupMember
from coalition.members.place_names import search_words


class SignatoryQuerySet(models.QuerySet[Any]):
    def in_force(self) -> SignatoryQuerySet:
        return self.filter(status="signed")

    def search(self, text: str) -> SignatoryQuerySet:
        """Return those whose government has, for every word of `text`, a word that begins so, in any language.

        An empty text returns all; a text without a letter or digit returns none.
        """
        if not text.strip():
            return self
        words = search_words(text)  # folded: a-z and 0-9 only
        query = SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")
        return self.filter(words=query) if words else self.none()

    def with_facts(self) -> SignatoryQuerySet:
        """Read what a line of the list shows in the same query."""
        members = GroupMember.objects.counted().filter(signature=models.OuterRef("pk")).order_by().values("signature")
        size = models.Subquery(members.annotate(size=models.Count("pk")).values("size"))  # None for who is no group
        rows = self.annotate(group_size=size)
        return rows.select_related("signature", "government").defer("words", "government__search_text")
