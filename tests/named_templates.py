"""Tells in a header which templates made an answer: in the installations of the browser tests only."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import Template
from django.test.signals import template_rendered
from django.test.utils import instrumented_test_render

HEADER = "X-Templates"
used: ContextVar[list[str]] = ContextVar("used")


def note(*, template: Template, **more: Any) -> None:
    """Keep the name of a template that is rendered for this request."""
    if template.name:
        used.get([]).append(template.name)


class NamedTemplatesMiddleware:
    """Name the templates, those that are extended and included too, parted by commas."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        Template._render = instrumented_test_render  # type: ignore[attr-defined]
        template_rendered.connect(note)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = used.set([])
        response = self.get_response(request)
        response[HEADER] = ",".join(dict.fromkeys(used.get()))
        used.reset(token)
        return response
