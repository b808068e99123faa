"""What the site and its senders are called in mails. The app that keeps the editors' words registers itself here."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, gettext, override


@dataclass(frozen=True)
class Names:
    """The site's name, the sender's, and the one of discreet mails, in one language."""

    site: str
    sender: str
    discreet_sender: str


def built_in(language: str) -> Names:
    """Return the names that come with the software and the installation."""
    with override(language):
        site = gettext("Coalition of local governments")
    return Names(site=site, sender=settings.MAIL_FROM_NAME or site, discreet_sender=settings.MAIL_DISCREET_NAME)


Source = Callable[[str], Names]
_sources: list[Source] = [built_in]


def register(source: Source) -> None:
    """Ask `source`, by the code of a language, for the names from here on."""
    _sources[:] = [source]


def names(language: str = "") -> Names:
    """Return the names in `language`, the active one unless it is given."""
    return _sources[0](language or get_language() or settings.LANGUAGE_CODE)
