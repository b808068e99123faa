"""An edition in one language as it would leave, in both of its looks, with each block known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bs4 import BeautifulSoup, Tag
from wagtail.blocks import StreamValue
from wagtail.images.models import AbstractImage

from coalition.mail import plain_text
from coalition.mail.rendering import Body, to_html
from newsletters.editions import rendering as edition_rendering
from newsletters.editions.gate.findings import Finding
from newsletters.sending.letters import encode

MARKS = re.compile(rf' class="{edition_rendering.MARK}[^"]*"')


@dataclass(frozen=True)
class Look:
    """One look of it: the mail, and its HTML in which each block has its mark."""

    discreet: bool
    body: Body
    html: BeautifulSoup
    language: str

    @cached_property
    def encoded(self) -> bytes:
        """One copy, as it goes over the wire."""
        told = {"recipient": "reader@town.example", "secret": "x" * 64, "key": "gate"}
        return encode(self.body, self.language, discreet=self.discreet, **told)


@dataclass(frozen=True)
class Rendered:
    """An edition in one language, as its readers would get it now."""

    page: Any
    language: str
    plain: Look
    discreet: Look

    @property
    def looks(self) -> tuple[Look, Look]:
        return (self.plain, self.discreet)

    @cached_property
    def blocks(self) -> dict[str, str]:
        """Return the label of each block of the body, by its id."""
        return {child.id: str(child.block.label) for child in self.page.body}

    def finding(
        self, check: str, words: Any, *, at: Tag | None = None, block: str = "", anchor: str = "", stops: bool = True
    ) -> Finding:
        """Return a finding in this language: in the block that shows `at`, in `block` (an id), or at `anchor`."""
        block = block or (self.block_of(at) if at is not None else "")
        return Finding(
            check=check,
            words=words,
            language=self.language,
            page=self.page.pk,
            anchor=f"block-{block}-section" if block else anchor,
            block=self.blocks.get(block, ""),
            stops=stops,
        )

    def block_of(self, element: Tag) -> str:
        """Return the id of the block that shows `element`; empty for what belongs to every edition."""
        for place in (element, *element.parents):
            for name in place.get("class") or ():
                if name.startswith(edition_rendering.MARK) and name.removeprefix(edition_rendering.MARK) in self.blocks:
                    return name.removeprefix(edition_rendering.MARK)
        return ""

    def cells(self, look: Look) -> Iterator[tuple[str, Tag]]:
        """Yield each cell that a block of the body shows, with the id of that block."""
        for cell in look.html.find_all("td", class_=True):
            if block := self.block_of(cell):
                yield block, cell

    def pictures(self) -> Iterator[tuple[str, AbstractImage]]:
        """Yield each picture of the body with the id of the block of the body that it is in."""
        for child in self.page.body:
            for picture in _pictures(child.value):
                yield child.id, picture


def _pictures(value: Any) -> Iterator[AbstractImage]:
    if isinstance(value, AbstractImage):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _pictures(inner)
    elif isinstance(value, StreamValue):
        for child in value:
            yield from _pictures(child.value)


def render(page: Any) -> Rendered:
    """Return the edition of `page` as it would leave in the page's language."""
    plain, discreet = (_look(page, discreet=discreet) for discreet in (False, True))
    return Rendered(page=page, language=page.locale.language_code, plain=plain, discreet=discreet)


def _look(page: Any, *, discreet: bool) -> Look:
    marked = to_html(edition_rendering.mjml_of(page, discreet=discreet, marked=True))
    html = MARKS.sub("", marked)
    body = Body(edition_rendering.subject_of(page, discreet=discreet), html, plain_text.from_html(html))
    return Look(
        discreet=discreet, body=body, html=BeautifulSoup(marked, "html.parser"), language=page.locale.language_code
    )
