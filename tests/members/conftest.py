"""The charter's part, played by a list: which governments signed."""

from collections.abc import Callable, Iterator

import pytest

from coalition.members import querysets
from coalition.members.models import LocalGovernment


@pytest.fixture(autouse=True)
def signatures() -> Iterator[Callable[[LocalGovernment], None]]:
    """Give a function that makes a government sign; before it is called nobody has signed."""
    before, ids = list(querysets._signed), []
    querysets.register_signed(lambda: LocalGovernment.objects.filter(pk__in=ids).values("pk"))
    yield lambda government: ids.append(government.pk)
    querysets._signed[:] = before
