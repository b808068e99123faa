"""What upper apps add to events. They fill these lists in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from events.models import EventPage, Registration


@dataclass(frozen=True)
class Action:
    """A link on the page of one's own registration."""

    label: str
    url: str


# More context for the page of an event.
page_extras: list[Callable[["EventPage"], dict[str, Any]]] = []
# An action for a registration and the address of its own page, or None.
registration_actions: list[Callable[["Registration", str], Action | None]] = []
