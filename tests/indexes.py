"""Wagtail's two indexes, written in a test when somebody reads them.

Whatever is saved, Wagtail writes at once what a search finds in it and what it refers to. That took an eighth of the
time of the tests, and few of them read it. In a test's transaction, which nobody else sees, it waits until a statement
names one of the two tables: what was saved till then is written first, so that every statement reads what it would.
Where a test counts queries, they are written at once, as on the site, and counted.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

from django.core.exceptions import ObjectDoesNotExist
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import translation
from django_tasks.backends.immediate import ImmediateBackend

# The task that writes, by what is in the name of the table that it writes to.
WRITERS = {"_referenceindex": "update_reference_index_task", "_indexentry": "insert_or_update_object_task"}


class Waiting:
    """What waits to be written by a test's transaction on `connection`."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.owed: dict[str, dict[tuple[str, ...], Callable[[], None]]] = {writer: {} for writer in WRITERS.values()}
        self.immediate = ImmediateBackend.enqueue

    def enqueue(self, backend: ImmediateBackend, task: Any, args: Any, kwargs: Any) -> Any:
        """Do a task at once, as Wagtail's own backend does, unless it may wait."""
        if task.name in self.owed and threading.current_thread() is threading.main_thread():
            if self.connection.in_atomic_block and not self.connection.force_debug_cursor:
                self.owed[task.name][tuple(args)] = partial(write, task, args, translation.get_language())
                return None
            self.catch_up(task.name)
        return self.immediate(backend, task, args, kwargs)

    def before(self, execute: Callable[..., Any], statement: Any, *more: Any) -> Any:
        """Execute a statement; what it might read is written first."""
        for table, writer in WRITERS.items():
            if self.owed[writer] and table in str(statement):
                self.catch_up(writer)
        return execute(statement, *more)

    def catch_up(self, writer: str) -> None:
        """Write what waits for `writer`; no test hears or counts its queries."""
        owed, self.owed[writer] = self.owed[writer], {}
        with patch.multiple(self.connection, execute_wrappers=[], force_debug_cursor=False):
            for one in owed.values():
                one()


def write(task: Any, args: tuple[str, ...], language: str | None) -> None:
    """Write the entry of one row, in the language of who saved it; none of one that is gone."""
    with translation.override(language):
        try:
            task.call(*args)
        except ObjectDoesNotExist:
            return


@contextmanager
def written_when_read(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let the indexes wait meanwhile; what nobody read until the end is never written."""
    waiting = Waiting(connection)

    def enqueue(backend: ImmediateBackend, task: Any, args: Any, kwargs: Any) -> Any:
        return waiting.enqueue(backend, task, args, kwargs)

    with patch.object(ImmediateBackend, "enqueue", enqueue), connection.execute_wrapper(waiting.before):
        yield
