"""The public list with FEW and with MANY signatures: the same pages, the 95th percentile of each, and the ratio."""

import http.client
import math
import time
from concurrent.futures import ThreadPoolExecutor

from tests.production import PROXIED

FEW, MANY = 100, 100_000
REQUESTS = 240
AT_ONCE = 2  # as many as the site has processes: what is measured is the answer, not the queue
PAGES = {  # {number}: a signatory far down the order
    "list and map": "/en/charter/signatories/",
    "filter and order": "/en/charter/signatories/?kind=municipality&sort=name",
    "all by country": "/en/charter/signatories/?status=all&sort=country",
    "page far down": "/en/charter/signatories/?sort=-number&after={number}",
    "words": "/en/charter/signatories/?status=all&q=x",
    "figures": "/en/charter/statistics/",
    "front page": "/en/",
}


def measure_pages(port: int, signatures: int) -> dict[str, float]:
    """Return the 95th percentile of each page in milliseconds, while the site has `signatures`."""
    number = signatures * 4 // 5
    return {name: percentile(port, path.format(number=number)) for name, path in PAGES.items()}


def percentile(port: int, path: str) -> float:
    """Ask for `path` REQUESTS times, AT_ONCE at a time; return the 95th percentile of the answers in milliseconds."""
    for _warm in range(5):
        ask(port, path)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        times = sorted(pool.map(lambda _number: ask(port, path), range(REQUESTS)))
    return times[math.ceil(0.95 * len(times)) - 1]


def ask(port: int, path: str) -> float:
    """Return how many milliseconds the whole answer took. Raises RuntimeError for any other status than 200."""
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers=PROXIED)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
    finally:
        connection.close()
    return (time.perf_counter() - started) * 1000
