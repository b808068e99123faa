"""Which pages of events, with their facts. Chainable, never writes."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.db.models import Q
from django.utils import timezone
from wagtail.query import PageQuerySet

from coalition.pages.covers import PICTURE_FIELDS, Cover
from coalition.pages.querysets import by_language, unrestricted
from events import walltime
from events.permissions import is_invitation
from events.querysets import over, to_come, undated_last

CANCELLED_STAYS_FOR = timedelta(days=60)  # after its end and its last revision, so that every calendar has seen it

NOBODY = uuid.UUID(int=0)


class EventPageQuerySet(PageQuerySet):
    def public(self) -> Self:
        """Return live pages of events that are not closed, with their event loaded."""
        return self.live().unrestricted().filter(event__closed=False).select_related("event")

    def unrestricted(self) -> Self:
        """Return pages that Wagtail restricts for nobody: neither they nor a page above them. It costs no query."""
        return unrestricted(self)

    def visible_pk(self, code: str) -> int | None:
        """Return the key of the first of these pages that a visitor with the invitation `code` (or "") may see.

        One statement and one comparison, whether there is no page, an open one or a closed one.
        """
        first = self.order_by("pk").values_list("pk", "event__uid", "event__closed").first()
        pk, uid, closed = first or (None, NOBODY, True)
        invited = is_invitation(code, uid)
        return pk if invited or not closed else None

    def in_language(self, language: str) -> Self:
        return self.filter(locale__language_code=language)

    def upcoming(self, now: datetime | None = None) -> Self:
        found = self.filter(to_come(now or timezone.now(), "event__"))
        return found.order_by(undated_last("event__"), "event__start", "pk")

    def past(self, now: datetime | None = None) -> Self:
        return self.filter(over(now or timezone.now(), "event__")).order_by("-event__start", "-pk")

    def one_per_event(self, language: str, fallback: str = "en", *, each: str = "event_id") -> Self:
        """Return one page for each event: in `language`, else in `fallback`, else in any language.

        `each` names what of an event there is one page for, where it is not the event itself.
        """
        return self.order_by(each, by_language(language, fallback), "pk").distinct(each)

    def in_feed(self, now: datetime | None = None) -> Self:
        """Return public pages, without events that were cancelled, and ended and were last revised over 60 days ago.

        A postponed event may be cancelled long after its former end.
        """
        border = (now or timezone.now()) - CANCELLED_STAYS_FOR
        gone = Q(event__state="cancelled", event__end__lte=border, event__revised_at__lte=border)
        return self.public().exclude(gone)


# What `EventPage.row` needs of a page and its event: for `only()`, where nothing else is asked of them.
ROW_FIELDS = (
    "title", "summary", "url_path", *(f"event__{name}" for name in walltime.FIELDS), "event__kind", "event__place",
    "event__mode", "event__state", "event__neutral_address", "event__short_id",
)  # fmt: skip
PICTURED_FIELDS = (*ROW_FIELDS, "event__uid", *PICTURE_FIELDS)  # what `EventPage.pictured_row` needs


@dataclass(frozen=True)
class EventRow:
    """One event in a list: what `components/event_row.html` shows. Times are on the event's own clock."""

    url: str
    title: str
    start: datetime
    end: datetime
    zone: str
    all_day: bool
    kind: str
    kind_label: str
    place: str
    state: str
    state_label: str
    summary: str = ""
    cover: Cover | None = None  # in lists that show pictures
    recorded: bool = False  # in lists of what is over: it can be watched
