"""The twenty questions of the yearly report, and what their answers say together. Pure: no row is touched.

They follow the five deliverables of the programme's leaflet (shared diagnosis, action plan, training programme,
guide, seminar), then what women found that year, then the means. The ids are stored: a question may change its
words, never its id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from charter.followup.deliverables import Deliverable
from charter.reports.reading import Kind, Question, Value, Words

LINK_HINT = gettext_lazy("The address of a public page or document. It becomes the evidence of your commitment.")
YES_NO = (("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No")))
PEOPLE = pgettext_lazy("unit of a number", "people")
PLACES = pgettext_lazy("unit of a number", "places")


def _evidence(deliverable: str, link: Words, day: Words) -> tuple[Question, Question]:
    name = deliverable.replace("-", "_")
    return (
        Question(f"{name}_link", Kind.LINK, link, hint=LINK_HINT, deliverable=deliverable, carried=True),
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
                unit=PLACES,
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
                choices=YES_NO, carried=True,
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


def errors(answers: Mapping[str, str]) -> dict[str, str]:
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


def carried(answers: Mapping[str, str]) -> dict[str, str]:
    """Return what of last year's `answers` still holds: addresses, days and arrangements, never a figure."""
    return {key: answers[key] for key, question in QUESTIONS.items() if question.carried and answers.get(key)}


def evidence(answers: Mapping[str, str]) -> list[tuple[str, str, date]]:
    """Return (deliverable, address, day) of each deliverable that checked `answers` show."""
    rows: list[tuple[str, str, Any]] = []
    for deliverable in Deliverable:
        name = deliverable.replace("-", "_")
        link, day = (QUESTIONS[f"{name}_{part}"].read(answers.get(f"{name}_{part}", "")) for part in ("link", "date"))
        if link and day:
            rows.append((deliverable, str(link), day))
    return rows
