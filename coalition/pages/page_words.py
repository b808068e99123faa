"""One page in each language, written side by side: all of them or none."""

import re
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.db import transaction
from django.utils.html import linebreaks
from django.utils.text import slugify
from wagtail.models import Page

from coalition.cms.forms import numbered
from coalition.users.models import User

from .models import CoalitionPage

PARAGRAPHS = re.compile(r"(?:\s*<p(?: data-block-key=\"[^\"]*\")?>(?:[^<]|<br ?/?>)*</p>\s*)*")
PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)
BREAK = re.compile(r"<br ?/?>\n?")
LONGEST_SLUG = 200


@dataclass(frozen=True)
class Words:
    """What a page says in one language; `text` are paragraphs between empty lines, None where it stays."""

    title: str
    summary: str = ""
    text: str | None = ""


def text_of(page: Any) -> str | None:
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


def body_of(text: str) -> Any:
    return [("paragraph", linebreaks(text, autoescape=True))] if text.strip() else []


def same(one: str, other: str) -> bool:
    """Say whether two texts have the same paragraphs, however a browser ends their lines."""
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()


def says(page: Any, words: Words) -> bool:
    """Say whether `page` says `words` already."""
    if (page.title, getattr(page, page.summary_field)) != (words.title, words.summary):
        return False
    return words.text is None or same(words.text, text_of(page) or "")


def version_of(page: Page | None) -> str:
    """Return what tells this draft of `page` from every other; "" where there is none."""
    return "" if page is None else f"{page.pk}.{page.latest_revision_id or 0}"


def writable(user: Any, parents: Mapping[str, Any], pages: Mapping[str, Any]) -> list[str]:
    """Return the languages in which `user` may change the page that there is, or make one below its parent."""
    return [
        language
        for language in parents.keys() | pages.keys()
        if (_may_edit(user, pages[language]) if language in pages else _may_add(user, parents[language]))
    ]


def may_publish(user: Any, languages: Collection[str], parents: Mapping[str, Any], pages: Mapping[str, Any]) -> bool:
    return bool(languages) and all(
        pages[language].permissions_for_user(user).can_publish()
        if language in pages
        else parents[language].permissions_for_user(user).can_publish_subpage()
        for language in languages
    )


def _may_edit(user: Any, page: Any) -> bool:
    tester = page.permissions_for_user(user)
    return bool(tester.can_edit() and not tester.page_locked())


def _may_add(user: Any, parent: Any) -> bool:
    return bool(parent.permissions_for_user(user).can_add_subpage())


@transaction.atomic
def write(
    *,
    kind: type[CoalitionPage],
    facts: Mapping[str, Any],
    pages: Mapping[str, Any],
    parents: Mapping[str, Any],
    words: Mapping[str, Words],
    publish: bool,
    user: User,
) -> dict[str, Any]:
    """Let `pages` say `words`, or make one of `kind` with `facts` below its parent; return those that were written.

    A page whose words stay as they are is left alone, unless readers see other ones and it is published now. What is
    new is a draft, unless `publish`, with one address in every language.
    """
    key = next((page.translation_key for page in pages.values()), uuid.uuid4())
    slug = next((page.slug for page in pages.values()), "") or _slug(words, parents)
    written = {}
    for language, given in words.items():
        page = pages.get(language)
        is_new = page is None
        if page is None:
            parent = parents[language]
            address = {"slug": free_slug(slug, [parent]), "locale": parent.locale, "translation_key": key}
            page = kind(**facts, **address, live=False, owner=user, body=body_of(given.text or ""))
        elif says(page, given) and not (publish and (page.has_unpublished_changes or not page.live)):
            continue
        elif given.text is not None and not same(given.text, text_of(page) or ""):
            page.body = body_of(given.text)
        page.title = given.title
        setattr(page, page.summary_field, given.summary)
        if is_new:
            parents[language].add_child(instance=page)
        revision = page.save_revision(user=user, log_action=True)
        if publish:
            revision.publish(user=user)
        written[language] = page
    return written


def _slug(words: Mapping[str, Words], parents: Mapping[str, Any]) -> str:
    """Return an address that is free below every parent: of the title that Latin letters write."""
    heads = (slugify(given.title)[:LONGEST_SLUG] for given in words.values())
    wanted = next(filter(None, heads), "page")
    return free_slug(wanted, parents.values())


def free_slug(wanted: str, parents: Iterable[Any]) -> str:
    """Return `wanted`, with a number where a page below one of `parents` has that address."""
    taken = {slug for parent in parents for slug in parent.get_children().values_list("slug", flat=True)}
    return numbered(wanted, taken)
