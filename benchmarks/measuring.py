"""How long a piece of work takes that many do at once, in one process, and how much memory it needs."""

import re
import statistics
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

AT_ONCE = 4

Row = tuple[str, str, str]  # of the table: what, by what, and what was measured


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


def largest_memory() -> float:
    """Return the largest memory of this program in MB (getrusage would begin with that of whoever started it)."""
    (kilobytes,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(kilobytes) / 1024
