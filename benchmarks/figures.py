"""The sums of commitments on the front page, as one process asks for them when that part is made anew.

`python -m benchmarks.figures` (on the database of the environment) prints the 95th percentile in milliseconds. The row
of the front page itself cannot show it: its parts are remembered as HTML, for a minute at most.
"""

import json
import math
import time

import django

TIMES = 20


def main() -> None:
    """Ask TIMES times, after one that warms up; print the percentile as JSON."""
    django.setup()
    from home.figures import Figures

    times = []
    for _number in range(TIMES + 1):
        started = time.perf_counter()
        if not Figures().commitments["made"]:
            raise LookupError("There are no commitments to sum up.")
        times.append((time.perf_counter() - started) * 1000)
    print(json.dumps(sorted(times[1:])[math.ceil(0.95 * TIMES) - 1]))


if __name__ == "__main__":
    main()
