"""Who reads plain text reads the same edition: no empty part, no link without words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from newsletters.editions.gate.findings import Finding
from newsletters.editions.gate.rendered import Rendered


def check_text(edition: Rendered) -> Iterator[Finding]:
    """Find an edition that says nothing, links that have no words, and addresses that the plain text lacks."""
    if not edition.page.body:
        yield edition.finding("text", _("The edition has no block: there is nothing to read."))
    look = edition.plain
    for link in look.html.find_all("a", href=True):
        address = str(link["href"]).removeprefix("mailto:")
        if not link.get_text(strip=True) and link.find("img", alt=True) is None:
            told = _("A link has no words: who reads plain text cannot tell where it leads.")
            yield edition.finding("text", told, at=link)
        elif address not in look.body.text:
            yield edition.finding("text", _("The plain text lacks the address of a link."), at=link)
