"""What a mail loads tells its host who opened it, and when: it loads from this site alone."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import Tag
from django.conf import settings
from django.utils.translation import gettext as _

from newsletters.editions.gate.findings import Finding
from newsletters.editions.gate.rendered import Rendered

LOADED = {"img": ("src", "srcset"), "link": ("href",), "script": ("src",), "iframe": ("src",), "td": ("background",),
          "table": ("background",), "source": ("src", "srcset"), "video": ("src", "poster")}  # fmt: skip
IN_STYLE = re.compile(r"url\(\s*['\"]?([^'\")\s]+)")


def check_hosts(edition: Rendered) -> Iterator[Finding]:
    """Find whatever a mail would load from another host."""
    told = _("This loads from %(host)s, which would learn who reads it and when. Use a picture of this site.")
    own = urlsplit(settings.SITE_URL).netloc
    for look in edition.looks:
        for element in look.html.find_all(True):
            for address in _addresses(element):
                host = urlsplit(address).netloc
                if host and host != own:
                    yield edition.finding("hosts", told % {"host": host}, at=element)


def _addresses(element: Tag) -> Iterator[str]:
    yield from IN_STYLE.findall(element.get_text() if element.name == "style" else str(element.get("style") or ""))
    for name in LOADED.get(element.name, ()):
        yield from (part.split()[0] for part in str(element.get(name) or "").split(",") if part.strip())
