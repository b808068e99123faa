"""What every test may ask for, and how a run ends that someone terminates."""

import signal
from types import FrameType

import pytest
from django.core.cache import cache
from xdist.workermanage import NodeManager


def pytest_configure(config: pytest.Config) -> None:
    """Let SIGTERM end a run as Ctrl-C does: what tests started is stopped by the fixtures that started it."""
    signal.signal(signal.SIGTERM, _interrupt)
    # How long parallel processes may take for that before they are killed; xdist gives them 10 seconds.
    NodeManager.EXIT_TIMEOUT = 30


def _interrupt(signum: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once: a second one must not cut the stopping short
    raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Let no test see what another one cached."""
    cache.clear()
