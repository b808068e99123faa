"""Lets coverage measure branches by `sys.monitoring` on Python 3.12 and 3.13 too, as its own code does from 3.14 on.

The tracer that coverage falls back to there takes two thirds more time. What differs: one event stands for both ways
of a branch, so that it may only be turned off once both were taken. pytest loads this before pytest-cov starts.
Ends with Python 3.13.
"""

import sys
from types import CodeType
from typing import Any

from coverage import env
from coverage.sysmon import SysMonitor

if sys.version_info < (3, 14):
    events, resolve = sys.monitoring.events, SysMonitor.sysmon_branch_either
    taken: dict[tuple[int, int], int] = {}  # the branches that went one way so far: code, place, where to

    def one_of_two(monitor: SysMonitor, code: CodeType, place: int, destination: int) -> Any:
        """Note a branch the first time that it goes each way, and look no more when it went both."""
        first = taken.get((id(code), place))
        if first == destination:
            return None
        resolve(monitor, code, place, destination)
        if first is not None:
            return sys.monitoring.DISABLE
        taken[id(code), place] = destination
        return None

    env.PYBEHAVIOR.branch_right_left = True
    events.BRANCH_LEFT = events.BRANCH_RIGHT = events.BRANCH  # type: ignore[attr-defined]
    SysMonitor.sysmon_branch_either = one_of_two  # type: ignore[method-assign]
