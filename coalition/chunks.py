"""Many rows, a part at a time: each part is a statement of its own.

No cursor stays open on the server, so it works behind a pooler in transaction mode too, no transaction lasts longer
than a part, and the memory that is needed hardly grows with the rows. The parts are no picture of one moment: a row
that changes meanwhile is read as it was before or as it is after.
"""

from array import array
from collections.abc import Callable, Iterator
from itertools import batched
from typing import Any

from django.db import models, transaction

READ = 500  # rows of one part
DELETED = 1_000  # rows of one transaction


def read[M: models.Model](rows: models.QuerySet[M], *, by: str = "pk", size: int = READ) -> Iterator[M]:
    """Yield `rows` in the order of `by`, a unique column without NULL, `size` at a time; each part begins behind the
    last one, so that the first row comes as fast of many as of few."""
    ordered = rows.order_by(by)
    part = list(ordered[:size])
    while part:
        yield from part
        if len(part) < size:
            return
        part = list(ordered.filter(**{f"{by}__gt": getattr(part[-1], by)})[:size])


def read_among[M: models.Model](
    rows: models.QuerySet[M], everything: models.QuerySet[M], *, by: str, size: int = READ
) -> Iterator[M]:
    """Yield `rows` in the order of `by`, a unique column, as far as they are among `size` of `everything` at a time.

    Where what `rows` asks looks through a table, it then looks at what belongs to `size` rows alone. For rows that are
    most of everything.
    """
    keys = everything.order_by(by).values_list("pk", by)
    part = list(keys[:size])
    while part:
        yield from rows.filter(pk__in=[pk for pk, _value in part]).order_by(by)
        part = list(keys.filter(**{f"{by}__gt": part[-1][1]})[:size]) if len(part) == size else []


class Parts[M: models.Model]:
    """`rows` in their own order, whatever that is, read `size` at a time: their keys first, eight bytes each."""

    def __init__(self, rows: models.QuerySet[M], *, size: int = READ) -> None:
        self.rows, self.size = rows, size
        self.model = rows.model

    def __iter__(self) -> Iterator[M]:
        keys = array("q", self.rows.values_list("pk", flat=True))
        for part in batched(keys, self.size):
            found = {row.pk: row for row in self.rows.filter(pk__in=part)}
            yield from (found[key] for key in part if key in found)


def in_parts(rows: models.QuerySet[Any], work: Callable[[Any], int], *, size: int = DELETED) -> int:
    """Do `work` on `rows`, by key, at most `size` of them in a transaction of its own; return the sum of its counts.

    Each row is met once, whether or not the work takes it out of `rows`. Where a transaction is open already, it holds
    all parts.
    """
    keys = rows.order_by("pk").values_list("pk", flat=True)
    done = 0
    part = list(keys[:size])
    while part:
        with transaction.atomic():
            done += work(rows.filter(pk__in=part))
        part = list(keys.filter(pk__gt=part[-1])[:size])
    return done


def delete(rows: models.QuerySet[Any], *, size: int = DELETED) -> int:
    """Delete `rows`, at most `size` of them in a transaction; return how many, with what goes with them."""
    return in_parts(rows, lambda part: part.delete()[0], size=size)
