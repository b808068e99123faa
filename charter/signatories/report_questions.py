"""The twenty questions of the yearly report, and how an answer is read, shown and kept. Pure: no row is touched.

An answer is kept as it was typed, a text; it is read into a value when it is checked.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from charter.acts import OLDEST
from charter.followup.deliverables import Deliverable
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
        if self.kind is Kind.CHOICE and text not in dict(self.choices):
            raise ValidationError(_("Choose one of the answers of the list."))
        return READERS.get(self.kind, str)(text)

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


def _number(text: str) -> int:
    """Read a whole number in any script's digits; spaces, dots and commas may group its thousands."""
    if not re.fullmatch(r"\d+|\d{1,3}([\s.,'’٬،]\d{3})+", text):
        raise ValidationError(_("Write a whole number, in digits only, such as 12 or 1500."))
    value = int("".join(str(unicodedata.digit(sign)) for sign in text if sign.isdigit()))
    if value > LARGEST:
        raise ValidationError(_("This number is too large. Check it."))
    return value


def _link(text: str) -> str:
    try:
        URLValidator(schemes=["http", "https"])(text)
        secret = bool(urlsplit(text).username)
    except (ValidationError, ValueError):
        secret = True
    if secret or len(text) > 500:
        raise ValidationError(_("Write a whole web address, such as https://www.example.org/plan."))
    return text


def _date(text: str) -> date:
    try:
        value = date.fromisoformat(text)
    except ValueError:
        raise ValidationError(_("Write a date as year, month and day, such as 2026-03-31.")) from None
    if value > timezone.localdate():
        raise ValidationError(_("This date is in the future. Report it once it has passed."))
    if value.year < OLDEST:
        raise ValidationError(_("This date is long ago. Check the year."))
    return value


READERS: dict[Kind, Callable[[str], Value]] = {Kind.NUMBER: _number, Kind.LINK: _link, Kind.DATE: _date}


def clean_answer(typed: str) -> str:
    """Return `typed` as it is kept: line feeds alone end lines, and no sign that no document can hold."""
    return NEVER.sub("", lines(typed.replace("\r\n", "\n").replace("\r", "\n")))[: 2 * LONGEST]


def answer_mark(typed: str) -> str:
    return hashlib.sha256(typed.encode()).hexdigest()[:16]


PEOPLE = pgettext_lazy("unit of a number", "people")


def _evidence(deliverable: str, link: Words, day: Words) -> tuple[Question, Question]:
    name = deliverable.replace("-", "_")
    hint = gettext_lazy("The address of a public page or document. It becomes the evidence of your commitment.")
    return (
        Question(f"{name}_link", Kind.LINK, link, hint=hint, deliverable=deliverable, carried=True),
        Question(f"{name}_date", Kind.DATE, day, deliverable=deliverable, carried=True),
    )


@dataclass(frozen=True)
class Section:
    slug: str
    title: Words
    questions: tuple[Question, ...]


