"""What a long attack on figures has tried, range by range, in the file that `ATTACK_RECORD` names.

A run that is ended goes on where it was. A line counts only for the code that it was made with. `python -m
tests.attacks.recorded FILE` says the sum of them.
"""

import json
import os
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = [ROOT / "coalition/figures/disclosure.py", Path(__file__).with_name("figures.py")]


def of_code() -> str:
    """Return the digest of the rule and the attacker."""
    return sha256(b"".join(path.read_bytes() for path in CODE)).hexdigest()[:16]


def lines(path: str) -> list[dict]:
    """Return what was tried by the code of today, each range once."""
    if not path or not Path(path).exists():
        return []
    told = [json.loads(line) for line in Path(path).read_text().splitlines()]
    return list({line["first"]: line for line in told if line["code"] == of_code()}.values())


def is_done(seeds: range) -> bool:
    """Say whether `seeds` were tried, and nothing was found."""
    found = {"first": seeds.start, "tables": len(seeds), "recovered": 0, "narrowed": 0}
    return any(found.items() <= line.items() for line in lines(os.environ.get("ATTACK_RECORD", "")))


def write(seeds: range, recovered: int, narrowed: int, refused: int, seconds: float) -> None:
    """Write down what became of `seeds`, if a file is named."""
    if path := os.environ.get("ATTACK_RECORD"):
        told = {"code": of_code(), "first": seeds.start, "tables": len(seeds), "recovered": recovered}
        told |= {"narrowed": narrowed, "refused": refused, "seconds": round(seconds, 1)}
        with Path(path).open("a") as file:
            file.write(json.dumps(told) + "\n")


def told(path: str) -> str:
    """Return the sum of what was tried."""
    sums = {name: sum(line[name] for line in lines(path)) for name in ("tables", "recovered", "narrowed", "refused")}
    return ", ".join(f"{number:,} {name}" for name, number in sums.items())


if __name__ == "__main__":
    print(told(sys.argv[1]))
