"""How soon a page is there on a phone with a slow connection: a real Chromium, slowed down by its own protocol."""

import statistics
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM

# "Slow 4G" and its processor, as Lighthouse emulates them.
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1_638_400 / 8, "uploadThroughput": 768_000 / 8}
SLOWER = 4  # times, the processor
PHONE = {"width": 360, "height": 780}
TIMES = 3
WATCH = """
window.painted = 0; window.shifted = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.painted = entry.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shifted += entry.value; })
  .observe({type: "layout-shift", buffered: true});
"""


@dataclass(frozen=True)
class Visit:
    """One cold load: the largest paint in milliseconds, the layout's shifts, what it cost."""

    painted: float
    shifted: float
    requests: int
    received: float


def measure(url: str, headers: dict[str, str]) -> str:
    """Return what TIMES cold loads of `url` on a slowed phone tell, the median of each figure."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        visits = [_visit(browser, url, headers) for _time in range(TIMES)]
        browser.close()
    painted, shifted, requests, received = (
        statistics.median(getattr(visit, name) for visit in visits) for name in Visit.__annotations__
    )
    return f"LCP {painted / 1000:.1f} s, CLS {shifted:.3f}, {requests:.0f} requests, {received / 1000:.0f} kB"


def _visit(browser: Browser, url: str, headers: dict[str, str]) -> Visit:
    context = browser.new_context(viewport=PHONE, extra_http_headers=headers)  # type: ignore[arg-type]
    page = context.new_page()
    session, received = context.new_cdp_session(page), []
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.add_init_script(WATCH)
    page.goto(url, wait_until="networkidle", timeout=60_000)
    painted, shifted = page.evaluate("[window.painted, window.shifted]")
    context.close()
    return Visit(painted, shifted, len(received), sum(received))
