"""The door: granian's requests go through the trust boundary to the memory of pages, else to Django on a thread.

What is in memory is answered where granian hands the request over. Everything else takes turns on WEB_THREADS threads,
each with one connection to the database.
"""

import asyncio
import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from granian import _futures

from coalition import leash
from coalition.boundary import PROBES, Boundary
from coalition.observing import watching
from coalition.server.answers import OPENED_WITHIN, Answer, answer_of, plain
from coalition.server.bodies import Bodies, Refused
from coalition.server.environ import BadRequest, Environ, environ_of

logger = logging.getLogger(__name__)

MAX_WAITING = 200  # requests of one process that wait for a thread; more are asked to come again


class Door:
    """An RSGI application around the WSGI application behind `boundary`."""

    def __init__(self, boundary: Boundary, *, threads: int) -> None:
        self.boundary = boundary
        self.recall: Callable[[Environ], Any] = getattr(boundary.application, "recall", lambda environ: None)
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="web")
        self.bodies = Bodies()
        self.waiting = 0

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """End with the process that started this one, however that one ends."""
        leash.hold()

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Every request was answered: end here and now.

        Python would tidy up first, while threads of granian still hold on to it: some of such ends hang or abort.
        """
        self.pool.shutdown()
        watching.end()
        logging.shutdown()
        os._exit(0)

    def quick(self, scope: Any, protocol: Any) -> bool:
        """Answer from memory, and say whether that could be done. Called where no event loop runs."""
        if scope.method not in {"GET", "HEAD"}:
            return False
        try:
            environ = environ_of(scope)
            self.boundary.admit(environ)
            kept = self.recall(environ)
            if kept is None:
                return False
            protocol.response_bytes(*kept)
        except BadRequest:
            return False
        except Exception:
            logger.exception("An answer from memory failed")
            return False
        return True

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        taken = 0
        try:
            environ = environ_of(scope)
            taken = await self.bodies.read(protocol, environ)
            answer = await self.turn(environ)
        except BadRequest:
            answer = plain(400)
        except Refused as refusal:
            answer = plain(refusal.status)
        finally:
            self.bodies.release(taken)
        answer.send(protocol)
        if answer.kept is not None:
            asyncio.get_running_loop().call_later(OPENED_WITHIN, answer.kept.close)

    async def turn(self, environ: Environ) -> Answer:
        """Answer on a thread, when there is one. Raises Refused when too many wait already."""
        if self.waiting >= MAX_WAITING and environ["PATH_INFO"] not in PROBES:
            raise Refused(503)
        self.waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self.pool, self.work, environ)
        finally:
            self.waiting -= 1

    def work(self, environ: Environ) -> Answer:
        """Let the site answer; what it does not catch itself is told to the log only."""
        try:
            return answer_of(self.boundary, environ)
        except Exception:
            logger.exception("A request failed")
            return plain(500)


def answer_before_the_loop(door: Door) -> None:
    """Let granian ask `door.quick` before it wakes the event loop for a request.

    Half of what an answer from memory costs is that waking. granian has no word for it: this stands between two of its
    own functions. Where they change, nothing breaks, and tests/project/test_server.py tells.
    """
    schedule_later = _futures._cbsched_aioschedule

    def schedule_for(loop: Any, context: Any, callback: Any) -> Callable[[Any], None]:
        later = schedule_later(loop, context, callback)

        def schedule(watcher: Any) -> None:
            if not door.quick(watcher.scope, watcher.proto):
                later(watcher)

        return schedule

    _futures._cbsched_aioschedule = schedule_for
