"""What a mail looks like, in every language and discreetly."""

import re
from itertools import pairwise

import pytest

from coalition import catalogs
from coalition.mail import plain_text, rendering

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


def test_a_subject_has_one_line_and_no_sign_that_nobody_sees():
    assert rendering.one_line("Event :\u00a0 A\r\nB\u202e\x07 \u2068C\u2069") == "Event :\u00a0 A B \u2068C\u2069"


def threads(html):
    """Return the colours of the three threads in each cell of the band, from top to bottom."""
    cell = r'<td bgcolor="(#\w+)" height="3" style="[^"]*border-top: 3px solid (#\w+);border-bottom: 3px solid (#\w+)"'
    return [(top, middle, bottom) for middle, top, bottom in re.findall(cell, html)]


def test_the_threads_of_the_site_are_woven_into_a_mail_without_an_image():
    band = threads(body().html)

    assert len(band) == 18
    assert {tuple(sorted(cell)) for cell in band} == {("#9c62a8", "#d9b98c", "#f58a1f")}
    crossings = list(pairwise(band))
    assert [one != other for one, other in crossings] == [True] * 17
    assert [sum(a != b for a, b in zip(*pair, strict=True)) for pair in crossings] == [2] * 17  # two threads cross
    assert threads(body(discreet=True).html) == []


def test_plain_text_says_what_the_html_says():
    assert body(discreet=True).text == (
        "Hello, you receive this message because this address was given to us. It is sent automatically, so please do "
        "not reply to it. You will find the details below; read them at a moment that suits you.\n\n"
        "This address was entered to receive emails. If it was you, enter this code on the page that asks for it:\n\n"
        "123456\n\n"
        "The code is valid for 30 minutes. Or, within 24 hours, open this page and press its button:\n\n"
        "Open the page (https://coalition.example/en/x/)\n\n"
        "If it was not you, ignore this email: nothing is sent here unless the code is entered or the button is "
        "pressed.\n"
    )


def test_a_mail_ends_with_why_it_came():
    assert body().text.endswith(
        "or the button is pressed.\n\nYou receive this email because this address was entered in a form on our site. "
        "If it was not you, you do not need to do anything.\n"
    )


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("es", "ltr"), ("ar", "rtl")])
def test_a_mail_has_its_language_and_direction(language, direction):
    html = body(language=language).html

    assert f'<html lang="{language}" dir="{direction}"' in html
    assert ("direction: rtl" in html or "direction:rtl" in html) is (direction == "rtl")


def test_a_discreet_mail_has_no_word_of_the_network():
    discreet = body(discreet=True)

    assert "oalition" not in discreet.html.replace("coalition.example", "")
    assert discreet.subject == "Your code"
    assert "Coalition" in body().html


def test_a_subject_is_one_line_and_keeps_the_spaces_that_do_not_break():
    said = "Votre inscription\N{NO-BREAK SPACE}: 9\N{NARROW NO-BREAK SPACE}h"

    assert rendering.one_line(f"\n {said}\r\nBcc: all@coalition.example\u2028\x85 \t.\n") == (
        f"{said} Bcc: all@coalition.example ."
    )
    assert len(rendering.one_line("x" * 400)) == 300


def test_subjects_are_not_html_escaped():
    from django.template import Context, Template

    rendered = rendering.render(
        template="newsletters/mail/test",
        context={"subject": 'Rights & "law"', "source": "<mjml><mj-body></mj-body></mjml>"},
        language="en",
    )

    assert rendered.subject == '[Test] Rights & "law"'
    assert Template("{{ x }}").render(Context({"x": "&"})) == "&amp;"


def test_broken_mjml_is_a_value_error():
    with pytest.raises(ValueError, match=r"."):
        rendering.to_html("<mjml><mj-body>")


def test_lists_links_and_images_become_words():
    html = (
        '<head><style>p{}</style></head><p>One&nbsp;<a href="https://a.example/">there</a></p>'
        '<div style="display:none">hidden <b>too</b></div><ul><li>x</li><li>y<ul><li>z</li></ul></li></ul>'
        '<ol><li>first</li><li>second</li></ol><blockquote>Said</blockquote><img src="i" alt="A map">'
        '<a href="mailto:a@b.example">a@b.example</a> <a href="https://b.example/"><img alt="Logo"></a> '
        '<a href="https://c.example/"><b>Bold</b></a> <a href="https://d.example/"></a>'
    )

    assert plain_text.from_html(html.replace("</p>", ' <a href="https://a.example/">once more</a></p>', 1)).startswith(
        "One there (https://a.example/) once more\n"
    )
    assert plain_text.from_html(html) == (
        "One there (https://a.example/)\n\n  * x\n  * y\n      + z\n 1. first\n 2. second\n\nSaid\n\n"
        "[A map]a@b.example [Logo] (https://b.example/) Bold (https://c.example/) https://d.example/\n"
    )


def test_whatever_a_mail_says_stands_in_a_section():
    """What stands outside of one has neither ground nor margin; MJML lets it pass."""
    paths = (path for app in catalogs.APPS for path in (catalogs.ROOT / app).rglob("*.mjml"))
    own = [path for path in paths if '{% extends "mail/layout.mjml" %}' in path.read_text()]
    contents = {path.name: path.read_text().partition("{% block content %}")[2].strip() for path in own}
    contents = {name: re.sub(r"^(?:\{[{%][^}]*\}+\s*)+", "", content) for name, content in contents.items()}

    assert len(own) > 20
    assert [name for name, content in contents.items() if not content.startswith("<mj-section>")] == []


def test_an_address_in_an_arabic_mail_reads_from_left_to_right():
    context = {"subject": "x", "paragraphs": [["https://coalition.example/x/"]]}

    html = rendering.render(template="mail/account", context=context, language="ar").html

    assert re.search(r'<span dir="auto"><a href="https://coalition\.example/x/"', html)
