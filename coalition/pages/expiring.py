"""What stays although the time at which it was to go away has come; upper apps say so in `AppConfig.ready()`."""

from collections.abc import Callable
from datetime import datetime

# Each puts off what must not go away at this time.
keepers: list[Callable[[datetime], object]] = []


def put_off(now: datetime) -> None:
    """Let every keeper put off what must stay."""
    for keep in keepers:
        keep(now)
