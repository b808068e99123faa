"""Rows with their photographs. Chainable, never writes."""

from django.db.models import QuerySet


def with_pictures[T: QuerySet](rows: T) -> T:
    """Return `rows` of a model with a picture with what `components/cover.html` needs of it.

    One query more, however many rows have a photograph, and none where no row has one.
    """
    return rows.select_related("picture").prefetch_related("picture__renditions")
