"""Typed codes: right once, dead after too many guesses, and never stored."""

from datetime import UTC, datetime

import pytest
import time_machine

from coalition.privacy import one_time_codes
from coalition.privacy.models import OneTimeCode

WHO = {"purpose": "test", "subject_id": "7", "address": "Ada@Example.org"}
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def issue(*, sent: bool = True) -> str:
    """Return a fresh code, as the mail of it would say."""
    mailed: list[str] = []
    one_time_codes.issue_code(**WHO, mail=lambda code: mailed.append(code) or sent)
    return mailed[0]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_has_six_digits_and_only_its_digest_is_kept():
    with time_machine.travel(NOON, tick=False):  # no digit of a time is one of the code's by chance
        code = issue()

    stored = OneTimeCode.objects.values().get()
    assert (len(code), code.isdecimal()) == (6, True)
    assert [name for name, value in stored.items() if code in str(value)] == []


@pytest.mark.parametrize("spaced", ["{}{}{}{}{}{}", " {}{}{} {}{}{}", "{}{}-{}{}-{}{}"])
@pytest.mark.parametrize("digits", ["0123456789", "٠١٢٣٤٥٦٧٨٩"])
def test_a_code_is_right_once_however_it_is_typed(spaced, digits):
    typed = spaced.format(*issue().translate(str.maketrans("0123456789", digits)))

    assert [one_time_codes.check_code(**WHO, code=typed) for _time in range(2)] == [True, False]


def test_five_wrong_answers_kill_a_code():
    code = issue()

    answers = [one_time_codes.check_code(**WHO, code=wrong(code)) for _time in range(one_time_codes.MAX_ATTEMPTS)]

    assert (answers, one_time_codes.check_code(**WHO, code=code)) == ([False] * 5, False)


@pytest.mark.parametrize(("minutes", "alive"), [(29, True), (31, False)])
def test_a_code_lives_half_an_hour(minutes, alive):
    with time_machine.travel(NOON, tick=False) as clock:
        code = issue()
        clock.shift(minutes * 60)

        assert one_time_codes.check_code(**WHO, code=code) is alive


@pytest.mark.parametrize("other", [{"purpose": "else"}, {"subject_id": "8"}, {"address": "eve@example.org"}])
def test_a_code_is_for_one_purpose_row_and_mailbox(other):
    code = issue()

    assert one_time_codes.check_code(**{**WHO, **other}, code=code) is False


def test_the_code_that_was_mailed_before_goes_on_with_the_guesses_it_has_left():
    mailed = issue()
    one_time_codes.check_code(**WHO, code=wrong(mailed))
    unsent = issue(sent=False)

    assert unsent == mailed or one_time_codes.check_code(**WHO, code=unsent) is False
    assert OneTimeCode.objects.get().attempts == 2 or unsent == mailed
    newer = issue()
    assert newer == mailed or one_time_codes.check_code(**WHO, code=mailed) is False
    assert one_time_codes.check_code(**WHO, code=newer) is True


@pytest.mark.parametrize("sent", [True, False])
def test_the_same_is_written_whether_or_not_a_code_is_mailed(sent, django_assert_num_queries):
    issue()
    with django_assert_num_queries(4):  # two of them begin and end the transaction
        issue(sent=sent)
