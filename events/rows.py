"""One event as readers see it in a list."""

from dataclasses import dataclass
from datetime import datetime

from coalition.pages.covers.addresses import Cover
from coalition.pages.covers.models import PICTURE_FIELDS
from events import walltime

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
