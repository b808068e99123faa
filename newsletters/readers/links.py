"""The addresses that stand in mails: absolute, since a mail has no base address."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from coalition.mail.rendering import PLACEHOLDER


def absolute(url: str) -> str:
    """Return `url` with the site in front, unless it names a site already."""
    return f"{settings.SITE_URL.rstrip('/')}{url}" if url.startswith("/") else url


def reader_url(name: str, language: str, secret: str = PLACEHOLDER) -> str:
    """Return the absolute address of a reader's own page: `name` is "manage" or "unsubscribe"."""
    with override(language):
        return absolute(reverse(f"newsletters:{name}", args=[secret]))
