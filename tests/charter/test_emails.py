"""Every mail of the charter, rendered as it leaves: in every language, with its link, without other people's words."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from charter.signing import emails as signing_emails
from charter.signing.emails import template_of
from charter.signing.public_status import share_card
from coalition import dates
from coalition.mail import rendering
from coalition.mail.models import Message
from tests.charter.mails import (
    CONTACT,
    EXPECTED,
    FILLER,
    FIRST,
    MAILBOX,
    REVIEWER,
    REVIEWS,
    TOKEN,
    every_mail,
    signed,
)
from tests.factories.charter import SignatureFactory

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
RANDOM_TOKEN = re.compile(r"[\w-]{43}(?=/)")


def templates() -> set[str]:
    folder = Path(apps.get_app_config("charter").path) / "templates/charter/mail"
    return {path.name.removesuffix(".subject.txt") for path in folder.glob("*.subject.txt")}


def render(message: Message) -> rendering.Body:
    return rendering.render(
        template=message.template, context=message.context, language=message.language, discreet=message.discreet
    )


def test_every_mail_is_listed():
    assert EXPECTED.keys() == every_mail(signed("fr")).keys()
    assert {template_of(name) for name in EXPECTED} == {f"charter/mail/{name}" for name in templates()}


def shown(message: Message) -> dict[str, object]:
    """Return what a reader can tell of a mail. Its addresses stand with TOKEN in the place of a secret."""
    rendered = render(message)
    url = message.context.get("url") or "".join(message.context.get("urls", []))
    links = [RANDOM_TOKEN.sub(TOKEN, link) for link in re.findall(r'href="(http[^"]*)"', rendered.html)]
    return {
        "to": message.to,
        "language": message.language,
        "root": re.search(r"<html[^>]*?(lang=.\w+. dir=.\w+.)", rendered.html)[1],
        "links": sorted(links),
        "link in the text": url in rendered.text,
        "link to copy": f'<span dir="ltr">{url}</span>' in rendered.html,
        "discreet": message.discreet,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_mail_has_its_reader_subject_language_and_links(language):
    signature = signed(language)
    direction = "rtl" if language == "ar" else "ltr"
    addresses = {MAILBOX: signature.official_email, FILLER: CONTACT, REVIEWER: REVIEWS}
    facts = {"token": TOKEN, "code": signature.verification_code, "slug": signature.government.slug}
    facts |= {"language": language, "pk": signature.pk, "picture": share_card(signature, language).path}
    base = f"{settings.SITE_URL}/{language}/"
    with override(language):
        words = {"government": signature.government.name, "number": signature.number}
        words["answer_by"] = dates.day(signing_emails.answer_by(timezone.localdate(signature.submitted_at)))
    for name, messages in every_mail(signature).items():
        expected = EXPECTED[name]
        paths = [path for path in (expected.path, *expected.more) if path]
        own = {FILLER: [expected.to_contact]} if expected.to_contact else {}
        english = expected.subject.format(**words)
        assert {render(message).subject == english for message in messages} == {language == "en"}
        assert [(message.template, shown(message)) for message in messages] == [
            (
                template_of(name),
                {
                    "to": addresses[reader],
                    "language": language,
                    "root": f'lang="{language}" dir="{direction}"',
                    "links": sorted(urljoin(base, path.format(**facts)) for path in own.get(reader, paths)),
                    "link in the text": True,
                    "link to copy": bool(expected.path),
                    "discreet": False,
                },
            )
            for reader in expected.readers
        ]


def test_where_anybody_can_have_a_mailbox_the_first_mails_are_discreet_and_no_others():
    mails = every_mail(signed("fr", official_email="mairie@orange.fr", contact_email="camille@gmail.com"))
    assert {name for name, messages in mails.items() if any(mail.discreet for mail in messages)} == FIRST
    assert {render(mails[name][0]).subject for name in FIRST} == {"Un message pour vous"}


def test_only_the_copy_of_the_answers_quotes_who_filled_it_in_and_words_are_text_not_markup():
    signature = signed("fr")
    quoting, mails = set(), every_mail(signature)
    for name, messages in mails.items():
        bodies = [render(message).html for message in messages]
        assert not any("<b>" in body for body in bodies)
        quoting |= {name for body in bodies if signature.contact_name in body}
    assert quoting == {"submitted"}
    rejected = render(mails["rejected"][0])
    assert "The act &lt;b&gt;2026/1&lt;/b&gt; &amp; its date" in rejected.html
    assert "The act <b>2026/1</b> & its date" in rejected.text


def test_no_mail_quotes_an_answer_before_the_mailbox_is_verified_and_the_codes_mail_holds_no_link():
    signature = SignatureFactory(signatory_name="Buy our pills", act_body="at pills.example")
    code = render(signing_emails.send_code(signature, "123456"))
    resume = render(signing_emails.send_resume_links(["t"], "victim@x.example", signature.language))
    for mail in (code, resume):
        assert [w for w in ("pills", "Camille") if w in mail.html + mail.text + mail.subject] == []
    assert ("123456" in code.text, "123456" in code.html, "/charter/sign/" in code.html) == (True, True, False)
