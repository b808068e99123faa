"""What people typed is never a formula in a sheet, and comes back as they typed it."""

import pytest

from coalition.tables.spreadsheets import cell, quoted, unquoted

FORMULAS = ["=1+1", "+33 1", "-5", "@cmd", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠a"]


@pytest.mark.parametrize("typed", FORMULAS)
def test_what_would_be_a_formula_is_a_text(typed):
    assert (quoted(typed), cell(typed)) == (f"'{typed}",) * 2
    assert unquoted(quoted(typed)) == typed


@pytest.mark.parametrize(("value", "shown"), [("a=1", "a=1"), ("", ""), (None, ""), ("'quoted'", "'quoted'")])
def test_other_texts_stay_as_they_are(value, shown):
    assert (quoted(value), cell(value)) == (shown, shown)


def test_a_number_below_zero_stays_a_number():
    assert cell(-1.5) == "-1.5"
