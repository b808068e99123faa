"""The report as a workbook: its answers, and as other pledges ask for them.

The words of a requirement are our own; the reference leads to the text. Where our report asks nothing, the line stays
empty and says where the answer is found. A question may stand in several lines. The README lists the sources.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from django.utils.encoding import force_str
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .report_questions import PEOPLE, QUESTIONS, Words


@dataclass(frozen=True)
class Requirement:
    """One thing that a pledge asks for: where it says so, what it is, and the questions of ours that answer it.

    `questions` are ids with spaces between.
    """

    reference: str
    words: Words
    questions: str = ""
    note: Words = ""


@dataclass(frozen=True)
class Pledge:
    """Another commitment of a town hall, with what its follow-up asks for. `slug` is the name of its sheet."""

    slug: str
    name: Words
    source: str
    requirements: tuple[Requirement, ...]


NO_MEASURE = _("Not asked in our report: take it from a survey. Women received by services are no measure of it.")
PUBLISHED = _("Take numbers of people from the published figures.")
PARTLY = _("This answers only a part of what is asked.")
ARTICLE = "Article 22 (3)"

PLEDGES = (
    Pledge("cemr-charter", _("European Charter for Equality of Women and Men in Local Life"),
           "https://charter-equality.eu", (
        Requirement("Implementation", _("Equality action plan"), "action_plan_link action_plan_date", PARTLY),
        Requirement(ARTICLE, _("Support for victims of violence"), "reception women_received shelter_places"),
        Requirement(ARTICLE, _("Public information on help"), "guide_link guide_date"),
        Requirement(ARTICLE, _("Training of professionals"), "training_link training_date women_trained men_trained"),
        Requirement(ARTICLE, _("Services that work together"), "diagnosis_link diagnosis_date partners", PARTLY),
        Requirement(ARTICLE, _("Awareness and education"), "seminar_link seminar_date", PARTLY),
    )),
    Pledge("cities-for-cedaw", _("Cities for CEDAW"), "https://cities4cedaw-buffalo.org/cedawordinance/", (
        Requirement("1", _("Gender analysis of the city, published"), "diagnosis_link diagnosis_date", PARTLY),
        Requirement("1", _("Action plans drawn from the analysis"), "action_plan_link action_plan_date"),
        Requirement("2", _("Body that watches over it"), "officer", PARTLY),
        Requirement("3", _("Funding"), "budget"),
    )),
    Pledge("vlr", _("Voluntary local review (2030 Agenda)"), "https://sdgs.un.org/topics/voluntary-local-reviews", (
        Requirement(
            "SDG 5.2", _("Measures to end violence against women and girls"),
            "action_plan_link training_link guide_link reception women_received shelter_places women_trained "
            "men_trained",
        ),
        Requirement("SDG 5.2.1", _("Women who suffered violence from a partner"), note=NO_MEASURE),
        Requirement(
            "SDG 5.2.2", _("Women who suffered sexual violence from someone other than a partner"), note=NO_MEASURE
        ),
        Requirement("SDG 5.c", _("Policies and public money for equality"), "action_plan_date budget", PARTLY),
        Requirement("SDG 17.17", _("Partnerships with civil society"), "partners"),
        Requirement("Guiding elements", _("What worked"), "worked"),
        Requirement("Guiding elements", _("Support that is needed"), "needed"),
    )),
)  # fmt: skip


def pledge_lines(pledge: Pledge, answers: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield reference, requirement, question, answer and note of each line of `pledge`, in the active language.

    `answers` are by question id. No number of people leaves a report: that is told by published figures alone.
    """
    for requirement in pledge.requirements:
        asked = requirement.reference, force_str(requirement.words)
        if not requirement.questions:
            yield *asked, "", "", force_str(requirement.note)
        for question in (QUESTIONS[key] for key in requirement.questions.split()):
            is_of_people = question.unit is PEOPLE
            answer = "" if is_of_people else question.shown(answers.get(question.id, ""))
            unit = f" {force_str(question.unit)}" if answer and question.unit else ""
            note = PUBLISHED if is_of_people else requirement.note
            yield *asked, force_str(question.label), answer + unit, force_str(note)


WIDTH = 45  # characters of a column


def write_sheet(answers: Mapping[str, str], *, heading: str, rtl: bool = False) -> bytes:
    """Return the workbook with `answers` (by question id), in the active language. Every cell is a text."""
    from openpyxl import Workbook  # here: it is slow to load, and few processes ever write a workbook
    from openpyxl.styles import Alignment, Font

    said = [(force_str(row.label), row.shown(answers.get(row.id, ""))) for row in QUESTIONS.values()]
    first: Iterable[tuple[str, ...]] = [(heading,), (gettext("Question"), gettext("Answer")), *said]
    sheets = {"report": first}  # called so in every language
    for pledge in PLEDGES:
        titles = ("", gettext("Requirement"), gettext("Question"), gettext("Answer"), gettext("Note"))
        sheets[pledge.slug] = [(force_str(pledge.name), pledge.source), titles, *pledge_lines(pledge, answers)]
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        page.sheet_view.rightToLeft = rtl
        for letter in "ABCDE":
            page.column_dimensions[letter].width = WIDTH
        for row, texts in enumerate(rows, start=1):
            for column, text in enumerate(texts, start=1):
                cell = page.cell(row=row, column=column)
                cell.value, cell.data_type, cell.quotePrefix = text, "s", True  # never a formula
                cell.alignment, cell.font = Alignment(wrap_text=True, vertical="top"), Font(bold=row < 3)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
