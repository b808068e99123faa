"""The documents of an event: those that its page has, then those of its sessions."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import get_language

from coalition.pages.memory import recall
from events.pages.models import EventPage
from events.programme.documents import with_documents
from events.programme.remembering import reading_of


@dataclass(frozen=True)
class File:
    """A document to open: what it is called, where it is, and what of it is said beside."""

    title: str
    url: str
    about: str = ""


def of_event(event_id: int) -> list[File]:
    """Return the documents of an event, each once, in the words of the active language where there are some.

    They are the same for everybody, and remembered until a public table changes.
    """
    language = get_language() or "en"
    return recall(("documents of event", event_id, language), partial(_documents, event_id, language))


def _documents(event_id: int, language: str) -> list[File]:
    reading = reading_of(event_id)
    found = EventPage.objects.live().filter(event_id=event_id).one_per_event(language).first()
    rows = [row for block in found.body if block.block_type == "files" for row in _rows(block)] if found else []
    files = [File(row["title"], row["url"], row["kind"]) for row in rows]
    items = [item for item in reading.items if not item.is_off] if reading else []
    files += [File(title, url, item.title) for item in with_documents(items) for title, url in item.documents]
    return list({file.url: file for file in reversed(files)}.values())[::-1]


def _rows(block: Any) -> list[dict[str, str]]:
    """Return the rows of a block of files."""
    return list(block.block.get_context(block.value)["rows"])
