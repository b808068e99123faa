"""`/demo/mail/gallery/`: every kind of mail, from examples, in each language, as it looks, as plain text and raw.

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
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP

from coalition.privacy.decorators import private_page

from . import frame, mime, rendering

EXAMPLES = Path(__file__).with_name("gallery.json")


@dataclass(frozen=True)
class Example:
    """One kind of mail: its name, its template, and its context by language."""

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

    def raw(self, language: str, *, discreet: bool = False) -> bytes:
        """Return the mail in `language` as it goes over the wire, to somebody who is invented."""
        body = self.render(language, discreet=discreet)
        mail = mime.head(
            subject=body.subject,
            recipient="reader@town.example",
            discreet=self.discreet or discreet,
            key=f"gallery:{self.name}",
            language=language,
            reply_to=mime.reply_to(self.template),
        )
        mime.add_body(mail, text=body.text, html=body.html, attachments=[])
        return mail.as_bytes()


@cache
def examples() -> dict[str, Example]:
    """Return each example by its name."""
    return {row["name"]: Example(**row) for row in json.loads(EXAMPLES.read_text(encoding="utf-8"))}


def find(name: str, language: str) -> Example:
    """Return the example `name`; raise Http404 where there is none, or none in `language`."""
    example = examples().get(name)
    if example is None or language not in example.contexts:
        raise Http404
    return example


@private_page
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every kind of mail: a frame for each language, which is asked for when its mail is opened."""
    context = {"examples": examples().values(), "each_language": settings.LANGUAGES}
    response = render(request, "mail/demo/gallery.html", context)
    response._csp_config = {**frame.site_policy(), "frame-src": [CSP.SELF]}  # type: ignore[attr-defined]
    return response


@private_page
def as_html(_request: HttpRequest, name: str, language: str, *, discreet: bool = False) -> HttpResponse:
    """Answer the HTML of one mail for its frame."""
    return frame.framed(find(name, language).render(language, discreet=discreet).html)


@private_page
def as_text(_request: HttpRequest, name: str, language: str, *, discreet: bool = False) -> HttpResponse:
    """Answer the subject and the plain text of one mail."""
    body = find(name, language).render(language, discreet=discreet)
    return HttpResponse(f"{body.subject}\n\n{body.text}", content_type="text/plain; charset=utf-8")


@private_page
def as_bytes(_request: HttpRequest, name: str, language: str, *, discreet: bool = False) -> HttpResponse:
    """Answer one mail with all its headers and parts."""
    raw = find(name, language).raw(language, discreet=discreet)
    return HttpResponse(raw, content_type="text/plain; charset=utf-8")
