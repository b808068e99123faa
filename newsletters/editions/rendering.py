"""From an edition's page to what is sent, frozen and previewed."""

import re
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.translation import gettext, override
from wagtail.admin.userbar import Userbar
from wagtail.blocks import StreamValue

from coalition import dates
from coalition.mail import frame, plain_text
from coalition.mail import rendering as mail
from coalition.mail.bulk import PLACEHOLDER
from newsletters.editions.blocks import ListBlock
from newsletters.readers.links import absolute, reader_url
from newsletters.sending.models import EditionText

Page = Any  # a `NewsletterPage`, whose module imports this one
MARK = "block-"
ELEMENT = re.compile(r"<mj-(?:text|image|button|divider|spacer|section)\b")


def mjml_of(page: Page, *, discreet: bool, marked: bool = False) -> str:
    """Return the edition as MJML in the page's language, with PLACEHOLDER for the reader's secret.

    `marked` gives what each block shows a class of its own (`mark_of`), so that a check can name the block.
    """
    language = page.locale.language_code
    with override(language):
        values = {
            **mail.surroundings(language, discreet),
            "title": page.title,
            "summary": page.summary,
            "web_url": absolute(page.get_url() or "/"),
            "manage_url": reader_url("manage", language),
            "unsubscribe_url": reader_url("unsubscribe", language),
        }
        blocks = [_block(child, values, marked=marked) for child in page.body]
        return get_template("newsletters/mail/edition.mjml").render({**values, "blocks": blocks})


def mark_of(block: str) -> str:
    """Return the class that what the block of that id shows has, where the edition is marked."""
    return f"{MARK}{block}"


def _block(child: StreamValue.StreamChild, values: dict[str, object], *, marked: bool) -> str:
    rows = child.block.rows(child.value) if isinstance(child.block, ListBlock) else []
    context = {**values, "value": child.value, "rows": rows}
    source = get_template(f"newsletters/mail/blocks/{child.block_type}.mjml").render(context)
    return ELEMENT.sub(rf'\g<0> css-class="{mark_of(child.id)}"', source) if marked else source


def subject_of(page: Page, *, discreet: bool) -> str:
    """Return the mail's subject: the page's title, or a neutral one with the month."""
    if not discreet:
        return page.title
    with override(page.locale.language_code):
        return gettext("Your reading for %(month)s") % {"month": dates.month(page.date)}


def body_of(page: Page, *, discreet: bool) -> mail.Body:
    """Return the edition as a finished mail, with PLACEHOLDER for the reader's secret."""
    html = mail.to_html(mjml_of(page, discreet=discreet))
    return mail.Body(subject=subject_of(page, discreet=discreet), html=html, text=plain_text.from_html(html))


def web_html(page: Page) -> str:
    """Return the edition's body for the web archive."""
    with override(page.locale.language_code):
        return str(page.body.render_as_block())


def freeze(page: Page) -> partial[EditionText]:
    """Return the unsaved text of the edition in the page's language; call it with `edition=`."""
    plain, discreet = body_of(page, discreet=False), body_of(page, discreet=True)
    return partial(
        EditionText,
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


def preview(page: Page, *, discreet: bool, request: HttpRequest) -> HttpResponse:
    """Answer the mail as it would be sent now, for the frame of the CMS; its editor's panel gets what checks it."""
    html = body_of(page, discreet=discreet).html.replace(PLACEHOLDER, "preview")
    if not getattr(request, "in_preview_panel", False):
        return frame.framed(html)
    return frame.framed(html, checked_by=Userbar(object=page).render_html({"request": request}))
