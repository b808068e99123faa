"""Reports, in the shapes that servers give them, are read as what they are."""

from email import message_from_bytes, policy

import pytest

from coalition.mail import bounces
from coalition.mail.bounces import Verdict, of_refusal
from tests.mail.bounces.corpus import SENT_FROM, complaint, samples


def read(data):
    return bounces.read_report(message_from_bytes(data, policy=policy.compat32))


def test_each_report_is_read_as_what_it_is():
    found = {sample.name: (sample.verdict, read(sample.data)) for sample in samples()}

    assert len(found) == 144
    assert {name: said for name, (verdict, said) in found.items() if (said and said.verdict) != verdict} == {}


def test_a_full_mailbox_and_a_matter_of_policy_never_end_an_address():
    """Whatever words stand beside the code."""
    words = ["550 5.1.1 User unknown", "550 No such user", "does not exist", ""]
    found = {of_refusal(status, said) for status in ("5.2.2", "5.7.1", "5.7.26", "5.7.606") for said in words}

    assert Verdict.HARD not in found
    assert of_refusal("5.1.1", "550 5.1.1 Mailbox full") is Verdict.SOFT
    assert of_refusal("4.1.1", "450 4.1.1 User unknown, try again") is Verdict.SOFT


def test_a_complaint_says_where_its_mail_was_sent_from():
    said = [read(complaint()), read(complaint(field="")), read(complaint(field="", returned="text/rfc822-headers"))]

    assert [(one.verdict, one.copy) for one in said] == [(Verdict.COMPLAINT, bounces.read_address(SENT_FROM))] * 3


@pytest.mark.parametrize("cut", range(0, 1_500, 50))
def test_half_a_report_is_no_fault_of_ours(cut):
    for sample in list(samples())[::40]:
        read(sample.data[: len(sample.data) - cut])
