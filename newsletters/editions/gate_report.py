"""The gate: an edition leaves when all its languages pass."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from coalition.languages.names import site_language_name

from . import outside_links
from . import services as editions
from .checks import (
    Finding,
    Rendered,
    check_direction,
    check_discreet,
    check_heads,
    check_hosts,
    check_links,
    check_pictures,
    check_size,
    check_text,
    render,
)

CHECKS: tuple[Callable[[Rendered], Iterable[Finding]], ...] = (
    check_heads, check_pictures, check_links, check_hosts, check_text, check_direction, check_size, check_discreet,
)  # fmt: skip


@dataclass(frozen=True)
class Report:
    findings: tuple[Finding, ...]

    @property
    def passes(self) -> bool:
        return not any(finding.stops for finding in self.findings)

    def of(self, language: str) -> list[Finding]:
        """Return what was found in `language`; for "", of the edition as a whole."""
        return [finding for finding in self.findings if finding.language == language]


def run(*, page: Any) -> Report:
    """Return what stops the edition of `page`, in the language of the editor who asks. Asks nothing outside."""
    versions = editions.versions(page=page)
    found = list(_missing(versions))
    for version in editions.published_pages(page).values():
        found += _of_one(version)
    return Report(tuple(found))


def _of_one(version: Any) -> Iterator[Finding]:
    """Find what is wrong with an edition in one language, also that it makes no email at all."""
    try:
        rendered = render(version)
    except ValueError:
        told = _("This language cannot be made into an email. Remove what was added last.")
        yield Finding("text", told, language=version.locale.language_code, page=version.pk)
        return
    for check in CHECKS:
        yield from check(rendered)


def want_links(*, page: Any) -> int:
    """Let the worker ask every address outside that the edition leads to; return how many they are."""
    addresses: set[str] = set()
    for version in editions.published_pages(page).values():
        with suppress(ValueError):  # what makes no email is said by the gate
            found = render(version).plain.html.find_all("a", href=True)
            addresses |= {str(link["href"]) for link in found if outside_links.is_outside(str(link["href"]))}
    outside_links.want(sorted(addresses))
    return len(addresses)


def _missing(versions: list[editions.Version]) -> Iterator[Finding]:
    """Find languages that were not decided about, changes that nobody published, and words of another language."""
    if not any(version.page and version.page.live for version in versions):
        yield Finding("languages", _("The edition is published in no language."))
    for version in versions:
        name, key = site_language_name(version.language), version.page.pk if version.page else None
        if not version.decided:
            told = _("%(language)s is not published. Publish it, or choose what its readers receive.")
            yield Finding("languages", told % {"language": name}, language=version.language, page=key)
        elif version.page and version.page.live and version.page.has_unpublished_changes:
            told = _("There are changes that are not published. Publish them, or go back to what is published.")
            yield Finding("unpublished", told, language=version.language, page=key)
        if version.page and version.page.live and version.copied_from:
            told = _("Its subject or its body is still that of another language: %(language)s.")
            other = site_language_name(version.copied_from)
            yield Finding("languages", told % {"language": other}, language=version.language, page=key)
