"""How long a piece of work takes that many do at once, in one process."""

import statistics
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

AT_ONCE = 4


def measured(work: Callable[[int], Any], items: Iterable[int]) -> dict[str, float]:
    """Return how many items a second `work` does, and the 95th percentile of one in milliseconds.

    AT_ONCE at a time, each thread on a connection that it keeps.
    """

    def timed(item: int) -> float:
        began = time.perf_counter()
        work(item)
        return (time.perf_counter() - began) * 1000

    started = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        times = list(threads.map(timed, items))
    return {"per_second": len(times) / (time.perf_counter() - started), "p95": percentile(times)}


def percentile(times: list[float]) -> float:
    """Return the 95th percentile of `times`."""
    return statistics.quantiles(times, n=20)[-1]
