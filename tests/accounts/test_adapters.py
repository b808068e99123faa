"""Mail about an editor's account is owed to the ledger like any other, and tells a stranger nothing."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from coalition.mail import rendering
from coalition.mail.models import Message
from coalition.privacy import inquiries
from coalition.users.models import User
from tests.mail.examples import of_accounts

pytestmark = pytest.mark.django_db

RESET, CONFIRM = "account/email/password_reset_key", "account/email/email_confirmation"
SUBJECTS = {
    (RESET, "en"): "Set a new password",
    (RESET, "fr"): "Choisir un nouveau mot de passe",
    (RESET, "es"): "Elija una contraseña nueva",
    (RESET, "ar"): "اختيار كلمة مرور جديدة",
    (CONFIRM, "en"): "Please confirm your email address",
    (CONFIRM, "fr"): "Veuillez confirmer votre adresse électronique",
    (CONFIRM, "es"): "Confirme su dirección de correo electrónico",
    (CONFIRM, "ar"): "أكّدوا عنوان بريدكم الإلكتروني",
}


def ask(client, address: str) -> tuple[int, str]:
    response = client.post(reverse("account_reset_password"), {"email": address})
    inquiries.answer_due()
    return response.status_code, response["Location"]


@pytest.mark.parametrize("asked", ["testserver", "127.0.0.1:666", "localhost"])
def test_mailed_links_of_an_account_come_from_site_url_only(client, asked):
    """The Host header is the visitor's, and so is what a server makes of a header SCRIPT_NAME."""
    User.objects.create_user("nadia", "nadia@example.org", "a-Long-Enough-word")

    client.post(
        reverse("account_reset_password"),
        {"email": "nadia@example.org"},
        headers={"host": asked, "x-forwarded-host": "evil.example", "x-forwarded-proto": "https"},
        SCRIPT_NAME="/evil",
    )
    inquiries.answer_due()

    text = text_of(Message.objects.get())
    assert re.search(r"\w+://[^/\s]+/\w+/", text)[0] == f"{settings.SITE_URL}/accounts/"
    assert "evil" not in text


def text_of(mail: Message) -> str:
    return rendering.render(template=mail.template, context=mail.context, language=mail.language).text


def test_the_link_of_the_mail_sets_a_new_password_and_signs_nobody_in(client, settings):
    settings.MFA_REQUIRED = True
    editor = User.objects.create_superuser("nadia", "nadia@example.org", "a-Long-Enough-word")
    ask(client, editor.email)
    text = text_of(Message.objects.get())
    path = re.search(rf"{settings.SITE_URL}(/accounts/password/reset/key/\S+?/)(?=[\s>)]|$)", text)
    form = client.get(path[1], follow=True)
    words = {"password1": "another-Long-word-1", "password2": "another-Long-word-1"}

    assert client.post(form.request["PATH_INFO"], words).status_code == 302
    editor.refresh_from_db()
    assert editor.check_password("another-Long-word-1")
    assert client.get("/cms/")["Location"] == "/accounts/login/?next=/cms/"


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_each_mail_about_an_account_has_its_reader_subject_language_and_link(language):
    of_accounts(language)

    found = []
    for mail in Message.objects.filter(context__icontains="/accounts/").order_by("pk"):  # the third has no link
        body = rendering.render(template=mail.template, context=mail.context, language=mail.language)
        frame = re.search(r'<html[^>]*?(lang="\w+" dir="\w+")', body.html)[1]
        [link] = set(re.findall(rf'href="{settings.SITE_URL}(/[^"]*)"', body.html))
        where = (link.rsplit("/", 2)[0], f"{settings.SITE_URL}{link}" in body.text)
        found.append((mail.to, mail.discreet, body.subject, frame, *where))
    frame = f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"'
    assert found == [
        ("nadia@town.example", False, SUBJECTS[RESET, language], frame, "/accounts/password/reset/key", True),
        ("new@town.example", True, SUBJECTS[CONFIRM, language], frame, "/accounts/confirm-email", True),
    ]
