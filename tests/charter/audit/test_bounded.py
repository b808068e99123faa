"""A verification holds a part of the ledger at once, however long it is; and the ledger of the benchmark is whole."""

import gc
import re
import tracemalloc

import pgtrigger
import pytest
from django.db import connection
from django.db.models import Model

from benchmarks import chain
from charter.audit.whole import audit
from charter.ledger.models import LedgerEntry
from charter.transparency.models import Leaf

pytestmark = [pytest.mark.attack, pytest.mark.django_db]
PART = 100


@pytest.fixture(autouse=True)
def in_small_parts(monkeypatch):
    """Parts of a hundred rows, and signatures with as many entries."""
    monkeypatch.setattr(chain, "STORY", (*chain.STORY[:4], *[chain.STORY[-1]] * 96))
    for module in ("log", "verification", "rows", "changes"):
        monkeypatch.setattr(f"charter.audit.{module}.CHUNK", PART)


def peak(entries: int) -> int:
    """Fill the ledger up to `entries`, verify it, and return the most memory that it took meanwhile, in bytes."""
    chain.fill(entries)
    gc.collect()
    tracemalloc.start()
    try:
        report = audit()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        assert (report.entries, report.faults) == (entries, [])


def test_three_times_as_long_a_ledger_takes_no_more_memory():
    peak(200)  # what is loaded once
    few, many = peak(600), peak(1800)
    assert many < few * 1.3


def test_no_statement_reads_the_whole_ledger_behind_a_pooler_either(django_assert_max_num_queries):
    chain.fill(3 * PART)
    with django_assert_max_num_queries(1000) as captured:
        assert audit().faults == []

    statements = [query["sql"] for query in captured if f'FROM "{LedgerEntry._meta.db_table}" ' in query["sql"]]
    assert len(statements) > 9
    assert [one for one in statements if not re.search(r" LIMIT \d+$|COUNT\(|\bIN \(", one)] == []


def test_the_last_entry_of_many_is_looked_at():
    chain.fill(3 * PART)
    with pgtrigger.ignore():
        LedgerEntry.objects.filter(sequence=3 * PART).update(data={})
    assert [(fault.sequence, fault.kind) for fault in audit().faults] == [(3 * PART, "edited"), (None, "signature")]


def test_an_entry_and_a_leaf_beside_others_are_found_where_a_part_ends():
    chain.fill(3 * PART)
    drop_unique(LedgerEntry, Leaf)
    with pgtrigger.ignore():
        forged = LedgerEntry.objects.get(sequence=PART)
        forged.pk, forged.data = None, {"forged": True}
        forged.save(force_insert=True)
        leaf = Leaf.objects.get(index=PART - 1)
        leaf.about = "forged"
        leaf.save(force_insert=True)

    found = [fault.message for fault in audit().faults]
    assert "1 entries have the number of another one" in found
    assert "1 leaves of the log have the place of another one" in found


def drop_unique(*kinds: type[Model]) -> None:
    """Take away what keeps rows apart, as an intruder with the database may."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in kinds:
            table = model._meta.db_table
            for name, facts in connection.introspection.get_constraints(cursor, table).items():
                if facts["unique"] and facts["columns"] != ["id"]:
                    cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
