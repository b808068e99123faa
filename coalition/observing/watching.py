"""Where requests and jobs pass by: each becomes a trace, and what a report of an error calls its place."""

from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from coalition import counting
from coalition.boundary import PROBES
from coalition.logs import request_id
from coalition.observing import reports, spans
from coalition.observing.about import About, about

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
OTHER = "_OTHER"  # any other word, which a client may have made up


class ObservingMiddleware:
    """Trace each request that reaches Django, but for probes and static files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.untold = (*PROBES, settings.STATIC_URL)
        spans.begin()
        reports.begin()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(self.untold):
            return self.get_response(request)
        told = About()
        token = about.set(told)
        try:
            with spans.root("request", of_request=True) as span:
                response = self.get_response(request)
                if span is not None:
                    method = request.method if request.method in METHODS else OTHER
                    view, status = counting.view_of(request), response.status_code
                    span.update_name(f"{method} {view}")
                    facts = {"http.request.method": method, "http.route": view, "http.response.status_code": status}
                    facts |= {"request_id": request_id.get(), "db.statements": told.statements}
                    spans.mark(span, facts, error="" if status < 500 else told.error or str(status))
                return response
        finally:
            about.reset(token)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Note which view answers."""
        if told := about.get():
            told.place = counting.view_of(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Note by what class of error a view ended."""
        if told := about.get():
            told.error = type(exception).__qualname__


def attend(app: Any) -> None:
    """Let every worker of `app` pass its jobs by `work` (procrastinate calls this when its app is ready)."""
    app.worker_defaults = {**(app.worker_defaults or {}), "worker_middleware": [work]}


def end() -> None:
    """Let what waits leave, for a few seconds at most: the process ends."""
    spans.end()
    reports.end()


async def work(proceed: Callable[[], Awaitable[Any]], context: Any, _worker: Any) -> Any:
    """Trace one job of the queue by the name of its task, without what it was given (a worker's middleware)."""
    spans.begin()
    task = context.job.task_name if context.job.task_name in context.app.tasks else counting.UNKNOWN
    told = About(place=task, job=str(context.job.id))
    token = about.set(told)
    try:
        with spans.root(f"job {task}", of_request=False) as span:
            try:
                return await proceed()
            except BaseException as error:
                told.error = type(error).__qualname__
                raise
            finally:
                if span is not None:
                    facts = {"task": task, "job": told.job, "db.statements": told.statements}
                    spans.mark(span, facts | {"attempts": context.job.attempts}, error=told.error)
    finally:
        about.reset(token)
