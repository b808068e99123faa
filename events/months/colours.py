"""Colours of a calendar on another site: three of them, taken only where every word can be read on its ground."""

import re
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

SIX_DIGITS = re.compile(r"#?([0-9a-fA-F]{6})")
ENOUGH = 4.5  # of contrast, for text (WCAG 2.2, 1.4.3)


@dataclass(frozen=True)
class Colours:
    """Ground, text and links, each six hexadecimal digits, or "" for our own."""

    ground: str = ""
    ink: str = ""
    link: str = ""
    refused: str = ""  # why others that were asked for are not taken: "shape" or "contrast"

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """Return the colours that `query` asks for, or our own where they are none, or cannot be read."""
        given = {name: query.get(name, "") for name in NAMES}
        found = {name: SIX_DIGITS.fullmatch(value) for name, value in given.items() if value}
        if not all(found.values()):
            return cls(refused="shape")
        taken = {name: match[1].lower() for name, match in found.items() if match}
        colours = cls(**{name: value for name, value in taken.items() if value != OUR_OWN[name]})
        return colours if colours.can_be_read else cls(refused="contrast")

    @cached_property
    def can_be_read(self) -> bool:
        """Whether text and links stand out against the ground."""
        ground = self.values["ground"]
        return min(contrast(self.values[name], ground) for name in ("ink", "link")) >= ENOUGH

    @property
    def values(self) -> dict[str, str]:
        """The colours that are shown, our own among them."""
        return {name: getattr(self, name) or OUR_OWN[name] for name in NAMES}

    @property
    def query(self) -> str:
        """The query string that asks for these; "" for our own."""
        return urlencode({name: value for name in NAMES if (value := getattr(self, name))})


NAMES = tuple(field.name for field in fields(Colours) if field.name != "refused")
OUR_OWN = {"ground": "fffdf9", "ink": "27112e", "link": "5b1d68"}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return how bright a colour of six hexadecimal digits is, from 0 to 1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
