"""Load of one address, by wrk, on loopback, bounded in time.

The generator shares the machine with the server: what it needs itself is missing from the rate. wrk needs little.
"""

import json
import subprocess
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from coalition.stack import ROOT

TOLD = ROOT / "benchmarks" / "told.lua"
CONNECTIONS = 16
SECONDS = 2
TURNS = 6  # in which each address is asked for SECONDS
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
    """Return the best rate of one address (`measure_in_turn`)."""
    return measure_in_turn({url: url}, expected=expected, headers=headers)[url]


def measure_in_turn[Name](
    urls: dict[Name, str], *, expected: int = 200, headers: dict[str, str] | None = None
) -> dict[Name, Rate]:
    """Ask for each of `urls` over CONNECTIONS kept-alive connections for SECONDS, TURNS times; return the best rates.

    What else the machine does slows one turn, and those beside it, down: the best tells what the site can do, and two
    addresses that were asked in turn can be compared. Each is asked for until every process has it first. Wrong are
    failures and statuses from 400 on, late is what takes two seconds: of all turns. Raises AssertionError where the
    answer is not `expected` around it.
    """
    for url in urls.values():
        warm(url, headers or {})
        _check(url, expected, headers or {})
    turns = [{name: _load(url, headers or {}) for name, url in urls.items()} for _turn in range(TURNS)]
    for url in urls.values():
        _check(url, expected, headers or {})
    return {
        name: replace(
            max((turn[name] for turn in turns), key=lambda rate: rate.per_second),
            wrong=sum(turn[name].wrong for turn in turns),
            late=sum(turn[name].late for turn in turns),
        )
        for name in urls
    }


def _load(url: str, headers: dict[str, str]) -> Rate:
    options = [option for name, value in headers.items() for option in ("--header", f"{name}: {value}")]
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--script", str(TOLD), *options]
    told = subprocess.run(
        [*command, "--duration", f"{SECONDS}s", url], capture_output=True, text=True, check=True, timeout=60
    )
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
