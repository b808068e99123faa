"""A plain text worth reading, made from a mail's HTML."""

import re
from html.parser import HTMLParser

SILENT = {"head", "style", "script", "title"}
BLOCKS = {"p", "div", "table", "tr", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4"}
VOID = {"br", "img", "meta", "hr", "link"}


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent: list[str] = []  # the open elements below a hidden one
        self.links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in VOID:
            if tag == "br" and not self.silent:
                self.parts.append("\n")
            elif tag == "img" and given.get("alt") and not self.silent:
                self.parts.append(f"[{given['alt']}]")
            return
        if self.silent or tag in SILENT or "display:none" in given.get("style", "").replace(" ", ""):
            self.silent.append(tag)
            return
        if tag in BLOCKS:
            self.parts.append("\n\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag == "a":
            self.links.append((given.get("href", ""), len(self.parts)))

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            if tag == self.silent[-1]:
                self.silent.pop()
            return
        if tag in BLOCKS:
            self.parts.append("\n\n")
        elif tag == "a" and self.links:
            self._close_link(*self.links.pop())

    def _close_link(self, href: str, start: int) -> None:
        words = "".join(self.parts[start:]).strip()
        if href and words and href.removeprefix("mailto:") != words:
            self.parts.append(f" ({href})")
        elif href and not words:
            self.parts.append(href)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def from_html(html: str) -> str:
    """Return the words of `html`: paragraphs apart, lists dashed, each link's address after its words."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    lines = [" ".join(line.split()) for line in "".join(writer.parts).replace("\xa0", " ").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
