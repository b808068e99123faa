"""Load of one address, by autocannon, on loopback, bounded in time."""

import json
import subprocess
from dataclasses import dataclass

from coalition.stack import ROOT

AUTOCANNON = ROOT / "tests" / "node" / "node_modules" / "autocannon" / "autocannon.js"
NODE = ROOT / ".venv" / "bin" / "node"
P95 = ROOT / "benchmarks" / "p95.cjs"  # autocannon by itself has no 95th percentile
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
        return f"{self.per_second:,.0f}/s, p95 {self.milliseconds:,.0f} ms{wrong}"


def measure(url: str, *, expected: int = 200, headers: dict[str, str] | None = None) -> Rate:
    """Ask for `url` over CONNECTIONS kept-alive connections for SECONDS; any other status than `expected` is wrong."""
    options = [f"--headers={name}={value}" for name, value in (headers or {}).items()]
    command = [
        str(NODE),
        "--require",
        str(P95),
        str(AUTOCANNON),
        "--json",
        "--no-progress",
        "-c",
        str(CONNECTIONS),
        *options,
    ]
    subprocess.run([*command, "-d", "1", url], capture_output=True, check=True, timeout=60)  # warm
    run = subprocess.run([*command, "-d", str(SECONDS), url], capture_output=True, text=True, check=True, timeout=60)
    result = json.loads(run.stdout)
    answered = {int(code): counted["count"] for code, counted in result["statusCodeStats"].items()}
    wrong = sum(count for code, count in answered.items() if code != expected) + result["errors"]
    return Rate(result["requests"]["average"], result["latency"]["p95"], wrong)
