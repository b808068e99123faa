"""Every link leads somewhere: those of this site are looked up, those of others were asked not long ago."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, gettext_lazy, override
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page

from coalition.pages.querysets import downloadable
from newsletters.editions.gate import outside
from newsletters.editions.gate.findings import Finding
from newsletters.editions.gate.rendered import Rendered

NOWHERE = gettext_lazy("This leads nowhere: %(address)s")
NO_PAGE = gettext_lazy("No page is at %(address)s")
NO_DOCUMENT = gettext_lazy("No document is at %(address)s")
CLOSED = gettext_lazy("Not everybody may read the page at %(address)s")
CLOSED_DOCUMENT = gettext_lazy("Not everybody may download the document at %(address)s")


def check_links(edition: Rendered) -> Iterator[Finding]:
    """Find links that lead nowhere, once for each block and address."""
    links = {(edition.block_of(link), str(link["href"])): link for link in edition.plain.html.find_all("a", href=True)}
    answers = outside.answers({address for _block, address in links if outside.is_outside(address)})
    if len(answers) > outside.MOST:
        told = _("The edition leads to %(count)d places outside, and only %(most)d can be checked.")
        yield edition.finding("links", told % {"count": len(answers), "most": outside.MOST})
    for (block, address), link in links.items():
        stops = True
        if address not in answers:
            words = own(address, edition=edition.page)
        elif len(address) > outside.LONGEST:
            words = str(NOWHERE) % {"address": address[:100]}
        else:
            words, stops = outside.words(answers[address], address), answers[address] not in outside.UNSURE
        if words:
            yield edition.finding("links", words, at=link, block=block, stops=stops)


def own(address: str, *, edition: Any) -> str:
    """Return what is wrong with a link of this site, or of no site; nothing where it leads to a public page.

    `edition` is the page in which it stands: it may lead to itself, and to no other edition that was not sent.
    """
    parts = urlsplit(address)
    if parts.scheme == "mailto" and "@" in parts.path:
        return ""
    if parts.scheme not in ("http", "https") or parts.netloc != urlsplit(settings.SITE_URL).netloc:
        return str(NOWHERE) % {"address": address}
    path = unquote(parts.path)
    with override(get_language_from_path(path)):
        wrong = _on_this_site(path, edition)
    return str(wrong) % {"address": address} if wrong else ""


def _on_this_site(path: str, edition: Any) -> Any:
    """Return what is wrong with `path`, whose language is active; the words come in the language of who asks."""
    try:
        match = resolve(path)
    except Resolver404:
        return NO_PAGE
    if match.url_name == "wagtaildocs_serve":
        found = get_document_model().objects.filter(pk=match.args[0])
        return ("" if found.filter(downloadable()).exists() else CLOSED_DOCUMENT) if found.exists() else NO_DOCUMENT
    if match.url_name != "wagtail_serve":
        return ""
    request = RequestFactory().get(path, headers={"host": urlsplit(settings.SITE_URL).netloc})
    page = Page.find_for_request(request, match.args[0] if match.args else match.kwargs["path"])
    if page is None:
        return NO_PAGE
    if page.translation_key != edition.translation_key and getattr(page.specific, "frozen", True) is None:
        return NO_PAGE  # another edition, which nobody was sent yet
    return CLOSED if page.get_view_restrictions().exists() else ""
