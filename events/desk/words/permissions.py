"""In which languages somebody may write the words of an event, and publish them."""

from collections.abc import Collection, Mapping
from typing import Any

from events.pages.models import EventPage


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
    """Say whether `user` may publish in each of `languages`."""
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
