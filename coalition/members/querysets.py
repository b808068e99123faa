"""Which local governments: chainable, never writes."""

from collections.abc import Callable
from datetime import date
from typing import Any, Self

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.translation import get_language

from . import place_names

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


# The same expression as the index `government_words`: PostgreSQL uses the index only then.
WORDS = SearchVector("search_text", config="simple")


class LocalGovernmentQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Return those that the site shows: members of the network, and those that signed the charter."""
        return self.filter(Q(member=True) | Q(_among(signed_ids())))

    def with_signed(self) -> Self:
        """Add `is_signed` and `is_ad_referendum` (signed, the council has still to decide), in the same query."""
        return self.annotate(is_signed=_among(signed_ids()), is_ad_referendum=_among(ad_referendum_ids()))

    def signed(self) -> Self:
        return self.filter(_among(signed_ids()))

    def search(self, text: str) -> Self:
        """Return those with a word that begins so, for every word of `text`, in any language and without accents.

        An empty text returns all; a text without a letter or digit returns none.
        """
        if not text.strip():
            return self
        words = place_names.search_words(text)
        if not words:
            return self.none()
        # Folded words are only a-z and 0-9, so they are safe inside a raw tsquery.
        query = SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")
        return self.alias(words=WORDS).filter(words=query)

    def by_name(self) -> Self:
        """Return them in the order of their places in the active language: "Department of Ain" stands under A."""
        language = get_language() or "en"
        key = KeyTextTransform(language, KeyTransform("name", "sort_keys"))
        place = Func(key, Value(place_names.KIND_BEFORE_NAME), Value(""), function="regexp_replace")
        return self.alias(place=place).order_by(F("place").asc(nulls_last=True), "code")

    def territories(self) -> Self:
        """Return the pilot territories, and those with an observatory."""
        return self.filter(Q(pilot=True) | Q(observatory_since__isnull=False))

    def on_map(self) -> Self:
        return self.filter(latitude__isnull=False)


def _among(ids: models.QuerySet[Any] | list[int]) -> Case | Exists:
    """Say whether a row is among `ids`, asked row by row: a part of the rows reads no more of `ids` than it has."""
    if isinstance(ids, models.QuerySet):
        (name,) = ids.query.values_select
        return Exists(ids.filter(**{name: OuterRef("pk")}))
    return Case(When(pk__in=ids, then=Value(True)), default=Value(False), output_field=models.BooleanField())


class ContactQuerySet(models.QuerySet):
    def in_office(self, day: date) -> Self:
        """Return those whose mandate has begun by `day` and has not ended; an unknown end is none."""
        begun = Q(mandate_start__isnull=True) | Q(mandate_start__lte=day)
        return self.filter(begun, Q(mandate_end__isnull=True) | Q(mandate_end__gte=day))
