"""Cells that are one of a list: written as a code, or as its name in any language of the site."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import override

from coalition.pages.folding import fold
from coalition.pages.languages import language_codes, listed

Choices = list[tuple[str, str]]  # codes with their names in the active language
FEW = 20  # choices that an error names one by one


class BadCell(ValueError):
    """The cell is none of what its column takes; the message says so to a person."""


def chosen(text: str, options: Callable[[], Choices]) -> str:
    """Return the code that `text` is, or whose name it is in a language of the site. Raises BadCell."""
    here = options()
    codes = {code.lower(): code for code, _name in here}
    if code := codes.get(text.lower()) or _by_name(options).get(fold(text)):
        return code
    raise none_of(text, here)


def none_of(text: str, options: Choices) -> BadCell:
    """Return the error that `text` is none of `options`, which it lists if they are few."""
    if 0 < len(options) <= FEW:
        choices = listed(f"{code} ({name})" if name else code for code, name in options)
        return BadCell(_("“%(value)s” is not one of these: %(choices)s.") % {"value": text, "choices": choices})
    return BadCell(_("“%(value)s” is neither a code nor a name on the list below.") % {"value": text})


def _by_name(options: Callable[[], Choices]) -> dict[str, str]:
    """Return the code of each name in the languages of the site, folded; a name of two codes is none."""
    found: dict[str, set[str]] = {}
    for language in language_codes():
        with override(language):
            for code, name in options():
                found.setdefault(fold(name), set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}
