"""Each language runs its own way: structure, alignment and words."""

import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _

from coalition.pages.languages import direction
from newsletters.editions.gate.findings import Finding
from newsletters.editions.gate.rendered import Rendered

FEWEST = 12  # letters in one block from which one can tell a language by its script


def check_direction(edition: Rendered) -> Iterator[Finding]:
    """Find a mail or a block that runs the wrong way, and a block that has no word in the script of its language."""
    way = direction(edition.language)
    wrong = "left" if way == "rtl" else "right"
    for look in edition.looks:
        root = look.html.find("html")
        if root is None or root.get("dir") != way or root.get("lang") != edition.language:
            yield edition.finding("direction", _("The email does not say its language or runs the wrong way."))
        for cell in look.html.find_all("td", align=wrong):
            yield edition.finding("direction", _("This runs the wrong way for its language."), at=cell)
    words: dict[str, str] = {}
    for block, cell in edition.cells(edition.plain):
        words[block] = words.get(block, "") + cell.get_text()
    for block, said in words.items():
        letters = [letter for letter in said if letter.isalpha()]
        if len(letters) >= FEWEST and not any(_is_arabic(letter) == (way == "rtl") for letter in letters):
            told = _("This has no word in the script of its language: is it still to be translated?")
            yield edition.finding("direction", told, block=block)


def _is_arabic(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("ARABIC")
