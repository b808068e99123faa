"""A verification holds a chunk of the ledger at once, however long it is; and the ledger of the benchmark is whole."""

import gc
import tracemalloc

import pytest

from benchmarks import chain
from charter.audit.whole import audit

pytestmark = pytest.mark.django_db


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


def test_three_times_as_long_a_ledger_takes_no_more_memory(monkeypatch):
    monkeypatch.setattr(chain, "SIGNATURES", 50)
    for module in ("log", "verification", "rows", "changes"):
        monkeypatch.setattr(f"charter.audit.{module}.CHUNK", 100)
    peak(200)  # what is loaded once
    few, many = peak(600), peak(1800)
    assert many < few * 1.3
