"""A table of addresses as somebody saved it: which column is what, and what each line would do."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coalition.mail.models import Suppression
from coalition.members.importing.plans import BadCell, chosen
from coalition.members.open_data import unquoted
from coalition.members.spreadsheets import DELIMITERS, Table
from coalition.pages.folding import fold
from coalition.privacy import services as privacy
from coalition.privacy.addresses import address_digest
from coalition.privacy.fields import AddressField
from coalition.resources.fields import theme_choices
from newsletters.readers.models import Reader
from newsletters.readers.services import PURPOSE

MOST_ROWS = 10_000
COLUMNS = ("email", "language", "themes")
# How people head these columns, folded; the first that is met is taken.
HEADINGS = {
    "email": {
        "email", "e-mail", "mail", "email address", "address", "courriel", "adresse", "adresse electronique",
        "adresse mail", "adresse e-mail", "correo", "correo electronico", "direccion", "direccion de correo", "البريد",
        "البريد الإلكتروني", "عنوان البريد الإلكتروني",
    },
    "language": {"language", "lang", "langue", "idioma", "lengua", "اللغة"},
    "themes": {"themes", "theme", "topics", "thematiques", "temas", "المواضيع"},
}  # fmt: skip
OUTCOMES = ("new", "reads", "left", "suppressed", "twice", "error")


class Unreadable(ValueError):
    """The text is no table; the message says why to a person."""


@dataclass(frozen=True)
class Lines:
    """The headings of a table and its lines with their numbers. Without a line of headings these are numbers."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]
    delimiter: str

    @property
    def places(self) -> dict[str, int | None]:
        """The place of each of COLUMNS: by its heading or, of addresses, where most lines have an @."""
        found: dict[str, int | None] = dict.fromkeys(COLUMNS)
        for place, heading in enumerate(self.headings):
            column = _column(heading)
            if column and found[column] is None:
                found[column] = place
        if found["email"] is None:
            counts = Counter(place for _line, cells in self.rows for place, cell in enumerate(cells) if "@" in cell)
            found["email"] = counts.most_common(1)[0][0] if counts else None
        return found


def read(text: str) -> Lines:
    """Return the table that `text` is, whatever stands between its cells. Raises Unreadable."""
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    splits = {mark: [cell.strip().strip('"') for cell in first.rstrip("\r").split(mark)] for mark in DELIMITERS}
    known = [cell for cells in splits.values() for cell in cells if _column(cell)]
    widest = max(splits.values(), key=len)
    table = Table(text, known=known or widest)
    try:
        headings, rows = table.read()
    except csv.Error as error:
        raise Unreadable(_("Line %(line)s: %(error)s") % {"line": table.line, "error": error}) from None
    if any("@" in cell for cell in headings):  # the first line is a person, and no heading
        rows = [(1, headings), *rows]
        headings = [str(number) for number in range(1, len(headings) + 1)]
    if len(rows) > MOST_ROWS:
        raise Unreadable(_("More than %(count)s rows: split the file.") % {"count": MOST_ROWS})
    return Lines(headings, rows, table.delimiter)


def _column(heading: str) -> str:
    """Return which of COLUMNS `heading` names, or nothing."""
    said = " ".join(fold(heading).split())
    return next((column for column, names in HEADINGS.items() if said in {fold(name) for name in names}), "")


@dataclass
class Planned:
    """One line of the file and what it would do: one of OUTCOMES."""

    line: int
    email: str
    language: str = ""
    themes: list[str] = field(default_factory=list)
    outcome: str = "new"
    error: str = ""


@dataclass
class Plan:
    """What an import would do."""

    rows: list[Planned]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many lines there are of each outcome."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in OUTCOMES}

    @property
    def new(self) -> list[Planned]:
        """Return the lines that bring somebody in."""
        return [row for row in self.rows if row.outcome == "new"]

    @property
    def wrong(self) -> list[Planned]:
        """Return the lines that cannot be read."""
        return [row for row in self.rows if row.outcome == "error"]

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what the preview shows: what was looked at is what is done."""
        told = [(row.line, row.email, row.language, row.themes, row.outcome) for row in self.rows]
        return sha256(repr(told).encode()).hexdigest()


def plan(lines: Lines, *, language: str) -> Plan:
    """Return what importing `lines` would do; who names no language reads `language`.

    Nobody who left, refused or complained comes back by a list, however long ago. Writes nothing; three queries.
    """
    places = lines.places
    rows = [_line(number, cells, places, language) for number, cells in lines.rows]
    seen: set[str] = set()
    digests = {row.line: address_digest(row.email) for row in rows if row.outcome == "new"}
    states = dict(Reader.objects.filter(email_digest__in=digests.values()).values_list("email_digest", "state"))
    refused = set(
        Suppression.objects.standing()
        .filter(address_digest__in=digests.values())
        .values_list("address_digest", flat=True)
    )
    left = privacy.withdrawn_among(purpose=PURPOSE, digests=digests.values())
    for row in rows:
        if row.outcome != "new":
            continue
        digest = digests[row.line]
        if digest in seen:
            row.outcome = "twice"
        elif digest in states:
            row.outcome = "left" if states[digest] == Reader.State.UNSUBSCRIBED else "reads"
        elif digest in refused:
            row.outcome = "suppressed"
        elif digest in left:
            row.outcome = "left"
        seen.add(digest)
    return Plan(rows)


def _line(number: int, cells: list[str], places: Mapping[str, int | None], language: str) -> Planned:
    def cell(column: str) -> str:
        place = places.get(column)
        return unquoted(cells[place]) if place is not None and place < len(cells) else ""

    row = Planned(number, cell("email"), language)
    try:
        row.email = AddressField().clean(row.email)
        if said := cell("language"):
            row.language = chosen(said, lambda: [(code, str(name)) for code, name in settings.LANGUAGES])
        row.themes = sorted({chosen(said, theme_choices) for said in _entries(cell("themes"))})
    except ValidationError as error:
        row.outcome, row.error = "error", " ".join(error.messages)
    except BadCell as error:
        row.outcome, row.error = "error", str(error)
    return row


def _entries(text: str) -> Iterable[str]:
    return filter(None, (part.strip() for part in re.split("[,;،؛]", text)))
