"""Load of one address, by wrk, on loopback, bounded in time.

The generator shares the machine with the server: what it needs itself is missing from the rate. wrk needs little.
"""

import json
import subprocess
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from coalition.stack import ROOT

TOLD = ROOT / "benchmarks" / "told.lua"
CONNECTIONS = 16
SECONDS = 6
QUICK, ROUNDS = 0.5, 10  # seconds of an answer that was made before; how often one is asked for until it is


@dataclass(frozen=True)
class Rate:
    """What one run measured: requests a second, the 95th percentile of latency, answers that were wrong, or late."""

    per_second: float
    milliseconds: float
    wrong: int
    late: int = 0

    def __str__(self) -> str:
        wrong = f", {self.wrong} wrong" if self.wrong else ""
        late = f", {self.late} late" if self.late else ""
        return f"{self.per_second:,.0f}/s, p95 {self.milliseconds:,.1f} ms{wrong}{late}"


def measure(url: str, *, expected: int = 200, headers: dict[str, str] | None = None) -> Rate:
    """Ask for `url` over CONNECTIONS kept-alive connections for SECONDS, once every process has it, and a second more.

    Wrong are failures and statuses from 400 on; late is what takes two seconds. Raises AssertionError where the answer
    is not `expected` around it.
    """
    options = [option for name, value in (headers or {}).items() for option in ("--header", f"{name}: {value}")]
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--script", str(TOLD), *options]
    warm(url, headers or {})
    subprocess.run([*command, "--duration", "1s", url], capture_output=True, check=True, timeout=60)
    _check(url, expected, headers or {})
    told = subprocess.run(
        [*command, "--duration", f"{SECONDS}s", url], capture_output=True, text=True, check=True, timeout=60
    )
    _check(url, expected, headers or {})
    return Rate(**json.loads(told.stdout.splitlines()[-1]))


def warm(url: str, headers: dict[str, str]) -> int:
    """Ask for `url` CONNECTIONS times at once, until none has to wait for an answer to be made; return how often.

    Each process makes an answer for itself, and some take longer than wrk waits: they would be counted as late.
    """

    def ask(_number: int) -> float:
        began = time.monotonic()
        status(url, headers)
        return time.monotonic() - began

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        for times in range(1, ROUNDS + 1):
            if max(pool.map(ask, range(CONNECTIONS))) < QUICK:
                return times
    return ROUNDS


def _check(url: str, expected: int, headers: dict[str, str]) -> None:
    answered = status(url, headers)
    if answered != expected:
        raise AssertionError(f"{url} answers {answered}, not {expected}")


def status(url: str, headers: dict[str, str]) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60) as response:
            response.read()
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
