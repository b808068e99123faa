"""The twenty questions of the yearly report, and how an answer is read, shown and kept. Pure: no row is touched.

An answer is kept as it was typed, a text; it is read into a value when it is checked.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from coalition import dates
from coalition.typed import lines

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST = 2_000  # characters of an answer, of whatever kind
LARGEST = 999_999_999_999
# No text of XML 1.0, no JSON of PostgreSQL or no letter at all: NUL, surrogates, U+FFFE/F.
NEVER = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")

type Words = str | _StrPromise
Value = int | str | date


class Kind(Enum):
    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"
    LINK = "link"
    DATE = "date"


@dataclass(frozen=True)
class Question:
    """One question. `carried` answers start as they were last year."""

    id: str
    kind: Kind
    label: Words
    hint: Words = ""
    unit: Words = ""
    choices: tuple[tuple[str, Words], ...] = ()
    deliverable: str = ""
    carried: bool = False

    def read(self, typed: str) -> Value | None:
        """Return the value of `typed`, None when nothing was. Raises ValidationError that says what to do."""
        text = typed.strip()
        if not text:
            return None
        if len(text) > LONGEST:
            raise ValidationError(_("Shorten this answer to %(limit)d characters.") % {"limit": LONGEST})
        return READERS[self.kind](self, text)

    def shown(self, typed: str) -> str:
        """Return `typed` as a reader sees it in the active language; as it was typed when it cannot be read."""
        try:
            value = self.read(typed)
        except ValidationError:
            return typed
        if isinstance(value, date):
            return dates.day(value)
        if isinstance(value, int):
            return number_format(value, use_l10n=True, force_grouping=True)
        return str(dict(self.choices)[str(value)]) if self.choices and value else str(value or "")


def _number(question: Question, text: str) -> int:
    """Read a whole number in any script's digits; spaces, dots and commas may group its thousands."""
    if not re.fullmatch(r"\d+|\d{1,3}([\s.,'’٬،]\d{3})+", text):
        raise ValidationError(_("Write a whole number, in digits only, such as 12 or 1500."))
    value = int("".join(str(unicodedata.digit(sign)) for sign in text if sign.isdigit()))
    if value > LARGEST:
        raise ValidationError(_("This number is too large. Check it."))
    return value


def _choice(question: Question, text: str) -> str:
    if text not in dict(question.choices):
        raise ValidationError(_("Choose one of the answers of the list."))
    return text


def _text(question: Question, text: str) -> str:
    return text


def _link(question: Question, text: str) -> str:
    try:
        URLValidator(schemes=["http", "https"])(text)
        secret = bool(urlsplit(text).username)
    except (ValidationError, ValueError):
        secret = True
    if secret or len(text) > 500:
        raise ValidationError(_("Write a whole web address, such as https://www.example.org/plan."))
    return text


def _date(question: Question, text: str) -> date:
    try:
        value = date.fromisoformat(text)
    except ValueError:
        raise ValidationError(_("Write a date as year, month and day, such as 2026-03-31.")) from None
    if value > timezone.localdate():
        raise ValidationError(_("This date is in the future. Report it once it has passed."))
    if value.year < 1990:
        raise ValidationError(_("This date is long ago. Check the year."))
    return value


READERS: dict[Kind, Callable[[Question, str], Value]] = {
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.TEXT: _text,
    Kind.LINK: _link,
    Kind.DATE: _date,
}


def clean(typed: str) -> str:
    """Return `typed` as it is kept: line feeds alone end lines, and no sign that no document can hold."""
    return NEVER.sub("", lines(typed.replace("\r\n", "\n").replace("\r", "\n")))[: 2 * LONGEST]


def mark(typed: str) -> str:
    return hashlib.sha256(typed.encode()).hexdigest()[:16]
