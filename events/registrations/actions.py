"""What upper apps add to the page of one's own registration. They fill the list in AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass

from .models import Registration


@dataclass(frozen=True)
class Action:
    """A link on the page of one's own registration; `note` says when it is of use, `main` that one comes for it."""

    label: str
    url: str
    note: str = ""
    main: bool = False


# An action for a registration and the address of its own page, or None.
makers: list[Callable[[Registration, str], Action | None]] = []
# A label and words for a registration, beside its answers, or None.
facts: list[Callable[[Registration], tuple[str, str] | None]] = []
