"""WebVTT is read strictly, each problem with its line, and written so that it is read the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webinars.replays import vtt
from webinars.replays.vtt import Line, read

TOP = "WEBVTT\n\n"


def numbered(problems):
    return [(one.number, str(one.words)) for one in problems]


def test_what_the_grammar_has_is_read():
    found = read(
        "\ufeffWEBVTT - Diagnosis\r\nKind: captions\r\n\r\nNOTE a word\r\nto nobody\r\n\r\n"
        "STYLE\r\n::cue { color: red }\r\n"
        "\r\nREGION\r\nid:fred\r\n\r\n1\r\n00:01.000 --> 00:04.000 align:start line:0\r\n"
        "<v.loud Ana &amp; Eve>Seven <i>indicators</i> &lt;5,\r\nnot <00:02.000>seventy.</v>\r\n"
        "\r\n100:00:00.000 --> 100:00:01.500\r\n<lang ar>سبعة</lang> مؤشرات\r\n"
    )

    assert found.lines == (
        Line(1000, 4000, "Seven indicators <5,\nnot seventy.", "Ana & Eve", "align:start line:0"),
        Line(360_000_000, 360_001_500, "سبعة مؤشرات"),
    )
    assert (found.problems, found.remarks) == ((), ())


WRONG = {
    "1\n00:00:01,000 --> 00:00:02,000\nA": [(1, vtt.NO_HEADER)],
    TOP + "00:00:01,000 --> 00:00:02,000\nA": [(3, vtt.COMMA)],
    TOP + "00:01.000-->00:02.000\nA": [(3, vtt.NOT_A_TIMING)],
    TOP + "00:61.000 --> 00:62.000\nA": [(3, vtt.NOT_A_TIMING)],
    TOP + "words alone": [(3, vtt.NOT_A_TIMING)],
    TOP + "00:02.000 --> 00:01.000\nA": [(3, vtt.BACKWARDS)],
    TOP + "00:01.000 --> 00:01.000\nA": [(3, vtt.BACKWARDS)],
    TOP + "00:01.000 --> 00:02.000": [(3, vtt.NO_TEXT)],
    TOP + "00:01.000 --> 00:02.000\n<b></b>": [(3, vtt.NO_TEXT)],
    TOP + "00:01.000 --> 00:02.000 onclick=x\nA": [(3, vtt.UNKNOWN_SETTING)],
    TOP + "00:01.000 --> 00:02.000\nA\n00:03.000 --> 00:04.000\nB": [(5, vtt.ARROW)],
    TOP + "00:01.000 --> 00:02.000\n<script>x</script>": [(4, vtt.UNKNOWN_TAG)],
    TOP + "00:01.000 --> 00:02.000\n5 < 6": [(4, vtt.UNKNOWN_TAG)],
    TOP + f"00:01.000 --> 00:02.000\n{'a' * 1001}": [(4, vtt.TOO_LONG)],
    TOP + "00:05.000 --> 00:06.000\nA\n\n00:01.000 --> 00:02.000\nB": [(6, vtt.OUT_OF_ORDER)],
    TOP + "00:05.000 --> 00:06.000\nA\n\n00:05.000 --> 00:07.000\nB": [(6, vtt.SAME_START)],
    TOP + "00:05.000 --> 00:03.000\nA\n\nx\n00:05,000 --> 00:07.000\nB": [(3, vtt.BACKWARDS), (7, vtt.COMMA)],
}


@pytest.mark.parametrize(("text", "problems"), WRONG.items(), ids=map(str, range(len(WRONG))))
def test_each_problem_is_told_with_its_line(text, problems):
    if text.startswith("1\n"):
        assert numbered(read(text).problems)[0] == (1, str(vtt.NO_HEADER))
    else:
        assert numbered(read(text).problems) == [(number, str(words)) for number, words in problems]


def test_lines_that_overlap_are_kept_and_told():
    found = read(TOP + "00:01.000 --> 00:05.000\nA\n\n00:04.000 --> 00:06.000\nB")

    assert (len(found.lines), found.problems, numbered(found.remarks)) == (2, (), [(6, str(vtt.OVERLAP))])


@pytest.mark.parametrize(
    "hostile",
    [
        "00:01.000 --> 00:02.000\n<c" + ".a" * 40_000,
        "00:01.000 --> 00:02.000\n<v" + ".a" * 40_000 + ">",
        "00:01.000 --> 00:02.000\n<v" + " " * 80_000,
        "00:01.000 --> 00:02.000" + " " * 80_000 + "x\nA",
        "00:01.000 -->" + "\t" * 80_000,
    ],
)
def test_a_hostile_line_is_read_at_once(hostile):
    """A test that hangs where a pattern goes back over what it matched."""
    assert read(TOP + hostile).problems


SIGNS = st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp"))
WORDS = st.text(SIGNS, min_size=1, max_size=vtt.LONGEST).map(vtt.tidy).filter(bool)
NAMES = st.text(SIGNS, max_size=vtt.LONGEST_SPEAKER)
LINES = st.lists(
    st.tuples(st.integers(1, 10**7), st.integers(1, 10**5), WORDS, NAMES), max_size=5
).map(lambda rows: [Line(sum(row[0] for row in rows[:n + 1]), sum(row[0] for row in rows[:n + 1]) + row[1], row[2],
                         " ".join(row[3].split())) for n, row in enumerate(rows)])  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_what_is_written_is_read_the_same(lines):
    assert read(vtt.write(lines)).lines == tuple(lines)
