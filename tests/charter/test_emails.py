"""Every mail of the charter, rendered as it leaves: in every language, with its link, without other people's words."""

from datetime import date

import pytest
from django.conf import settings

from charter import adhesion_emails, emails
from charter.models import Signature
from coalition.mail import rendering
from coalition.mail.models import Message
from tests.factories.charter import SignatureFactory

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def render(message: Message) -> rendering.Body:
    """Return what the worker would send."""
    return rendering.render(
        template=message.template, context=message.context, language=message.language, discreet=message.discreet
    )


def mails(signature: Signature):
    signature.reason = "The act <b>2026/1</b> & its date\ndo not match."
    return {
        "resume": emails.send_resume_link(signature, "token-1", "camille@secret.example"),
        "code": emails.send_code(signature, "123456"),
        "submitted": emails.send_submitted(signature),
        "already_open": emails.send_already_open(signature),
        "accepted": emails.send_accepted(signature),
        "certificate": emails.send_certificate(signature, 1),
        "rejected": emails.send_rejected(signature),
        "changes_requested": emails.send_changes_requested(signature, 1),
        "adhesion_link": adhesion_emails.send_link(signature, "token-2"),
        "act_reminder": adhesion_emails.send_act_reminder(signature, "token-3", date(2026, 3, 1)),
        "act_again": adhesion_emails.send_act_again(signature, "token-4", signature.reason),
        "succession": adhesion_emails.send_succession(signature, "token-5", date(2026, 3, 1)),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_mail_goes_to_its_reader_in_their_language_with_its_link(language):
    signature = SignatureFactory(state="signed", language=language)
    for name, message in mails(signature).items():
        rendered = render(message)
        expected_reader = "camille@secret.example" if name == "resume" else signature.official_email
        assert (message.to, message.language) == (expected_reader, language)
        assert f'lang="{language}"' in rendered.html
        assert rendered.subject.strip() == rendered.subject != ""
        if url := message.context.get("url"):
            assert url.startswith(f"{settings.SITE_URL}/{language}/charter/")
            assert url in rendered.html
            assert url in rendered.text
        assert [word for word in (signature.contact_name, signature.contact_email) if word in rendered.html] == []


def test_the_code_stands_in_the_mail_and_no_link_does():
    message = emails.send_code(SignatureFactory(), "123456")
    rendered = render(message)
    assert "123456" in rendered.text
    assert "123456" in rendered.html
    assert "/charter/sign/" not in rendered.html


def test_the_reviewers_words_are_text_not_markup():
    rendered = render(mails(SignatureFactory(state="signed"))["rejected"])
    assert "The act &lt;b&gt;2026/1&lt;/b&gt; &amp; its date" in rendered.html
    assert "The act <b>2026/1</b> & its date" in rendered.text


def test_no_mail_quotes_an_answer_before_the_mailbox_is_verified():
    signature = SignatureFactory(signatory_name="Buy our pills", act_body="at pills.example")
    for message in (emails.send_resume_link(signature, "t", "victim@x.example"), emails.send_code(signature, "1")):
        rendered = render(message)
        assert [w for w in ("pills", "Camille") if w in rendered.html + rendered.text + rendered.subject] == []
