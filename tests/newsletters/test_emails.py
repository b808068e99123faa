"""Every mail of the newsletter, rendered as it leaves: recipient, subject, language and link."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from coalition.mail import rendering
from newsletters.editions import services as editions
from newsletters.readers import emails
from newsletters.readers import emails as moving
from newsletters.readers.models import AddressChange, SubscriptionRequest
from newsletters.sending import services as sending
from tests.factories.newsletters import ReaderFactory, make_edition, send_edition

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
TITLE = 'Autumn & "rights"'

# By mail, language and discreet mode. The confirmation goes to an address that nobody confirmed: it is always discreet.
SUBJECTS = {
    ("address", "en", True): "Your code",
    ("address", "fr", True): "Votre code",
    ("address", "es", True): "Su código",
    ("address", "ar", True): "رمزكم",
    ("confirm", "en", True): "Your code",
    ("confirm", "fr", True): "Votre code",
    ("confirm", "es", True): "Su código",
    ("confirm", "ar", True): "رمزكم",
    ("edition", "en", False): TITLE,
    ("edition", "fr", False): TITLE,
    ("edition", "es", False): TITLE,
    ("edition", "ar", False): TITLE,
    ("edition", "en", True): "Your reading for September 2026",
    ("edition", "fr", True): "Votre lecture pour septembre 2026",
    ("edition", "es", True): "Su lectura de septiembre de 2026",
    ("edition", "ar", True): "قراءاتكم لشهر سبتمبر 2026",
    ("moved", "en", True): "Your settings were changed",
    ("moved", "fr", True): "Vos réglages ont été modifiés",
    ("moved", "es", True): "Sus ajustes han cambiado",
    ("moved", "ar", True): "تغيّرت إعداداتكم",
    ("test", "en", False): f"[Test] {TITLE}",
    ("test", "fr", False): f"[Essai] {TITLE}",
    ("test", "es", False): f"[Prueba] {TITLE}",
    ("test", "ar", False): f"[تجربة] {TITLE}",
    ("test", "en", True): "[Test] Your reading for September 2026",
    ("test", "fr", True): "[Essai] Votre lecture pour septembre 2026",
    ("test", "es", True): "[Prueba] Su lectura de septiembre de 2026",
    ("test", "ar", True): "[تجربة] قراءاتكم لشهر سبتمبر 2026",
}


def frame_of(html: str) -> str:
    """Return the language and the direction of a mail's body."""
    return re.search(r'<html[^>]*?(lang="\w+" dir="\w+")', html)[1]


def expected_frame(language: str) -> str:
    return f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"'


def test_every_mail_is_listed_in_every_language():
    folder = Path(apps.get_app_config("newsletters").path) / "templates/newsletters/mail"
    names = {path.stem for path in folder.glob("*.mjml")}

    both = {(name, code, discreet) for name in names for code in LANGUAGES for discreet in (False, True)}
    neutral = ("address", "confirm", "moved")
    assert SUBJECTS.keys() == both - {(name, code, False) for name in neutral for code in LANGUAGES}


@pytest.mark.parametrize("discreet", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_confirmation(language, discreet):
    request = SubscriptionRequest.objects.create(email="a@town.example", language=language, discreet=discreet)

    message = emails.send_confirmation(request, code="123456", link="secret-of-the-link")
    mail = rendering.render(
        template=message.template, context=message.context, language=message.language, discreet=message.discreet
    )

    link = f"{settings.SITE_URL}/{language}/newsletter/confirm/link/secret-of-the-link/"
    assert (message.to, message.discreet, message.sensitive) == ("a@town.example", True, True)
    assert (mail.subject, frame_of(mail.html)) == (SUBJECTS["confirm", language, True], expected_frame(language))
    assert re.findall(r'href="(http[^"]*)"', mail.html) == [link]
    assert [word in mail.text for word in (link, "123456")] == [True, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_to_another_address_has_no_link(language):
    message = moving.send_code(AddressChange(pk=1, email="new@town.example", language=language), code="123456")
    mail = rendering.render(
        template=message.template, context=message.context, language=message.language, discreet=message.discreet
    )

    assert (message.to, message.discreet, message.sensitive) == ("new@town.example", True, True)
    assert (mail.subject, frame_of(mail.html)) == (SUBJECTS["address", language, True], expected_frame(language))
    assert (re.findall(r'href="(http[^"]*)"', mail.html), "123456" in mail.text) == ([], True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_old_address_is_told(language):
    change = AddressChange(pk=1, email="new@town.example", language=language)

    message = moving.tell_old_address(change, address="old@town.example")
    mail = rendering.render(
        template=message.template, context=message.context, language=message.language, discreet=message.discreet
    )

    assert (message.to, message.discreet) == ("old@town.example", True)
    assert (mail.subject, frame_of(mail.html)) == (SUBJECTS["moved", language, True], expected_frame(language))
    assert re.findall(r'href="(http[^"]*)"', mail.html) == []


@pytest.mark.parametrize("discreet", [False, True])
def test_the_edition_and_its_test(letters, discreet):
    page = make_edition(titles=dict.fromkeys(LANGUAGES, TITLE), date="2026-09-01")
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
    assert sorted(sent) == sorted(LANGUAGES)
    rendered = {
        test.language: (test.to, rendering.render(
            template=test.template, context=test.context, language=test.language, discreet=test.discreet
        )) for test in tests
    }  # fmt: skip
    assert {code: (to, mail.subject, frame_of(mail.html)) for code, (to, mail) in rendered.items()} == {
        code: ("editor@town.example", SUBJECTS["test", code, discreet], expected_frame(code)) for code in LANGUAGES
    }
