"""From a template and a context to a subject, an HTML body and a plain text (decision 0006-one-door-for-mail)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import css_inline
import mjml
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils.translation import get_language_info, override

from coalition.pages.identity.kept import site_names
from coalition.privacy import discretion
from coalition.typed import lines

from . import plain_text

BREAKING_SPACE = re.compile(r"[^\S\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]+")
PLACEHOLDER = "0READERSECRET0"  # stands in a letter to many where each reader's secret goes
NO_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")  # XML 1.0 section 2.2, "Char"
INLINER = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


@dataclass(frozen=True)
class Body:
    """What a reader sees: `subject` is one line; `text` says what `html` says."""

    subject: str
    html: str
    text: str


def render(*, template: str, context: Mapping[str, Any], language: str, discreet: bool = False) -> Body:
    """Render `<template>.subject.txt` and `<template>.mjml` in `language`.

    Templates also get `language`, `direction`, `discreet`, `discreet_mails` (are they offered here?), `site_url`,
    `contact_url`, and `site_name` (empty when discreet).
    Raises TemplateDoesNotExist, or ValueError when the MJML is not well-formed.
    """
    with override(language):
        values = {**context, **surroundings(language, discreet)}
        words: Any = get_template(f"{template}.subject.txt")
        subject = words.template.render(Context(values, autoescape=False))  # one line of text, not HTML
        html = to_html(get_template(f"{template}.mjml").render(values))
    return Body(subject=one_line(subject), html=html, text=plain_text.from_html(html))


def one_line(subject: str) -> str:
    """Return `subject` as one line of at most 300 characters; spaces that do not break, as before a colon, stay."""
    return BREAKING_SPACE.sub(" ", lines(subject)).strip()[:300]


def surroundings(language: str, discreet: bool) -> dict[str, Any]:
    """Return what every mail's template gets besides its own context. Call it with `language` active."""
    site = settings.SITE_URL.rstrip("/")
    return {
        "language": language,
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "discreet": discreet,
        "discreet_mails": discretion.is_offered(),
        "site_url": site,
        "contact_url": f"{site}/{language}/contact/",
        "site_name": "" if discreet else site_names(language).site,
    }


def to_html(source: str) -> str:
    """Turn MJML into HTML with its styles inline and nothing fetched from anywhere.

    Characters that XML does not have are left out: somebody pasted them unseen, and their mail is to leave.
    Raises ValueError when `source` is not well-formed.
    """
    html = mjml.mjml2html(NO_XML.sub("", lines(source)).strip(), fonts={}, disable_comments=True)
    return INLINER.inline(html if isinstance(html, str) else html.content)


def storable(words: str) -> str:
    """Return `words` without what PostgreSQL keeps in no text: NUL, and halves of characters."""
    return words.replace("\0", "").encode(errors="replace").decode()
