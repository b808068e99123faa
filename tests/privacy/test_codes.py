"""Typed codes: right once, dead after too many guesses, and never stored."""

from datetime import UTC, datetime

import pytest
import time_machine

from coalition.privacy import codes
from coalition.privacy.models import OneTimeCode

WHO = {"purpose": "test", "subject_id": "7", "address": "Ada@Example.org"}
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_has_six_digits_and_only_its_digest_is_kept():
    with time_machine.travel(NOON, tick=False):  # no digit of a time is one of the code's by chance
        code = codes.issue_code(**WHO)

    stored = OneTimeCode.objects.values().get()
    assert len(code) == 6
    assert code.isdecimal()
    assert [name for name, value in stored.items() if code in str(value)] == []


@pytest.mark.parametrize(
    "typed", ["{0}", " {0} ", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}", "{0[0]}{0[1]}-{0[2]}{0[3]}-{0[4]}{0[5]}"]
)
def test_a_code_is_right_however_it_is_spaced(typed):
    code = codes.issue_code(**WHO)

    assert codes.check_code(**WHO, code=typed.format(code)) is True


def test_arabic_digits_are_digits():
    code = codes.issue_code(**WHO)

    assert codes.check_code(**WHO, code=code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) is True


def test_a_code_works_once():
    code = codes.issue_code(**WHO)

    assert [codes.check_code(**WHO, code=code) for _time in range(2)] == [True, False]


def test_five_wrong_answers_kill_a_code():
    code = codes.issue_code(**WHO)

    answers = [codes.check_code(**WHO, code=wrong(code)) for _time in range(codes.MAX_ATTEMPTS)]

    assert (answers, codes.check_code(**WHO, code=code)) == ([False] * 5, False)


def test_a_new_code_ends_the_old_one():
    old = codes.issue_code(**WHO)
    new = codes.issue_code(**WHO)

    assert old == new or codes.check_code(**WHO, code=old) is False
    assert codes.check_code(**WHO, code=new) is True


@pytest.mark.parametrize(("minutes", "alive"), [(29, True), (31, False)])
def test_a_code_lives_half_an_hour(minutes, alive):
    with time_machine.travel(NOON, tick=False) as clock:
        code = codes.issue_code(**WHO)
        clock.shift(minutes * 60)

        assert codes.check_code(**WHO, code=code) is alive


@pytest.mark.parametrize("other", [{"purpose": "else"}, {"subject_id": "8"}, {"address": "eve@example.org"}])
def test_a_code_is_for_one_purpose_row_and_mailbox(other):
    code = codes.issue_code(**WHO)

    assert codes.check_code(**{**WHO, **other}, code=code) is False


@pytest.mark.parametrize("garbage", ["", "abc", "\x00", "²²²²²²", "9" * 10_000])
def test_garbage_is_wrong_and_harmless(garbage):
    codes.issue_code(**WHO)

    assert codes.check_code(**WHO, code=garbage) is False
