"""Filters for the mail templates of an edition."""

from bs4 import BeautifulSoup
from django import template
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText, expand_db_html

from newsletters.readers.emails import absolute

register = template.Library()


register.filter("absolute", absolute)


@register.filter
def xhtml(value: RichText | str) -> SafeString:
    """Return rich text as XHTML with absolute links: MJML is XML, and a mail has no base address."""
    source = value.source if isinstance(value, RichText) else str(value)
    soup = BeautifulSoup(expand_db_html(source), "html.parser")
    for link in soup.find_all("a", href=True):
        link["href"] = absolute(str(link["href"]))
    return mark_safe(soup.decode(formatter="minimal"))  # noqa: S308  # nosec: Wagtail's whitelisted rich text
