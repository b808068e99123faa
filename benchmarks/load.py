"""Load of one address, by wrk, on loopback, bounded in time.

The generator shares the machine with the server: what it needs itself is missing from the rate. wrk needs little.
"""

import json
import subprocess
import urllib.error
import urllib.request
from dataclasses import dataclass

from coalition.stack import ROOT

TOLD = ROOT / "benchmarks" / "told.lua"
CONNECTIONS = 16
SECONDS = 6


@dataclass(frozen=True)
class Rate:
    """What one run measured: requests a second, the 95th percentile of latency, answers that were wrong."""

    per_second: float
    milliseconds: float
    wrong: int

    def __str__(self) -> str:
        wrong = f", {self.wrong} wrong" if self.wrong else ""
        return f"{self.per_second:,.0f}/s, p95 {self.milliseconds:,.1f} ms{wrong}"


def measure(url: str, *, expected: int = 200, headers: dict[str, str] | None = None) -> Rate:
    """Ask for `url` over CONNECTIONS kept-alive connections for SECONDS, after one second to warm up.

    Wrong are failures and statuses from 400 on. Raises AssertionError where the answer is not `expected` around it.
    """
    options = [option for name, value in (headers or {}).items() for option in ("--header", f"{name}: {value}")]
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--script", str(TOLD), *options]
    subprocess.run([*command, "--duration", "1s", url], capture_output=True, check=True, timeout=60)  # warm
    _check(url, expected, headers or {})
    told = subprocess.run(
        [*command, "--duration", f"{SECONDS}s", url], capture_output=True, text=True, check=True, timeout=60
    )
    _check(url, expected, headers or {})
    return Rate(**json.loads(told.stdout.splitlines()[-1]))


def _check(url: str, expected: int, headers: dict[str, str]) -> None:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60) as response:
            status = response.status
    except urllib.error.HTTPError as error:
        status = error.code
    if status != expected:
        raise AssertionError(f"{url} answers {status}, not {expected}")
