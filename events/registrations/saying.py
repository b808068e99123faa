"""What somebody who is registered says on another occasion, by a form of that: nothing of it is lost."""

from collections.abc import Mapping
from typing import Any

from events.questions.models import TOLD

from .fields import which
from .models import Registration


def keep_said(registration: Registration, said: Mapping[str, Any], *, gaps_only: bool = False) -> None:
    """Keep the needs and the answers of `said` beside what `registration` says.

    What was left empty this time takes nothing back. `gaps_only` takes what was not said before, and changes nothing
    else: where somebody else may have typed it. The mailed button is pressed for the registration, not for its words.
    """
    kept: dict[str, Any] = {}
    for name in which("need"):
        was, is_now = getattr(registration, name), said.get(name) or ""
        kept[name] = (was or is_now) if gaps_only else (is_now or was)
    for name in TOLD:
        was, is_now = getattr(registration, name), said.get(name) or {}
        kept[name] = {**is_now, **was} if gaps_only else {**was, **is_now}
    changed = [name for name, value in kept.items() if value != getattr(registration, name)]
    for name in changed:
        setattr(registration, name, kept[name])
    if changed:
        registration.save(update_fields=changed)
