"""What a library sends by Django's own functions is owed to the ledger: no mail goes around it."""

import pytest
from django.core.mail import EmailMessage  # noqa: TID251

from coalition.mail import rendering
from coalition.mail.models import Message
from tests.mail.smtp_sink import LEDGER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_in_the_running_site(settings):
    settings.MAILERS = LEDGER  # Django's test environment puts a memory in its place


def owed() -> list[tuple[str, str, bool]]:
    return sorted(Message.objects.values_list("to", "template", "sensitive"))


def test_a_mail_of_django_is_owed_to_each_of_its_recipients():
    written = EmailMessage("Hello", "One <b>.\nTwo.\n\nThree.", to=["Ada <a@town.example>", "b@town.example"])
    written.bcc = ["c@town.example"]

    assert written.send() == 1

    assert owed() == [(f"{name}@town.example", "mail/account", True) for name in "abc"]
    mail = Message.objects.filter(to="a@town.example").get()
    body = rendering.render(template=mail.template, context=mail.context, language=mail.language)
    assert (body.subject, body.text.split("\n\n")[1:4]) == ("Hello", ["Hello", "One <b>.\nTwo.", "Three."])
    assert "<b>" not in body.html.partition("<body")[2]


def test_an_attachment_is_refused_before_it_could_be_lost():
    written = EmailMessage("Hello", "Text", to=["a@town.example"])
    written.attach("a.txt", "words", "text/plain")

    with pytest.raises(ValueError, match=r"services\.send"):
        written.send()
    assert owed() == []
