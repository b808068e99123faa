"""What those registered read of an event, and whether a change of it concerns them: by language, since words differ."""

from collections.abc import Mapping

from django.utils.translation import gettext, override

from coalition.pages.countries import country_name
from events.days import hours_of
from events.models import Event
from events.pages.moments import when


def shown(event: Event, language: str) -> dict[str, str]:
    """Return by label what a mail in `language` says of `event`."""
    with override(language):
        mode = str(event.get_mode_display())
        return {
            gettext("When"): when(event),
            gettext("Hours of each day"): " · ".join(hours_of(event)),
            gettext("Where"): event.place_in(language) or mode,
            gettext("Country"): country_name(event.country),
            gettext("Attendance"): mode,
        }


def differences(before: Event, event: Event, language: str) -> list[dict[str, str]]:
    """Return what a reader of `language` finds changed: each with its label, what it was and what it is."""
    was, now = shown(before, language), shown(event, language)
    return [
        {"label": label, "was": was[label] or "–", "now": now[label] or "–"}
        for label in now
        if was[label] != now[label]
    ]


def is_news(before: Event, event: Event, language: str) -> bool:
    """Say whether a reader of `language` who knew `before` must be told of `event`.

    Words of a place in another language are none to them. Of what is cancelled nobody waits for news, and of what has
    no time any more nobody waits for the hour that a law gives it.
    """
    states = Event.State
    if event.is_moved_by_law(before):
        return event.state == states.SCHEDULED
    if event.state == before.state == states.CANCELLED:
        return False
    return event.state != before.state or bool(differences(before, event, language))


def is_too_late(before: Event, event: Event) -> bool:
    """Say whether nobody waits for news of `event` any more: it is over. One that was to come and is cancelled is not.

    A postponed event that is cancelled has the end of its former day, which may have passed long ago.
    """
    is_called_off = event.state == Event.State.CANCELLED and not before.is_over
    return event.is_over and not is_called_off


def is_restored(before: Event, event: Event) -> bool:
    """Say whether what was cancelled takes place, or what was postponed takes place at the time it had."""
    states = Event.State
    if event.state != states.SCHEDULED:
        return False
    same = before.times == event.times
    return before.state == states.CANCELLED or (before.state == states.POSTPONED and same)


def sentence(words: list[Mapping[str, str]], language: str) -> str:
    """Return what hosts wrote of these changes for readers of `language`, in order; "" where nothing."""
    return "\n".join(text for told in words if (text := told.get(language, "")))
