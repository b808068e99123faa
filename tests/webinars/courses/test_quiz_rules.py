"""What a question must have."""

import pytest
from django.utils import translation

from tests.factories.courses import in_all
from webinars.courses.quiz_rules import Option, refusals

RIGHT, WRONG, ALSO = Option(in_all("Yes"), True), Option(in_all("No")), Option(in_all("Perhaps"))
PAIRS = [Option(in_all(word), match=in_all(match)) for word, match in (("Sun", "Day"), ("Moon", "Night"), ("It", "A"))]
PARTLY = Option({"en": "Maybe", "fr": "Peut-être", "es": " "}, True)
ALL = ("en", "fr", "es", "ar")


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("one", [RIGHT, WRONG]),
        ("several", [RIGHT, Option(in_all("Also"), True), WRONG]),
        ("truth", []),
        ("order", [RIGHT, WRONG, ALSO]),
        ("matching", PAIRS),
    ],
)
def test_a_whole_question_is_taken(kind, options):
    assert refusals(kind, in_all("Is it?"), in_all("So."), options, languages=ALL) == []


@pytest.mark.parametrize(
    ("kind", "options", "told"),
    [
        ("one", [WRONG, ALSO], "Mark exactly one answer as right. Now there are: 0."),
        ("one", [RIGHT, Option(in_all("Of course"), True)], "Mark exactly one answer as right. Now there are: 2."),
        ("one", [RIGHT], "Give at least 2 answers."),
        ("order", [RIGHT, WRONG], "Give at least 3 answers."),
        ("matching", PAIRS[:2], "Give at least 3 answers."),
        ("order", [Option(in_all(str(number))) for number in range(9)], "Give at most 8 answers."),
        ("several", [WRONG, ALSO], "Mark at least one answer as right."),
        ("several", [RIGHT, Option(in_all("Also"), True)],
         "Leave at least one answer wrong, else there is nothing to choose."),
        ("truth", [RIGHT], "A sentence that is true or false has no answers to choose from."),
        ("one", [PARTLY, WRONG], "Answer “Maybe” is missing in: español, العربيّة."),
        ("one", [Option({}, True), WRONG], "Answer 1 is missing in: English, français, español, العربيّة."),
        ("matching", [*PAIRS, Option(in_all("Sea"), match={"en": "Salt"})],
         "What belongs to answer “Sea” is missing in: français, español, العربيّة."),
        ("one", [RIGHT, Option({**in_all("Not"), "fr": "YES (fr)"})], "“YES (fr)” stands there twice."),
        ("matching", [*PAIRS, Option(in_all("Sea"), match={**in_all("Salt"), "en": "day"})],
         "“day” stands there twice."),
    ],
)  # fmt: skip
def test_what_nobody_could_answer_is_refused_in_a_sentence(kind, options, told):
    with translation.override("en"):
        assert refusals(kind, in_all("Is it?"), in_all("So."), options, languages=ALL) == [told]


def test_a_question_and_its_explanation_are_written_in_the_languages_of_the_lesson():
    with translation.override("en"):
        found = refusals("truth", {"en": "Is it?"}, {"fr": "Oui."}, [], languages=ALL)

    assert found == [
        "Write the question in the languages of its lesson. Missing: français, español, العربيّة.",
        "Write the explanation in the languages of its lesson. Missing: English, español, العربيّة.",
    ]


def test_a_lesson_in_two_languages_needs_no_words_in_the_others():
    two = {"en": "Is it?", "fr": "Est-ce ainsi ?"}

    assert refusals("truth", two, two, [], languages=("en", "fr")) == []
