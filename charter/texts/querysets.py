"""Which versions and texts: chainable, never writes."""

from typing import Any, Self

from django.db import models


class CharterVersionQuerySet(models.QuerySet[Any]):
    def published(self) -> Self:
        return self.filter(state="published").order_by("-number")

    def current(self) -> Any:
        """Return the version that is open for signature, or None before the first publication."""
        return self.published().first()


class CharterTextQuerySet(models.QuerySet[Any]):
    def current(self, language: str) -> Any:
        """Return the text of the current version in `language`, with its version, or None."""
        published = self.filter(version__state="published", language=language)
        return published.select_related("version").order_by("-version__number").first()

    def signed_by(self, *, version_id: int | None, language: str) -> Any:
        """Return the text that a signature names by version and language, or None before it names one."""
        named = self.filter(version=version_id, language=language)
        return named.select_related("version").first()
