"""From an edition's page to what is sent, frozen and previewed."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.translation import get_language_info, gettext, override
from wagtail.admin.userbar import Userbar
from wagtail.blocks import StreamValue

from coalition.mail import rendering
from coalition.mail import rendering as mail
from coalition.mail.rendering import PLACEHOLDER
from newsletters.readers.emails import absolute, reader_url
from newsletters.sending.models import Edition, EditionText

from .blocks import ColumnsBlock, ListBlock, shown_in

Page = Any  # a `NewsletterPage`, whose module imports this one
MARK = "block-"
# What apps do that darken a mail by themselves: colours turn round, pictures stay.
DARKENED = (
    "html { filter: invert(1) hue-rotate(180deg); background: #fff } img { filter: invert(1) hue-rotate(180deg) }"
)
ELEMENT = re.compile(r"<mj-(?:text|image|button|divider|spacer|section)\b")


def mjml_of(page: Page, *, discreet: bool, marked: bool = False, is_test: bool = False) -> str:
    """Return the edition as MJML in the page's language, with PLACEHOLDER for the reader's secret.

    `marked` gives what each block shows a class of its own (`mark_of`), so that a check can name the block. A
    test (`is_test`) says why it came instead of why an edition does.
    """
    language = page.locale.language_code
    with override(language):
        values = {
            **mail.surroundings(language, discreet),
            "title": subject_of(page, discreet=discreet),
            "summary": "" if discreet else page.summary,
            "web_url": absolute(page.get_url() or "/"),
            "manage_url": reader_url("manage", language),
            "unsubscribe_url": reader_url("unsubscribe", language),
            "shown": shown_in(page.body),
            "is_test": is_test,
        }
        sections = _sections(page, values, marked=marked)
        return get_template("newsletters/mail/edition.mjml").render({**values, "sections": sections})


def mark_of(block: str) -> str:
    """Return the class that what the block of that id shows has, where the edition is marked."""
    return f"{MARK}{block}"


def _sections(page: Page, values: dict[str, Any], *, marked: bool) -> list[tuple[bool, str]]:
    """Return the sections of the body: whether each brings its own columns, and its MJML. The first has none."""
    sections = [(False, "")]
    for child in page.body:
        source = _source(child, values)
        if marked:
            source = ELEMENT.sub(rf'\g<0> css-class="{mark_of(child.id)}"', source)
        if child.block_type == "columns":  # it brings its own section
            sections += [(True, source), (False, "")]
        else:
            sections[-1] = (False, sections[-1][1] + source)
    return [sections[0], *(section for section in sections[1:] if section[1].strip())]


def _source(child: StreamValue.StreamChild, values: dict[str, Any]) -> str:
    context = {**values, "value": child.value}
    if isinstance(child.block, ListBlock):
        context |= child.block.facts(child.value, values["shown"])
    elif isinstance(child.block, ColumnsBlock):
        columns = child.block.facts(child.value)
        context["columns"] = [[_source(inner, values) for inner in column] for column in columns]
    return get_template(f"newsletters/mail/blocks/{child.block_type}.mjml").render(context)


def subject_of(page: Page, *, discreet: bool) -> str:
    """Return the mail's subject: the page's title, or the neutral one of all discreet emails."""
    if not discreet:
        return page.title
    with override(page.locale.language_code):
        return gettext("A message for you")


def body_of(page: Page, *, discreet: bool) -> mail.Body:
    """Return the edition as a finished mail, with PLACEHOLDER for the reader's secret."""
    html = mail.to_html(mjml_of(page, discreet=discreet))
    return mail.Body(subject=subject_of(page, discreet=discreet), html=html, text=rendering.from_html(html))


def web_html(page: Page) -> str:
    with override(page.locale.language_code):
        return str(page.body.render_as_block(context={"shown": shown_in(page.body)}))


def freeze(page: Page, edition: Edition) -> EditionText:
    """Return the unsaved text of `edition` in the page's language."""
    plain, discreet = body_of(page, discreet=False), body_of(page, discreet=True)
    return EditionText(
        edition=edition,
        language=page.locale.language_code,
        subject=plain.subject,
        date=page.date,
        summary=page.summary,
        html=plain.html,
        text=plain.text,
        discreet_subject=discreet.subject,
        discreet_html=discreet.html,
        discreet_text=discreet.text,
        web_html=web_html(page),
    )


def preview(page: Page, *, mode: str, request: HttpRequest) -> HttpResponse:
    """Answer the mail as it would be sent now, for the frame of the CMS; its editor's panel gets what checks it.

    `mode` is one of `NewsletterPage.preview_modes`: the mail as it is, discreet, as an app with a dark look darkens
    it, or as plain text.
    """
    body = body_of(page, discreet=mode == "discreet")
    html = body.html
    if mode == "text":
        html = _as_text(page, body.text)
    elif mode == "dark":
        html = html.replace("</head>", f"<style>{DARKENED}</style></head>")
    html = html.replace(PLACEHOLDER, "preview")
    if not getattr(request, "in_preview_panel", False):
        return rendering.framed(html)
    return rendering.framed(html, checked_by=Userbar(object=page).render_html({"request": request}))


def _as_text(page: Page, text: str) -> str:
    language = page.locale.language_code
    way = "rtl" if get_language_info(language)["bidi"] else "ltr"
    return (
        f'<!doctype html><html lang="{language}" dir="{way}"><head><title>{escape(page.title)}</title>'
        "<style>pre { font: 16px/1.6 monospace; white-space: pre-wrap; overflow-wrap: anywhere; padding: 16px }</style>"
        f"</head><body><pre>{escape(text)}</pre></body></html>"
    )
