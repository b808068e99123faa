"""Every kind of mail is shown in the demonstration, in each language, from examples that are kept in a file."""

import json
import os
import re
from collections.abc import Iterable

import lxml.html
import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from coalition.mail import gallery, rendering
from tests.factories.events import NOW

from .examples import every_mail

LANGUAGES = [code for code, _name in settings.LANGUAGES]
IN_ALL_FORMS = ("en", "ar")  # the languages in which each form of a mail is looked at, in the others the usual ones


@pytest.fixture(scope="module")
def owed(rows_of_the_module: None) -> dict[str, gallery.Example]:
    """Return each mail that is owed once, by its name; with WRITE_GALLERY set, keep all as the examples."""
    found: dict[str, gallery.Example] = {}
    with time_machine.travel(NOW, tick=False):
        for language in LANGUAGES if "WRITE_GALLERY" in os.environ else IN_ALL_FORMS:
            with transaction.atomic(), override(language):
                for name, mail in every_mail(language).items():
                    example = found.setdefault(name, gallery.Example(name, mail.template, mail.discreet, {}))
                    example.contexts[language] = mail.context
                transaction.set_rollback(True)
    if "WRITE_GALLERY" in os.environ:
        rows = [vars(example) for _name, example in sorted(found.items())]
        gallery.EXAMPLES.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        gallery.examples.cache_clear()
    return found


def shape(examples: dict[str, gallery.Example], languages: Iterable[str]) -> dict[str, tuple[str, bool, list[str]]]:
    """Return what an example must have in common with the mail that is sent: its template, and that of `languages`."""
    return {
        name: (row.template, row.discreet, sorted({*languages} & row.contexts.keys())) for name, row in examples.items()
    }


@pytest.mark.django_db
def test_the_examples_are_those_of_the_mails_that_are_sent(owed):
    assert shape(gallery.examples(), IN_ALL_FORMS) == shape(owed, IN_ALL_FORMS), (
        "WRITE_GALLERY=1 pytest tests/mail/test_gallery.py writes them anew"
    )
    assert {tuple(sorted(row.contexts)) for row in gallery.examples().values()} == {tuple(sorted(LANGUAGES))}


@pytest.mark.django_db
@pytest.mark.parametrize("language", IN_ALL_FORMS)
def test_a_kind_is_shown_as_it_looks_and_as_who_asked_for_discreet_mails_gets_it(client, language):
    page = client.get("/demo/mail/gallery/").text
    for name, example in gallery.examples().items():
        plain = f"/demo/mail/gallery/{name}/{language}/"
        assert f'src="{plain}"' in page
        for address, discreet in ((plain, False), (f"{plain}discreet/", True)):
            assert client.get(address).text == example.render(language, discreet=discreet).html


@pytest.mark.django_db
def test_a_mail_ends_with_why_it_came_and_a_discreet_one_keeps_it_to_itself():
    found = [example for example in gallery.examples().values() if "source" not in example.contexts["en"]]
    assert len(found) > 60
    for example in found:
        plain, discreet = (
            rendering.render(template=example.template, context=example.contexts["en"], language="en", discreet=asked)
            for asked in (False, True)
        )
        reason = plain.text.strip().split("\n\n")[-1]

        assert reason.startswith("You receive this email because "), example.name
        assert "You receive this email because " not in discreet.text, example.name


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(gallery.examples()))
def test_a_mail_says_what_it_is_about_has_one_button_and_is_short(name):
    """A heading unless it is discreet, at most one button, at most 120 words but for what a person wrote themselves."""
    example = gallery.examples()[name]
    context = {**example.contexts["en"], "answers": []}
    body = rendering.render(template=example.template, context=context, language="en", discreet=example.discreet)
    html = lxml.html.document_fromstring(body.html)

    assert [bool(heading.text_content().strip()) for heading in html.iter("h1")] == [True] * (not example.discreet)
    assert len(html.xpath("//a[contains(@style, 'inline-block')]")) <= 1
    assert len(re.sub(r"https?://\S+", "", body.text).split()) <= 120
