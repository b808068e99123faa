"""Where rows lead that name an event, a resource, a page or a government: only to what everybody may read anyway."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from wagtail.models import Page

from coalition.members.models import LocalGovernment
from coalition.pages.querysets import unrestricted
from coalition.resources.models import ResourcePage
from coalition.site.paths import path_of
from events.pages.event_list import pages_of_closed_events
from events.pages.models import EventPage

FIELDS = {"event": "event_id", "resource": "resource_id", "page": "page_id", "member": "government_id"}


@dataclass(frozen=True)
class Link:
    """Where a row leads: a public page and its title; `kind` is event, resource, page or member."""

    kind: str
    title: str
    url: str


class Targets:
    """The public pages of what `rows` lead to: in the active language, else in English, else in any.

    Made in a query for each kind that is named, however many rows there are.
    """

    def __init__(self, rows: Iterable[Any]) -> None:
        self.language = get_language() or "en"
        self.found: dict[tuple[str, Any], Link] = {}
        rows = list(rows)
        finders = {
            "event": self._find_events,
            "resource": self._find_resources,
            "page": self._find_pages,
            "member": self._find_members,
        }
        for kind, find in finders.items():
            if keys := {key for row in rows if (key := getattr(row, FIELDS[kind], None))}:
                find(keys)

    def of(self, row: Any, *, without: Iterable[str] = ()) -> list[Link]:
        """Return the links of `row`, of all kinds but those in `without`; none where nothing may be read."""
        keys = [(kind, getattr(row, name, None)) for kind, name in FIELDS.items() if kind not in without]
        return [self.found[key] for key in keys if key in self.found]

    def _find_events(self, keys: set[int]) -> None:
        for page in EventPage.objects.public().filter(event__in=keys).one_per_event(self.language):
            self.found["event", page.event_id] = Link("event", page.title, path_of(page))

    def _find_resources(self, keys: set[int]) -> None:
        pages = unrestricted(ResourcePage.objects.live()).filter(resource__in=keys).select_related("locale")
        for page in sorted(pages, key=self._nearness):
            self.found.setdefault(("resource", page.resource_id), Link("resource", page.title, path_of(page)))

    def _find_pages(self, keys: set[int]) -> None:
        named = dict(Page.objects.filter(pk__in=keys).values_list("translation_key", "pk"))
        pages = unrestricted(Page.objects.live()).filter(translation_key__in=named).select_related("locale")
        pages = pages.exclude(pk__in=pages_of_closed_events())
        for page in sorted(pages, key=self._nearness):
            link = Link("page", page.title, path_of(page))
            self.found.setdefault(("page", named[page.translation_key]), link)

    def _find_members(self, keys: set[int]) -> None:
        for row in LocalGovernment.objects.public().filter(pk__in=keys):
            self.found["member", row.pk] = Link("member", row.name, row.get_absolute_url())

    def _nearness(self, page: Page) -> tuple[bool, bool, str]:
        code = page.locale.language_code
        return code != self.language, code != "en", code
