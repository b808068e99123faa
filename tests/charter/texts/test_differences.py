"""The difference of two texts: nothing lost on either side, and each article named for what happened to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charter.texts.differences import Paragraph, Piece, compare, pieces
from charter.texts.models import CharterVersion
from charter.texts.services import write_text

LISTEN = ("Listen", "We listen to women.\n\nWe believe them.")
ACT = ("Act", "We act together.")
TRAIN = ("Train", "Each year we train the police and the social workers of our territory.")


def text(number: int, articles, preamble="We commit."):
    version, _created = CharterVersion.objects.get_or_create(number=number)
    return write_text(version=version, language="en", title="Charter", preamble=preamble, articles=articles)


def summary(before, after) -> list[tuple]:
    return [(row.kind, row.number_before, row.number_after) for row in compare(text(1, before), text(2, after))][1:]


@given(st.text(max_size=60), st.text(max_size=60))
def test_each_side_keeps_every_word(before, after):
    row = pieces(before, after)

    assert "".join(piece.text for piece in row.before) == before
    assert "".join(piece.text for piece in row.after) == after
    assert {piece.mark for piece in row.before} <= {"same", "removed"}
    assert {piece.mark for piece in row.after} <= {"same", "added"}
    shared = [["".join(p.text for p in side if p.mark == "same")] for side in (row.before, row.after)]
    assert shared[0] == shared[1]


def test_words_are_marked_and_not_letters():
    assert pieces("We act together.", "We act alone.") == Paragraph(
        [Piece("same", "We act "), Piece("removed", "together"), Piece("same", ".")],
        [Piece("same", "We act "), Piece("added", "alone"), Piece("same", ".")],
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([LISTEN, ACT], [LISTEN, ACT], [("same", 1, 1), ("same", 2, 2)]),
        ([LISTEN, ACT], [ACT, LISTEN], [("added", None, 1), ("moved", 1, 2), ("removed", 2, None)]),
        ([LISTEN, ACT], [LISTEN, TRAIN, ACT], [("same", 1, 1), ("added", None, 2), ("moved", 2, 3)]),
        ([LISTEN, TRAIN, ACT], [LISTEN, ACT], [("same", 1, 1), ("removed", 2, None), ("moved", 3, 2)]),
        ([LISTEN, ACT], [LISTEN], [("same", 1, 1), ("removed", 2, None)]),
        ([("Act", "We act.")], [("Act", "We act now.")], [("changed", 1, 1)]),
        (
            [("Train", TRAIN[1])],
            [("Train and learn", TRAIN[1].replace("police", "police, the judges"))],
            [("changed", 1, 1)],
        ),
    ],
)
def test_articles_are_paired_by_title_and_place(before, after, expected):
    assert summary(before, after) == expected


@pytest.mark.django_db
def test_the_preamble_comes_first_and_a_new_paragraph_has_no_other_side():
    first = compare(text(1, [ACT]), text(2, [ACT], preamble="We commit.\n\nFor ever."))[0]

    assert (first.kind, first.number_before, first.number_after) == ("changed", None, None)
    assert first.paragraphs[1] == Paragraph([], [Piece("added", "For ever.")])
