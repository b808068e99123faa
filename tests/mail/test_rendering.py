"""What a mail looks like, in every language and discreetly."""

import re

import pytest

from coalition.mail import rendering

CONTEXT = {"code": "123456", "url": "https://coalition.example/en/x/"}


def body(language="en", discreet=False):
    return rendering.render(template="newsletters/mail/confirm", context=CONTEXT, language=language, discreet=discreet)


def test_a_mail_fetches_nothing_from_anywhere():
    html = body().html

    assert [word for word in ("<link", "@import", "src=", "<script", "url(") if word in html] == []


@pytest.mark.parametrize("unseen", ["\x01", "\x0b", "\x0c", "\ufffe", "\u202e"])
def test_an_invisible_character_holds_no_mail_up(unseen):
    words = CONTEXT | {"code": f"12{unseen}34\u200f🙂"}
    made = rendering.render(template="newsletters/mail/confirm", context=words, language="en")

    assert ("1234\u200f🙂" in made.html, "1234\u200f🙂" in made.text, unseen in made.html) == (True, True, False)


def test_a_subject_is_one_line_and_keeps_the_spaces_that_do_not_break():
    said = "Votre inscription\N{NO-BREAK SPACE}: 9\N{NARROW NO-BREAK SPACE}h"

    assert rendering.one_line(f"\n {said}\r\nBcc: all@coalition.example\u2028\x85 \t.\n") == (
        f"{said} Bcc: all@coalition.example ."
    )
    assert len(rendering.one_line("x" * 400)) == 300


def test_subjects_are_not_html_escaped():
    rendered = rendering.render(
        template="newsletters/mail/test",
        context={"subject": 'Rights & "law"', "source": "<mjml><mj-body></mj-body></mjml>"},
        language="en",
    )

    assert rendered.subject == '[Test] Rights & "law"'


def test_an_address_in_an_arabic_mail_reads_from_left_to_right():
    context = {"subject": "x", "paragraphs": [["https://coalition.example/x/"]]}

    html = rendering.render(template="mail/account", context=context, language="ar").html

    assert re.search(r'<span dir="auto"><a href="https://coalition\.example/x/"', html)
