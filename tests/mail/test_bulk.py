"""One letter, many readers."""

import quopri
from email import message_from_bytes, policy

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coalition.mail import bulk, mime
from coalition.mail.rendering import Body

SECRET = "ab" * 32


def filled(recipient="a@town.example"):
    link = f"https://coalition.example/ar/newsletter/manage/{bulk.PLACEHOLDER}/"
    body = Body(
        subject="Été — الخريف",
        html=f'<p>جنين = ok.\n.\n</p><a href="{link}">x</a>' + "long " * 300,
        text=f"جنين = {link} end \n.\nlast",
    )
    letter = bulk.Letter.prepare(
        body=body,
        language="ar",
        discreet=False,
        headers={"List-Unsubscribe": f"<https://x.example/{bulk.PLACEHOLDER}/>"},
    )
    return body, letter.fill(recipient=recipient, secret=SECRET, key="k")


def test_a_filled_letter_says_what_was_written_with_the_readers_secret():
    body, data = filled()
    mail = message_from_bytes(data, policy=policy.default)

    assert mail.defects == []
    assert mail["Subject"] == body.subject
    assert mail["To"] == "a@town.example"
    assert mail["Message-ID"] == mime.message_id("k")
    assert mail["List-Unsubscribe"] == f"<https://x.example/{SECRET}/>"
    plain, html = mail.iter_parts()
    assert plain.get_content().replace("\r\n", "\n").rstrip("\n") == body.text.replace(bulk.PLACEHOLDER, SECRET)
    assert html.get_content().replace("\r\n", "\n").rstrip("\n") == body.html.replace(bulk.PLACEHOLDER, SECRET)


def test_a_filled_letter_is_seven_bits_in_short_lines():
    _body, data = filled()
    body_lines = data.split(b"\r\n\r\n", 1)[1].split(b"\r\n")

    assert max(data) < 128
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in body_lines) <= 76


WORDS = st.text(st.sampled_from("abé جن=.\t \n"), max_size=100)


@given(st.lists(st.one_of(WORDS, st.integers(0, 160).map("x".__mul__)), min_size=1, max_size=4))
@example(["x" * 75 + " \n", "y" * 75 + "\t", "z" * 74 + "é"])
def test_whatever_is_written_lines_are_short_and_nothing_is_lost(pieces):
    secret = "s" * bulk.LONGEST_SECRET
    part = bulk._part("plain", bulk.PLACEHOLDER.join(pieces)).replace(bulk.PLACEHOLDER.encode(), secret.encode())
    encoded = part.split(b"\r\n\r\n", 1)[1]

    lines = encoded.split(b"\r\n")
    assert max(map(len, lines)) <= 76  # the soft break is one of them (RFC 2045 section 6.7, rule 5)
    assert [line for line in lines if line.endswith((b" ", b"\t"))] == []  # rule 3
    assert quopri.decodestring(encoded).decode().replace("\r\n", "\n") == secret.join(pieces) + "\n"


@pytest.mark.parametrize("address", ["a@b.example\r\nBcc: c@d.example", "", "a b@c.example"])
def test_an_address_cannot_add_a_header(address):
    with pytest.raises(ValueError, match=r"."):
        filled(address)
