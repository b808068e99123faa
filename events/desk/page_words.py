"""The pages of an event, written side by side: one in each language, all of them or none."""

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

from coalition.users.models import User
from events.models import Event
from events.pages.models import EventPage
from events.pages.sections import SectionPage

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


def body_of(text: str) -> Any:
    return [("paragraph", linebreaks(text, autoescape=True))] if text.strip() else []


def same(one: str, other: str) -> bool:
    """Say whether two texts have the same paragraphs, however a browser ends their lines."""
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()


def writable(user: Any, sections: Mapping[str, Any], pages: Mapping[str, EventPage]) -> list[str]:
    """Return the languages in which `user` may change the page that there is, or make one in its section."""
    return [
        language
        for language in sections.keys() | pages.keys()
        if (_may_edit(user, pages[language]) if language in pages else _may_add(user, sections[language]))
    ]


def may_publish(
    user: Any, languages: Collection[str], sections: Mapping[str, Any], pages: Mapping[str, EventPage]
) -> bool:
    return bool(languages) and all(
        pages[language].permissions_for_user(user).can_publish()
        if language in pages
        else sections[language].permissions_for_user(user).can_publish_subpage()
        for language in languages
    )


def _may_edit(user: Any, page: EventPage) -> bool:
    tester = page.permissions_for_user(user)
    return bool(tester.can_edit() and not tester.page_locked())


def _may_add(user: Any, section: Any) -> bool:
    return bool(section.permissions_for_user(user).can_add_subpage())


LONGEST_SLUG = 200


@dataclass(frozen=True)
class Words:
    """What is said of an event in one language; `text` are paragraphs between empty lines, None where it stays."""

    title: str
    summary: str = ""
    text: str | None = ""


def sections(event: Event) -> dict[str, Any]:
    """Return the section for pages of `event` by language; the first of each, where there are more."""
    found: dict[str, Any] = {}
    for kind in all_sections(SectionPage):
        if kind.takes(event.kind):
            for page in kind.objects.live().select_related("locale").order_by("path"):
                found.setdefault(page.locale.language_code, page)
    return found


def all_sections(kind: type[SectionPage]) -> list[Any]:
    found = {kind for below in kind.__subclasses__() for kind in (below, *all_sections(below))}
    return sorted((kind for kind in found if not kind._meta.abstract), key=lambda kind: kind.__name__)


def pages_of(event: Event) -> dict[str, EventPage]:
    """Return the pages of `event` by language, as their editors left them: the newest draft of each."""
    pages = EventPage.objects.filter(event_id=event.pk).select_related("locale", "latest_revision")
    return {page.locale.language_code: page.get_latest_revision_as_object() for page in pages}


def lock(event: Event) -> None:
    """Keep the pages of `event` as they are until the end of the transaction, whoever else saves one of them."""
    keys = EventPage.objects.filter(event_id=event.pk).values("pk")
    list(Page.objects.filter(pk__in=keys).order_by("pk").select_for_update().values_list("pk"))


def version_of(page: EventPage | None) -> str:
    """Return what tells this draft of `page` from every other; "" where there is none."""
    if page is None:
        return ""
    return f"{page.pk}.{page.latest_revision_id or 0}"


def says(page: EventPage, words: Words) -> bool:
    """Say whether `page` says `words` already."""
    if (page.title, page.summary) != (words.title, words.summary):
        return False
    return words.text is None or same(words.text, text_of(page) or "")


@transaction.atomic
def write(*, event: Event, words: Mapping[str, Words], publish: bool, user: User) -> dict[str, EventPage]:
    """Give `event` a page in each language of `words`, or change what its page there says; return those by language.

    A page whose words stay as they are is left alone, unless it was never published and is now. What is new is a
    draft, unless `publish`.
    """
    pages, parents = pages_of(event), sections(event)
    key = next((page.translation_key for page in pages.values()), uuid.uuid4())
    slug = next((page.slug for page in pages.values()), "") or _slug(words, parents)
    written = {}
    for language, given in words.items():
        page = pages.get(language) or _new_page(
            event, parents[language], free_slug(slug, [parents[language]]), key, given
        )
        is_new = page._state.adding
        if not is_new and says(page, given) and (page.live or not publish):
            continue
        if not is_new and given.text is not None and not same(given.text, text_of(page) or ""):
            page.body = body_of(given.text)
        page.title, page.summary = given.title, given.summary
        if is_new:
            page.owner = user
            parents[language].add_child(instance=page)
        revision = page.save_revision(user=user, log_action=True)
        if publish:
            revision.publish(user=user)
        written[language] = page
    return written


def _new_page(event: Event, parent: Any, slug: str, key: uuid.UUID, given: Words) -> EventPage:
    facts = {"event": event, "locale": parent.locale, "translation_key": key, "live": False}
    return EventPage(title=given.title, slug=free_slug(slug, [parent]), body=body_of(given.text or ""), **facts)


def _slug(words: Mapping[str, Words], parents: Mapping[str, Any]) -> str:
    """Return an address that is free in every section: of the title that Latin letters write."""
    heads = (slugify(given.title)[:LONGEST_SLUG] for given in words.values())
    wanted = next(filter(None, heads), "event")
    return free_slug(wanted, parents.values())


def free_slug(wanted: str, parents: Iterable[Any]) -> str:
    """Return `wanted`, with a number where a page below one of `parents` has that address."""
    taken = {slug for parent in parents for slug in parent.get_children().values_list("slug", flat=True)}
    number, free = 2, wanted
    while free in taken:
        free, number = f"{wanted}-{number}", number + 1
    return free
