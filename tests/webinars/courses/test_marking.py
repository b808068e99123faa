"""Whether an answer is right, of each kind of question, whatever somebody sends."""

import pytest

from tests.factories.courses import lessons_of, make_course, make_question
from webinars.courses import quiz_marks

pytestmark = pytest.mark.django_db

KINDS = ("one", "several", "truth", "order", "matching")


@pytest.fixture
def lesson():
    return lessons_of(make_course(modules=1, lessons=1))[0]


def keys(question):
    return [option.pk for option in quiz_marks.options_of(question)]


def test_of_one_the_right_option_alone_is_right(lesson):
    question = make_question(lesson, "one")
    yes, no, perhaps = keys(question)

    assert quiz_marks.is_right(question, [yes])
    assert quiz_marks.is_right(question, [str(yes)])
    assert not any(quiz_marks.is_right(question, given) for given in ([no], [yes, no], [yes, yes], [yes, no, perhaps]))


def test_of_several_all_right_options_and_no_other_are_right(lesson):
    question = make_question(lesson, "several")
    water, bread, sand = keys(question)

    assert quiz_marks.is_right(question, [bread, water])
    for given in ([water], [water, bread, sand], [water, water], [water, bread, bread], [water, bread, 0], [sand]):
        assert not quiz_marks.is_right(question, given), given


@pytest.mark.parametrize("is_true", [True, False])
def test_of_a_sentence_true_or_false_is_right(lesson, is_true):
    question = make_question(lesson, "truth", is_true=is_true)

    assert [quiz_marks.is_right(question, [word]) for word in ("true", "false")] == [is_true, not is_true]


@pytest.mark.parametrize("kind", ["order", "matching"])
def test_in_order_and_in_pairs_every_option_stands_in_its_place(lesson, kind):
    question = make_question(lesson, kind)
    first, second, third = keys(question)

    assert quiz_marks.is_right(question, [first, second, third])
    for given in ([second, first, third], [first, second], [first, first, third], [first, second, third, third]):
        assert not quiz_marks.is_right(question, given), given


def test_options_are_shuffled_the_same_for_one_seed_and_never_in_the_right_order(lesson):
    question = make_question(lesson, "order")
    right = keys(question)

    seeds = {str(seed): [one.pk for one in quiz_marks.options_for(question, str(seed))] for seed in range(30)}

    assert all(sorted(order) == right and order != right for order in seeds.values())
    assert len({tuple(order) for order in seeds.values()}) > 2
    assert seeds["7"] == [one.pk for one in quiz_marks.options_for(question, "7")]
