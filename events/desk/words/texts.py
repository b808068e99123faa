"""The text of a page as plain paragraphs, where it is nothing more: so it can be typed beside other languages."""

import re
from html import unescape

from django.utils.html import linebreaks

from events.pages.models import EventPage

PARAGRAPHS = re.compile(r"(?:\s*<p(?: data-block-key=\"[^\"]*\")?>(?:[^<]|<br ?/?>)*</p>\s*)*")
PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)
BREAK = re.compile(r"<br ?/?>\n?")


def text_of(page: EventPage) -> str | None:
    """Return the paragraphs of `page`, between empty lines; None where it has pictures, headings, links or more."""
    blocks = list(page.body)
    if not blocks:
        return ""
    if len(blocks) > 1 or blocks[0].block_type != "paragraph":
        return None
    html = blocks[0].value.source
    if not PARAGRAPHS.fullmatch(html):
        return None
    return "\n\n".join(unescape(BREAK.sub("\n", part)).strip() for part in PARAGRAPH.findall(html))


def body_of(text: str) -> list[tuple[str, str]]:
    """Return the body of a page that says `text`."""
    return [("paragraph", linebreaks(text, autoescape=True))] if text.strip() else []


def same(one: str, other: str) -> bool:
    """Say whether two texts have the same paragraphs, however a browser ends their lines."""
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()
