"""Lines of a file as questions: one line for a question, and one for each of its options.

A question is recognised by its lesson and its short name, an option by its question and its place. An option whose
words in one language are those of a stored one is that one, wherever it stands now: who chose it before chose it still.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from coalition.members.importing.plans import BadCell, Change, Choices, PlannedRow, Sheet
from coalition.pages.languages import language_codes
from coalition.pages.words import in_language
from webinars.courses.lessons.models import Lesson
from webinars.courses.lessons.pages import LessonPage
from webinars.courses.quizzes import marking, rules
from webinars.courses.quizzes.models import QuizOption, QuizQuestion

OPTION = "option"
YES, NO = "yes", "no"
PARTS = ("text", "why", "match")
OF_QUESTIONS, OF_OPTIONS = ("text", "why"), ("text", "match")
FACTS = ("lesson", "question", "kind", "right")
COLUMNS = (*FACTS, *(f"{part}_{code}" for part in PARTS for code in language_codes()))
Cells = dict[str, str]


@dataclass
class Group:
    """A question of the file with its options, as they would be written."""

    question: QuizQuestion
    cells: Cells | None = None  # of its own line; None where options alone stand in the file
    lines: list[Cells] = field(default_factory=list)  # of its options
    stored: list[QuizOption] = field(default_factory=list)
    options: list[QuizOption] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def gone(self) -> list[QuizOption]:
        """The stored options that the file has no more."""
        kept = {option.pk for option in self.options}
        return [option for option in self.stored if option.pk not in kept]


class QuestionSheet(Sheet):
    """Lines of questions and options."""

    columns = COLUMNS
    needed = ("lesson", "question", "kind", *(f"text_{code}" for code in language_codes()))
    most_rows = 1000

    def __init__(self) -> None:
        super().__init__()
        self.lessons = _by_code()
        titles = LessonPage.objects.live().values_list("lesson", "locale__language_code", "title")
        self.titles = {(lesson, language): title for lesson, language, title in titles}
        self.options = {"lesson": self._lessons, "kind": _kinds, "right": _yes_and_no}
        self.groups: dict[tuple[str, str], Group] = {}
        self.places: dict[int, int] = {}  # of each option's line in its question, by the identity of its cells

    def _lessons(self) -> Choices:
        language = get_language()
        return [(code, self.titles.get((row.pk, language), code)) for code, row in self.lessons.items()]

    def meant(self, column: str, values: Cells) -> str:
        """Return the code of the choice in `column`, or the cell itself if it is none."""
        text = values.get(column, "")
        try:
            return self.chosen(column, text) if text else ""
        except BadCell:
            return text

    def group_of(self, values: Cells) -> Group | None:
        """Return the question to which the line `values` belongs."""
        return self.groups.get((self.meant("lesson", values), values.get("question", "")))

    def code(self, values: Cells) -> str:
        place = self.places.get(id(values))
        cells = [self.meant("lesson", values), values.get("question", "")]
        return ", ".join(filter(None, [*cells, str(place) if place else ""]))

    def look_up(self, rows: list[Cells]) -> None:
        codes = {self.meant("lesson", values) for values in rows} & self.lessons.keys()
        known = QuizQuestion.objects.filter(lesson__in=[self.lessons[code] for code in codes])
        known = known.prefetch_related("options")
        stored = {(row.lesson_id, row.key): row for row in known}
        for values in rows:
            lesson, name = self.meant("lesson", values), values.get("question", "")
            if lesson not in self.lessons:
                continue
            if (lesson, name) not in self.groups:
                row = self.lessons[lesson]
                question = stored.get((row.pk, name)) or QuizQuestion(lesson=row, key=name)
                self.groups[lesson, name] = Group(question, stored=marking.options_of(question) if question.pk else [])
            group = self.groups[lesson, name]
            if self.meant("kind", values) == OPTION:
                group.lines.append(values)
                self.places[id(values)] = len(group.lines)
            elif group.cells is None:
                group.cells = values
        for group in self.groups.values():
            self._fill(group)

    def _fill(self, group: Group) -> None:
        """Give the question of `group` what the file says, and say what is wrong with the whole of it."""
        question, cells = group.question, group.cells
        for place, line in enumerate(group.lines):
            option = _stored_option(group, line) or QuizOption(question=question)
            option.old = _told(option, OF_OPTIONS, option.is_right) if option.pk else {}
            option.moved = option.sort_order != place
            _read(option, line, OF_OPTIONS)
            option.is_right, option.sort_order = self.meant("right", line) == YES, place
            group.options.append(option)
        if cells is None:
            group.errors.append(_("The line of the question itself is missing."))
            return
        question.old = _told(question, OF_QUESTIONS, question.is_true) if question.pk else {}
        if question.pk:
            question.old["kind"] = question.kind
        _read(question, cells, OF_QUESTIONS)
        kind = self.meant("kind", cells)
        question.is_true = self.meant("right", cells) == YES
        if kind in QuizQuestion.Kind:
            question.kind = kind
            options = [rules.Option(row.text, row.is_right, row.match) for row in group.options]
            group.errors += rules.refusals(kind, question.text, question.why, options)
            if kind == QuizQuestion.Kind.TRUTH and not cells.get("right"):
                group.errors.append(_("right: say whether the sentence is true: yes or no."))

    def planned(self, line: int, values: Cells) -> PlannedRow:
        code, group, errors = self.code(values), self.group_of(values), self._errors(values)
        place = self.places.get(id(values))
        row: Any = group.options[place - 1] if group and place else group.question if group else None
        name = in_language(row.text) if row is not None else ""
        if group is not None and values is (group.cells or group.lines[0]):
            errors += [*group.errors, *self._of_fields(group)]
        if errors or group is None or row is None:
            return PlannedRow(line, code, "error", group, name, errors=errors)
        changes = _changes(row, OF_OPTIONS if place else OF_QUESTIONS, is_option=bool(place))
        if not place:
            changes += [Change("option", in_language(option.text), "") for option in group.gone]
        moved = bool(place) and row.moved
        action = "create" if row.pk is None else "update" if changes or moved else "same"
        return PlannedRow(line, code, action, group, name, changes)

    def _errors(self, values: Cells) -> list[str]:
        """Return what is wrong with the cells, each with its column."""
        errors = []
        for column in self.options:
            try:
                if values.get(column) or column != "right":
                    self.chosen(column, values.get(column, ""))
            except BadCell as error:
                errors.append(f"{column}: {error}")
        return errors

    def _of_fields(self, group: Group) -> list[str]:
        """Return what is wrong with the short name, and which texts are too long to be shown."""
        without = {"lesson", "kind", "text", "why"}
        found = [f"question: {error}" for error in self.refusals(group.question, without=without, in_database=False)]
        rows: list[tuple[Any, tuple[str, ...]]] = [(group.question, OF_QUESTIONS)]
        rows += [(option, OF_OPTIONS) for option in group.options]
        for row, parts in rows:
            for part in parts:
                longest = row._meta.get_field(part).max_length
                found += [
                    _("%(column)s: at most %(number)s characters.") % {"column": f"{part}_{code}", "number": longest}
                    for code, text in getattr(row, part).items()
                    if len(text) > longest
                ]
        return list(dict.fromkeys(found))


def _by_code() -> dict[str, Lesson]:
    """Return every lesson by its short name; where two courses have the same, with that of the course before it."""
    rows = Lesson.objects.select_related("module__course")
    rows = rows.order_by("module__course__key", "module__sort_order", "sort_order", "pk")
    times = Counter(row.key for row in rows)
    return {row.key if times[row.key] == 1 else f"{row.module.course.key}/{row.key}": row for row in rows}


def _stored_option(group: Group, line: Cells) -> QuizOption | None:
    """Return the stored option that `line` says, by its words in any language; each only once."""
    taken = {option.pk for option in group.options}
    words = {code: line.get(f"text_{code}", "") for code in language_codes()}
    free = [option for option in group.stored if option.pk not in taken]
    return next((one for one in free if any(text and one.text.get(code) == text for code, text in words.items())), None)


def _read(row: Any, cells: Cells, parts: tuple[str, ...]) -> None:
    """Give `row` the words of `cells`. A column that is absent is left alone; an empty cell empties its words."""
    for part in parts:
        words = dict(getattr(row, part))
        for code in language_codes():
            if f"{part}_{code}" in cells:
                words[code] = cells[f"{part}_{code}"]
        setattr(row, part, {code: text for code, text in words.items() if text})


def _told(row: Any, parts: tuple[str, ...], is_right: bool) -> dict[str, str]:
    """Return what `row` says, as the cells of a line."""
    words = {f"{part}_{code}": getattr(row, part).get(code, "") for part in parts for code in language_codes()}
    return words | {"right": YES if is_right else NO}


def _changes(row: Any, parts: tuple[str, ...], *, is_option: bool) -> list[Change]:
    """Return what the file changes of a stored row."""
    if row.pk is None:
        return []
    now = _told(row, parts, row.is_right if is_option else row.is_true)
    if not is_option:
        now["kind"] = row.kind
    return [Change(column, row.old[column], now[column]) for column in now if row.old[column] != now[column]]


def _kinds() -> Choices:
    kinds = [(code, str(name)) for code, name in QuizQuestion.Kind.choices]
    return [*kinds, (OPTION, str(gettext_lazy("answer to choose from")))]


def _yes_and_no() -> Choices:
    return [(YES, str(pgettext_lazy("cell of a table", "Yes"))), (NO, str(pgettext_lazy("cell of a table", "No")))]
