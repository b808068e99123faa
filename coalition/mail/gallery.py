"""`/demo/mail/gallery/`: every kind of mail, from examples, in each language, as it looks.

A kind that some ask for discreetly is shown so too; one that always is has that face alone.

The examples stand in `gallery.json`: the template of each mail and its context by language. The tests that owe every
mail once write it (`tests/mail/test_gallery.py`), so that showing the gallery makes no row.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.csp import CSP

from coalition.privacy.decorators import private_page

from . import rendering
from .models import Message

EXAMPLES = Path(__file__).with_name("gallery.json")


@dataclass(frozen=True)
class Example:
    name: str
    template: str
    discreet: bool
    contexts: dict[str, dict[str, Any]]

    def render(self, language: str, *, discreet: bool = False) -> rendering.Body:
        """Return the mail in `language`, as who asked for discreet ones gets it where `discreet` says so."""
        return rendering.render(
            template=self.template,
            context=self.contexts[language],
            language=language,
            discreet=self.discreet or discreet,
        )


@cache
def examples() -> dict[str, Example]:
    return {row["name"]: Example(**row) for row in json.loads(EXAMPLES.read_text(encoding="utf-8"))}


def find(name: str, language: str) -> Example:
    example = examples().get(name)
    if example is None or language not in example.contexts:
        raise Http404
    return example


@private_page
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every kind of mail: a frame for each language, which is asked for when its mail is opened."""
    context = {"examples": examples().values(), "each_language": settings.LANGUAGES}
    return _with_frames(render(request, "mail/demo/gallery.html", context))


def _with_frames(response: HttpResponse) -> HttpResponse:
    response._csp_config = {**settings.SECURE_CSP, "frame-src": [CSP.SELF]}  # type: ignore[attr-defined]
    return response


@private_page
def as_html(_request: HttpRequest, name: str, language: str, *, discreet: bool = False) -> HttpResponse:
    return rendering.framed(find(name, language).render(language, discreet=discreet).html)


@private_page
def outbox(request: HttpRequest) -> HttpResponse:
    mails = Message.objects.defer("html", "text", "context", "attachments")
    page = Paginator(mails, 50).get_page(request.GET.get("page"))
    return render(request, "mail/demo/outbox.html", {"page": page})


@private_page
def outbox_message(request: HttpRequest, pk: int) -> HttpResponse:
    return _with_frames(render(request, "mail/demo/message.html", {"mail": get_object_or_404(Message, pk=pk)}))


@private_page
def outbox_body(request: HttpRequest, pk: int) -> HttpResponse:
    mail = get_object_or_404(Message, pk=pk)
    if not mail.html:
        raise Http404
    return rendering.framed(mail.html)
