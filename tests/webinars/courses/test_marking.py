"""Whether an answer is right, of each kind of question, whatever somebody sends."""

import pytest

from tests.factories.courses import lessons_of, make_course, make_question
from webinars.courses import quiz_marks

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    return lessons_of(make_course(modules=1, lessons=1))[0]


def keys(question):
    return [option.pk for option in quiz_marks.options_of(question)]


# By the places of the options: what is right of each kind, and what is not.
MARKS = {
    "one": ([[0]], [[1], [0, 1], [0, 0], [0, 1, 2]]),
    "several": ([[0, 1], [1, 0]], [[0], [0, 1, 2], [0, 0], [0, 1, 1], [2]]),
    "order": ([[0, 1, 2]], [[1, 0, 2], [0, 1], [0, 0, 2], [0, 1, 2, 2]]),
    "matching": ([[0, 1, 2]], [[1, 0, 2], [0, 1], [0, 0, 2], [0, 1, 2, 2]]),
}


@pytest.mark.parametrize("kind", MARKS)
def test_the_right_options_and_no_others_are_right_each_once_and_in_its_place(lesson, kind):
    question = make_question(lesson, kind)
    options, (right, wrong) = keys(question), MARKS[kind]

    for as_sent in (int, str):
        marks = [quiz_marks.is_right(question, [as_sent(options[at]) for at in given]) for given in right + wrong]
        assert marks == [True] * len(right) + [False] * len(wrong)
    assert not quiz_marks.is_right(question, [*(options[at] for at in right[0][1:]), 0])


@pytest.mark.parametrize("is_true", [True, False])
def test_of_a_sentence_true_or_false_is_right(lesson, is_true):
    question = make_question(lesson, "truth", is_true=is_true)

    assert [quiz_marks.is_right(question, [word]) for word in ("true", "false")] == [is_true, not is_true]


def test_options_are_shuffled_the_same_for_one_seed_and_never_in_the_right_order(lesson):
    question = make_question(lesson, "order")
    right = keys(question)

    seeds = {str(seed): [one.pk for one in quiz_marks.options_for(question, str(seed))] for seed in range(30)}

    assert all(sorted(order) == right and order != right for order in seeds.values())
    assert len({tuple(order) for order in seeds.values()}) > 2
    assert seeds["7"] == [one.pk for one in quiz_marks.options_for(question, "7")]
