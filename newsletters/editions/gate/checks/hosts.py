"""What a mail loads tells its host who opened it, and when: it loads from this site alone."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from newsletters.editions.gate.findings import Finding
from newsletters.editions.gate.rendered import Rendered

LOADED = {"img": ("src", "srcset"), "link": ("href",), "script": ("src",), "iframe": ("src",), "td": ("background",),
          "table": ("background",), "source": ("src", "srcset"), "video": ("src", "poster")}  # fmt: skip
IN_STYLE = re.compile(r"url\(\s*['\"]?([^'\")\s]+)")


def check(edition: Rendered) -> Iterator[Finding]:
    """Find whatever a mail would load from another host."""
    told = _("This loads from %(host)s, which would learn who reads it and when. Use a picture of this site.")
    own = urlsplit(settings.SITE_URL).netloc
    for look in edition.looks:
        for element in look.html.find_all([*LOADED, "style"]):
            for address in _addresses(element):
                host = urlsplit(address).netloc
                if host and host != own:
                    yield edition.finding("hosts", told % {"host": host}, at=element)
        for element in look.html.find_all(style=IN_STYLE):
            for address in IN_STYLE.findall(str(element["style"])):
                if (host := urlsplit(address).netloc) and host != own:
                    yield edition.finding("hosts", told % {"host": host}, at=element)


def _addresses(element: object) -> Iterator[str]:
    if getattr(element, "name", "") == "style":
        yield from IN_STYLE.findall(element.get_text())  # type: ignore[attr-defined]
        return
    for name in LOADED[element.name]:  # type: ignore[attr-defined]
        yield from (part.split()[0] for part in str(element.get(name) or "").split(",") if part.strip())  # type: ignore[attr-defined]