SECTIONS = (
    Section(
        "documents",
        gettext_lazy("Diagnosis, plan and guide"),
        (
            *_evidence(
                Deliverable.DIAGNOSIS,
                gettext_lazy("Where can your shared diagnosis be read?"),
                gettext_lazy("When was the shared diagnosis finished?"),
            ),
            *_evidence(
                Deliverable.ACTION_PLAN,
                gettext_lazy("Where can your action plan be read?"),
                gettext_lazy("When did your council adopt the action plan?"),
            ),
            *_evidence(
                Deliverable.GUIDE,
                gettext_lazy("Where can your guide be read?"),
                gettext_lazy("When was the guide published?"),
            ),
        ),
    ),
    Section(
        "training",
        gettext_lazy("Training and seminar"),
        (
            *_evidence(
                Deliverable.TRAINING,
                gettext_lazy("Where is your training programme presented?"),
                gettext_lazy("When did the training programme begin?"),
            ),
            Question(
                "women_trained", Kind.NUMBER, gettext_lazy("How many women were trained this year?"),
                hint=gettext_lazy("Women who hold elected office or work in your local government or its partners."),
                unit=PEOPLE,
            ),
            Question(
                "men_trained", Kind.NUMBER, gettext_lazy("How many men were trained this year?"),
                hint=gettext_lazy("Men who hold elected office or work in your local government or its partners."),
                unit=PEOPLE,
            ),
            *_evidence(
                Deliverable.SEMINAR,
                gettext_lazy("Where is your seminar presented?"),
                gettext_lazy("When was the seminar held?"),
            ),
        ),
    ),
    Section(
        "reception",
        gettext_lazy("Women received and sheltered"),
        (
            Question(
                "reception", Kind.CHOICE, gettext_lazy("Who receives women who face violence in your territory?"),
                carried=True,
                choices=(
                    ("own", gettext_lazy("A service of the local government")),
                    ("partner", gettext_lazy("An association that the local government supports")),
                    ("both", gettext_lazy("Both")),
                    ("none", gettext_lazy("Nobody yet")),
                ),
            ),
            Question(
                "women_received", Kind.NUMBER, gettext_lazy("How many women were received this year?"),
                hint=gettext_lazy("Count each woman once. Leave the answer empty if nobody counted."),
                unit=PEOPLE,
            ),
            Question(
                "shelter_places", Kind.NUMBER, gettext_lazy("How many places in shelters do you run or pay for?"),
                hint=gettext_lazy("Places for women and for their children, at the end of the year."),
                unit=pgettext_lazy("unit of a number", "places"),
            ),
            Question(
                "partners", Kind.NUMBER, gettext_lazy("With how many associations did you work this year?"),
                unit=pgettext_lazy("unit of a number", "associations"),
            ),
        ),
    ),
    Section(
        "means",
        gettext_lazy("Means, and what you learnt"),
        (
            Question(
                "budget", Kind.NUMBER, gettext_lazy("What did you spend on this policy this year?"),
                hint=gettext_lazy("In euros, or converted to euros. Only the network reads this figure."),
                unit=pgettext_lazy("unit of a number", "euros"),
            ),
            Question(
                "officer", Kind.CHOICE, gettext_lazy("Is somebody in your administration in charge of this policy?"),
                choices=(("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No"))), carried=True,
            ),
            Question(
                "worked", Kind.TEXT, gettext_lazy("What worked well this year?"),
                hint=gettext_lazy("Do not name a woman you have helped, or write anything that could identify her."),
            ),
            Question(
                "needed", Kind.TEXT, gettext_lazy("What do you need from the network or from other members?"),
                hint=gettext_lazy("An example, an expert, a partner, a text: whatever would help you most."),
            ),
        ),
    ),
)  # fmt: skip
QUESTIONS = {question.id: question for section in SECTIONS for question in section.questions}


def answer_errors(answers: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with `answers`, by question id: what cannot be read, a link without its day, a day alone."""
    found: dict[str, str] = {}
    values: dict[str, Value | None] = {}
    for question in QUESTIONS.values():
        try:
            values[question.id] = question.read(answers.get(question.id, ""))
        except ValidationError as error:
            found[question.id] = str(error.message)
    for deliverable in Deliverable:
        link, day = (f"{deliverable.replace('-', '_')}_{part}" for part in ("link", "date"))
        if values.get(link) and day not in found and values.get(day) is None:
            found[day] = _("Give the day, or remove the address.")
        if values.get(day) and link not in found and values.get(link) is None:
            found[link] = _("Give the address, or remove the day.")
    return found


def answer_warnings(answers: Mapping[str, str], past: Mapping[str, str]) -> dict[str, str]:
    """Return what a reader looks at twice beside last year's `past`, by question id; both can be read."""
    found: dict[str, str] = {}
    for key, question in QUESTIONS.items():
        now, before = (question.read(given.get(key, "")) for given in (answers, past))
        if before is not None and now is None:
            found[key] = _("Answered last year, and empty now.")
        elif isinstance(now, int) and isinstance(before, int) and max(now, before) > 2 * min(now, before):
            found[key] = _("More than twice last year’s figure, or less than half of it.")
        elif question.kind is Kind.CHOICE and before != now:
            found[key] = _("Another answer than last year.")
    return found


def carried_answers(answers: Mapping[str, str]) -> dict[str, str]:
    """Return what of last year's `answers` still holds: addresses, days and arrangements, never a figure."""
    return {key: answers[key] for key, question in QUESTIONS.items() if question.carried and answers.get(key)}


def evidence_in(answers: Mapping[str, str]) -> list[tuple[str, str, date]]:
    """Return (deliverable, address, day) of each deliverable that checked `answers` show."""
    rows: list[tuple[str, str, Any]] = []
    for deliverable in Deliverable:
        name = deliverable.replace("-", "_")
        link, day = (QUESTIONS[f"{name}_{part}"].read(answers.get(f"{name}_{part}", "")) for part in ("link", "date"))
        if link and day:
            rows.append((deliverable, str(link), day))
    return rows
