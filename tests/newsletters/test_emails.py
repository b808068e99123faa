"""Every mail of the newsletter, rendered as it leaves: recipient, subject, language and link."""

import re

import pytest
from django.conf import settings

from coalition.mail import rendering
from newsletters.editions import services as editions
from newsletters.readers import emails
from newsletters.readers.models import SubscriptionRequest
from newsletters.sending import services as sending
from tests.factories.newsletters import ReaderFactory, make_edition, send_edition

pytestmark = pytest.mark.django_db
LANGUAGES = ["en", "ar"]
TITLE = 'Autumn & "rights"'

# Of the editions and their tests, by language and discreet mode; what goes to one address is always discreet.
SUBJECTS = {
    ("edition", "en", False): TITLE,
    ("edition", "ar", False): TITLE,
    ("edition", "en", True): "A message for you",
    ("edition", "ar", True): "رسالة لكم",
    ("test", "en", False): f"[Test] {TITLE}",
    ("test", "ar", False): f"[تجربة] {TITLE}",
    ("test", "en", True): "[Test] A message for you",
    ("test", "ar", True): "[تجربة] رسالة لكم",
}


def frame_of(html: str) -> str:
    """Return the language and the direction of a mail's body."""
    return re.search(r'<html[^>]*?(lang="\w+" dir="\w+")', html)[1]


def expected_frame(language: str) -> str:
    return f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"'


CONFIRM = f"{settings.SITE_URL}/%s/newsletter/confirm/link/secret/"
NEW = "new@town.example"


@pytest.mark.parametrize(("language", "subject"), [("en", "Your code"), ("ar", "رمزكم")])
def test_the_mail_to_a_new_address_is_discreet_and_leads_nowhere_else(language, subject):
    request = SubscriptionRequest.objects.create(email=NEW, language=language)
    message = emails.send_confirmation(request, code="123456", link="secret")
    mail = rendering.render(
        template=message.template, context=message.context, language=message.language, discreet=message.discreet
    )

    assert (message.to, message.discreet, message.sensitive) == (NEW, True, True)
    assert (mail.subject, frame_of(mail.html)) == (subject, expected_frame(language))
    assert re.findall(r'href="(http[^"]*)"', mail.html) == [CONFIRM % language]
    assert ("123456" in mail.text, NEW in mail.text) == (True, False)


@pytest.mark.parametrize("discreet", [False, True])
def test_the_edition_and_its_test(letters, discreet):
    page = make_edition(titles=dict.fromkeys(LANGUAGES, TITLE), date="2026-09-01", summary="All that is new")
    readers = {code: ReaderFactory(language=code, discreet=discreet) for code in LANGUAGES}
    tests = editions.send_tests(page=page, languages=LANGUAGES, to="editor@town.example", discreet=discreet)

    send_edition(page=page)
    sending.deliver()

    sent = {mail["Content-Language"]: mail for mail in letters()}
    for language, mail in sent.items():
        plain, html = (part.get_content() for part in mail.iter_parts())
        own = f"{settings.SITE_URL}/{language}/newsletter"
        links = [f"{own}/manage/{readers[language].token}/", f"{own}/unsubscribe/{readers[language].token}/"]
        assert (mail["To"], mail["Subject"]) == (readers[language].email, SUBJECTS["edition", language, discreet])
        assert frame_of(html) == expected_frame(language)
        assert re.findall(r'href="(http[^"]*)"', html)[-2:] == links
        assert [link in plain for link in links] == [True, True]
        assert (TITLE in plain, "All that is new" in plain) == (not discreet, not discreet)
    assert sorted(sent) == sorted(LANGUAGES)
    rendered = {
        test.language: (test.to, rendering.render(
            template=test.template, context=test.context, language=test.language, discreet=test.discreet
        )) for test in tests
    }  # fmt: skip
    assert {code: (to, mail.subject, frame_of(mail.html)) for code, (to, mail) in rendered.items()} == {
        code: ("editor@town.example", SUBJECTS["test", code, discreet], expected_frame(code)) for code in LANGUAGES
    }
