"""Many rows are read and deleted a part at a time: no cursor, no long transaction, no more memory than a part."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition import chunks
from coalition.privacy.models import RateCounter

pytestmark = pytest.mark.django_db(transaction=True)

MAKE = """
INSERT INTO privacy_ratecounter (scope, key_digest, "window", count)
SELECT 'made', 'key' || n, now() - n * interval '1 hour', n FROM generate_series(1, %s) AS n
"""


def make(count: int) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(MAKE, [count])
    return RateCounter.objects.filter(scope="made")


def statements(work: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        work()
    return [query["sql"].partition(" ")[0] for query in captured.captured_queries]


def test_rows_are_read_in_order_and_each_part_is_a_statement():
    rows, found = make(7), []

    asked = statements(lambda: found.extend(chunks.read(rows, by="key_digest", size=3)))

    assert [row.key_digest for row in found] == [f"key{number}" for number in range(1, 8)]
    assert asked == ["SELECT"] * 3


def test_the_first_row_is_there_before_the_rest_is_read():
    rows = make(7)

    assert statements(lambda: next(chunks.read(rows, size=2))) == ["SELECT"]


@pytest.mark.parametrize(("size", "asked"), [(3, 4), (7, 2), (50, 2)])
def test_parts_keep_any_order_of_their_rows(size, asked):
    rows, found = make(7).order_by("-count", "window"), []

    assert statements(lambda: found.extend(chunks.Parts(rows, size=size))) == ["SELECT"] * asked
    assert [row.count for row in found] == [7, 6, 5, 4, 3, 2, 1]


def test_what_is_deleted_meanwhile_is_left_out():
    rows = make(5).order_by("count")
    found = iter(chunks.Parts(rows, size=2))
    first = next(found)
    RateCounter.objects.filter(count=4).delete()

    assert [first.count, *(row.count for row in found)] == [1, 2, 3, 5]


def test_rows_are_deleted_in_transactions_of_a_part_each():
    rows = make(5)

    assert statements(lambda: chunks.delete(rows, size=2)).count("COMMIT") == 3
    assert (rows.count(), chunks.delete(rows)) == (0, 0)


def test_what_was_done_stays_where_a_later_part_fails():
    rows, met = make(5), []

    def work(part: Any) -> int:
        met.append(part.count())
        if len(met) == 2:
            raise RuntimeError
        return int(part.delete()[0])

    with pytest.raises(RuntimeError):
        chunks.in_parts(rows, work, size=2)

    assert (met, rows.count()) == ([2, 2], 3)


def test_each_row_is_met_once_whether_or_not_it_leaves():
    rows = make(5)

    assert chunks.in_parts(rows, lambda part: int(part.update(scope="made")), size=2) == 5


def test_rows_among_all_are_read_in_order_a_part_of_all_at_a_time():
    rows, found = make(7), []
    odd = rows.filter(count__in=[1, 3, 4, 7])

    asked = statements(lambda: found.extend(chunks.read_among(odd, rows, by="key_digest", size=3)))

    assert [row.count for row in found] == [1, 3, 4, 7]
    assert asked == ["SELECT"] * 6  # of three parts the keys, then what is asked
