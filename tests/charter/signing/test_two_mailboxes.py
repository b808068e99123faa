"""Who is told of a signature: both mailboxes, once each is known to be theirs, and the reviewers."""

import pytest
from wagtail.users.models import UserProfile

from charter.review import services as reviews
from charter.signing import emails, services
from charter.signing.models import Signature
from coalition.mail import rendering
from coalition.mail.models import Message
from tests.factories.charter import SignatureFactory, agree, published_version, reviewer, staff

pytestmark = pytest.mark.django_db


def words_of(message: Message) -> str:
    body = rendering.render(
        template=message.template, context=message.context, language=message.language, discreet=message.discreet
    )
    return f"{body.subject} {body.html} {body.text}"


def code_mailed() -> str:
    return Message.objects.filter(template="charter/mail/code").latest("pk").context["code"]


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def test_the_button_behind_the_mailed_link_confirms_the_contact_and_opening_it_does_not(client):
    published_version()
    token = services.start(contact_email="camille@town.example", language="en")
    mailed = path_of(Message.objects.get().context["urls"][0])

    client.get(mailed)
    client.post(f"/en/charter/sign/{token}/")  # the browser that started holds another link
    assert Signature.objects.get().contact_is_confirmed is False

    pressed = client.post(mailed)
    assert pressed.url == f"{mailed}government/"
    first = Signature.objects.get().contact_confirmed_at
    client.post(mailed)
    assert first is not None
    assert Signature.objects.get().contact_confirmed_at == first
    assert 'method="post"' not in client.get(mailed).content.decode().split("<main")[1].split("</main")[0]


def test_a_contact_whose_address_nobody_confirmed_reads_no_word_of_it(client):
    published_version()
    signature = SignatureFactory(contact_confirmed_at=None, signatory_name="Buy our pills")
    agree(signature)
    services.confirm(signature=signature, code=code_mailed())
    signature.refresh_from_db()
    reviews.request_changes(signature=signature, reviewer=reviewer(1), reason="Which pills?")

    mails = list(Message.objects.filter(to=signature.contact_email).order_by("pk"))

    assert [(m.template, m.discreet, m.sensitive, m.unasked) for m in mails] == [
        ("charter/mail/news", True, True, True)
    ] * 2
    typed = ("pills", signature.government.names["fr"], signature.contact_name, signature.verification_code)
    assert [word for m in mails for word in typed if word in words_of(m)] == []
    link = path_of(mails[1].context["url"])
    page = client.get(link).content.decode()
    assert "Which pills?" in page
    client.post(link)
    assert Signature.objects.get().contact_is_confirmed is True


def test_an_address_that_is_both_gets_each_mail_once_and_is_confirmed_by_the_code():
    published_version()
    signature = SignatureFactory(
        official_email="hall@town.example", contact_email="hall@town.example", contact_confirmed_at=None
    )
    assert signature.contact_is_confirmed is False
    agree(signature)
    services.confirm(signature=signature, code=code_mailed())

    assert Signature.objects.get().contact_is_confirmed is True
    assert list(Message.objects.order_by("pk").values_list("template", "to")) == [
        ("charter/mail/code", "hall@town.example"),
        ("charter/mail/submitted", "hall@town.example"),
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "The request comes from camille@secret.example."),
        (
            {"contact_confirmed_at": None},
            "The request comes from somebody whose address we have not confirmed yet.",
        ),
        (
            {"contact_confirmed_at": None, "official_email": "mayor@secret.example"},
            "The request names a contact with an address at secret.example. We have not confirmed it yet.",
        ),
        ({"official_email": "camille@secret.example"}, "The request names this mailbox as its contact."),
        (
            {"government": None, "proposed_name": "Buy our pills", "proposed_country": "KM",
             "proposed_kind": "municipality"},
            "a local government that is new to our directory (Municipality, Comoros)",
        ),
    ],
)  # fmt: skip
def test_the_code_says_for_whom_and_at_whose_request_without_a_word_that_was_typed(fields, sentence):
    answers = {"contact_email": "camille@secret.example", "contact_name": "Buy our pills", "language": "en", **fields}
    said = words_of(emails.send_code(SignatureFactory(**answers), "123456"))

    assert [word for word in (sentence, "2 hours") if word not in said] == []
    assert "pills" not in said


def test_a_code_lives_two_hours(time_machine):
    published_version()
    for minutes, is_right in ((119, True), (121, False)):
        signature = SignatureFactory()
        time_machine.move_to("2026-03-01 12:00+00:00", tick=False)
        agree(signature)
        code = code_mailed()
        time_machine.shift(minutes * 60)
        assert services.confirm(signature=signature, code=code) is is_right


def test_each_reviewer_is_told_of_a_signature_that_comes():
    first, second, gone, mute = (staff("Charter reviewers", name) for name in ("first", "second", "gone", "mute"))
    UserProfile.objects.create(user=second, preferred_language="es")
    for user in (first, second, gone, staff("Committee editors", "editor")):
        user.email, user.is_active = f"{user.username}@network.example", user != gone
        user.save()
    assert mute.email == ""
    published_version()
    signature = SignatureFactory(government__names={"en": "Harbour", "es": "Puerto"})
    agree(signature)
    services.confirm(signature=signature, code=code_mailed())

    mails = Message.objects.filter(template="charter/mail/new_signature").order_by("pk")

    assert list(mails.values_list("to", "language", "context__government", "context__again")) == [
        ("first@network.example", "en", "Harbour", False),
        ("second@network.example", "es", "Puerto", False),
    ]
    assert {m.context["url"].endswith(f"/cms/charter/signatures/inspect/{signature.pk}/") for m in mails} == {True}
