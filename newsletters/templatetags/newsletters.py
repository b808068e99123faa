"""Filters for the mail templates of an edition."""

from bs4 import BeautifulSoup
from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText, expand_db_html

register = template.Library()


@register.filter
def absolute(url: str) -> str:
    """Return `url` with the site in front, unless it names a site already."""
    return f"{settings.SITE_URL.rstrip('/')}{url}" if url.startswith("/") else url


@register.filter
def xhtml(value: RichText | str) -> SafeString:
    """Return rich text as XHTML with absolute links: MJML is XML, and a mail has no base address."""
    source = value.source if isinstance(value, RichText) else str(value)
    soup = BeautifulSoup(expand_db_html(source), "html.parser")
    for link in soup.find_all("a", href=True):
        link["href"] = absolute(str(link["href"]))
    return mark_safe(soup.decode(formatter="minimal"))  # noqa: S308  # nosec: Wagtail's whitelisted rich text
