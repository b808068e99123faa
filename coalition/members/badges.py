"""What other apps know of a local government: whether it signed, and how, and parts of its profile.

The charter stands above this app and fills these in its `AppConfig.ready()`; nothing here imports it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

# Returns a queryset of one column of LocalGovernment ids, so that it becomes a subquery and costs no query.
SignedIds = Callable[[], QuerySet[Any, Any]]


@dataclass(frozen=True)
class ProfileSection:
    """A part of the profile page: `template` drawn with what `context(government)` returns; None hides it."""

    template: str
    context: Callable[[Any], dict[str, Any] | None]


_signed: list[tuple[SignedIds, SignedIds | None]] = []
_sections: list[ProfileSection] = []


def register_signed(provider: SignedIds, *, ad_referendum: SignedIds | None = None) -> None:
    """Let `provider` say which governments signed the charter; the last one registered counts.

    `ad_referendum` says which of them did so before their council decided.
    """
    _signed[:] = [(provider, ad_referendum)]


def signed_ids() -> QuerySet[Any, Any] | list[int]:
    """Return the ids of the governments that signed, for use in `pk__in`; none when nobody registered."""
    return _signed[0][0]() if _signed else []


def ad_referendum_ids() -> QuerySet[Any, Any] | list[int]:
    """Return the ids of those that signed and whose council has still to decide."""
    provider = _signed[0][1] if _signed else None
    return provider() if provider else []


def register_profile_section(section: ProfileSection) -> None:
    """Add `section` to every profile page, in order of registration."""
    if section not in _sections:
        _sections.append(section)


def profile_sections(government: Any) -> list[tuple[str, dict[str, Any]]]:
    """Return the template and context of each section that has something to say of `government`."""
    filled = [(section.template, section.context(government)) for section in _sections]
    return [(template, context) for template, context in filled if context is not None]
