"""A plain text worth reading, made from a mail's HTML by `inscriptis` (decision 0030-libraries-and-rooms)."""

import re
from typing import Any

LAYOUT = ("table", "tbody", "tr", "td", "th", "div", "blockquote")  # a mail's tables hold no data: they place words


def from_html(html: str) -> str:
    """Return the words of `html`: paragraphs apart, lists marked, each address once, after words that lead there."""
    import lxml.html  # late: a process that sends nothing starts without them
    from inscriptis.css_profiles import STRICT_CSS_PROFILE
    from inscriptis.html_engine import Inscriptis
    from inscriptis.model.config import ParserConfig

    page = lxml.html.document_fromstring(html)
    for box in page.iter(*LAYOUT):
        box.tag = "p"
    told: set[str] = set()
    for link in page.iter("a"):
        if link.get("href", "") not in told:
            _add_address(link)
            told.add(link.get("href", ""))
    text = Inscriptis(page, ParserConfig(css=STRICT_CSS_PROFILE, display_images=True)).get_text()
    lines = [line.rstrip() for line in text.replace("\xa0", " ").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _add_address(link: Any) -> None:
    words, address = link.text_content().strip(), link.get("href", "")
    if not address or address.removeprefix("mailto:") == words:
        return
    shown = words or link.find(".//img[@alt]") is not None
    told = f" ({address})" if shown else address
    if len(link):
        link[-1].tail = (link[-1].tail or "") + told
    else:
        link.text = (link.text or "") + told
