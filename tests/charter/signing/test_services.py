"""States, ledger, the one live signature, and what mail goes to whom."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.users.models import UserProfile

from charter.review import services as review_services
from charter.review import services as reviews
from charter.signing import emails, public_status, services
from charter.signing.models import Signature
from charter.texts.models import CharterText
from coalition.mail import rendering
from coalition.mail.models import Message
from coalition.members.models import LocalGovernment
from tests.factories.charter import (
    SignatureFactory,
    accept,
    agree,
    link_to,
    list_members,
    published_version,
    reviewer,
    staff,
)
from tests.factories.mail import said
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db


def code_mailed() -> str:
    return Message.objects.filter(template="charter/mail/code").latest("pk").context["code"]


def test_a_code_needs_a_published_text_and_every_answer():
    signature = SignatureFactory(act_number="")
    with pytest.raises(services.Incomplete) as refused:
        agree(signature)
    assert refused.value.step == "act"

    with pytest.raises(services.NothingToSign):
        agree(SignatureFactory())


@pytest.mark.parametrize("state", ["submitted", "signed", "rejected"])
def test_answers_under_review_do_not_change(state):
    signature = SignatureFactory(state=state)
    with pytest.raises(services.SignatureClosed):
        services.propose_government(signature=signature, name="X", country="FR", kind="other")
    with pytest.raises(services.SignatureClosed):
        services.confirm(signature=signature, code="000000")


def test_a_proposed_government_is_made_when_the_mailbox_is_proven_and_counts_when_accepted():
    published_version()
    signature = SignatureFactory(
        government=None, proposed_name="Ville Nouvelle", proposed_country="FR", proposed_kind="municipality"
    )
    agree(signature)
    assert not LocalGovernment.objects.exists()

    services.confirm(signature=signature, code=code_mailed())
    government = LocalGovernment.objects.get()
    assert (government.names, government.member, government.proposed) == ({"fr": "Ville Nouvelle"}, False, True)
    assert list(LocalGovernment.objects.public()) == []

    accept(signature)
    assert list(LocalGovernment.objects.public()) == [government]
    assert LocalGovernment.objects.get().proposed is False


def test_resume_mails_a_fresh_link_to_an_open_signature_and_none_for_strangers():
    token = services.start(government="", contact_email="Camille@Secret.example", language="es")
    assert services.resume(contact_email="camille@secret.example") == 1
    assert services.resume(contact_email="nobody@secret.example") == 0

    mails = list(Message.objects.order_by("pk"))
    assert [(m.template, m.to, m.language, m.sensitive) for m in mails] == [
        ("charter/mail/resume", "camille@secret.example", "es", True)
    ] * 2
    assert len({token, *(mail.context["urls"][0].split("/")[-2] for mail in mails)}) == 3  # a link for each


def test_the_database_allows_one_bound_live_signature_per_government():
    first = SignatureFactory(state="signed")
    for wrong, name in (
        ({"government": first.government}, "one_live_signature_per_government_and_version"),
        ({"text_digest": ""}, "live_signature_is_bound"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            SignatureFactory(state="submitted", **wrong)
    for state in ("draft", "mailbox_verified", "rejected", "changes_requested"):
        SignatureFactory(state=state, government=first.government)


def test_asked_changes_open_the_signature_by_a_mailed_link_and_another_mailbox_asks_for_another_code(client):
    signature = SignatureFactory(state="submitted")
    review_services.request_changes(signature=signature, reviewer=reviewer(1), reason="Which act?")

    mails = list(Message.objects.order_by("pk"))
    assert [(said(mail), mail.to, mail.sensitive) for mail in mails] == [
        ("changes_requested", to, True) for to in (signature.official_email, signature.contact_email)
    ]
    assert mails[0].context["url"] != mails[1].context["url"]  # the contact's own confirms the contact
    for mail in mails:
        assert "Which act?" in client.get(mail.context["url"]).text
    agree(signature)
    assert services.confirm(signature=signature, code=code_mailed()) is True
    signature.refresh_from_db()
    assert signature.state == "submitted"

    other = SignatureFactory(state="mailbox_verified")
    services.set_signatory(
        signature=other, signatory_name="Other", signatory_role="Maire", official_email="Other@Town.example",
        contact_name="C",
    )  # fmt: skip
    other.refresh_from_db()
    assert (other.state, other.mailbox_verified_at, other.official_email) == ("draft", None, "other@town.example")
    assert other.ledger.get().event == "reopen"


def words_of(message: Message) -> str:
    body = rendering.render(
        template=message.template, context=message.context, language=message.language, discreet=message.discreet
    )
    return f"{body.subject} {body.html} {body.text}"


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def test_the_button_behind_the_mailed_link_confirms_the_contact_and_opening_it_does_not(client):
    published_version()
    token = services.start(government="", contact_email="camille@town.example", language="en")
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
        ("charter/mail/news", False, True, True)
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


def test_a_code_lives_two_hours_as_its_page_says(client, time_machine):
    published_version()
    for minutes, is_right in ((119, True), (121, False)):
        signature = SignatureFactory()
        time_machine.move_to("2026-03-01 12:00+00:00", tick=False)
        said = client.get(at_the_code(signature)).text
        assert [words for words in ("valid for 2 hours", "spam folder") if words not in said] == []
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


@pytest.fixture
def codes(monkeypatch, settings):
    """What was mailed, in order. Limits are on."""
    mailed = []
    send = emails.send_code

    def keep(signature, code):
        message = send(signature, code)
        mailed.append((message.state, code))
        return message

    monkeypatch.setattr("charter.signing.emails.send_code", keep)
    settings.RATE_LIMITS_ENABLED = True
    published_version()
    return mailed


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_is_mailed_once_and_signs_for_the_government_and_mailbox_that_its_mail_names():
    """A correction mails no other code, another government does: the code of before is wrong for it."""
    published_version()
    signature = SignatureFactory()
    mailed = []
    for change in (
        lambda: None,
        lambda: services.set_act(signature=signature, act_body="Other", ad_referendum_until=date(2999, 1, 1)),
        lambda: services.choose_government(signature=signature, government=LocalGovernmentFactory()),
        lambda: Signature.objects.update(official_email="other@town.example"),
    ):
        change()
        services.mail_code(signature=signature, language="ar")
        mailed.append(Message.objects.count())
    mails = list(Message.objects.order_by("pk"))
    services.mail_code(signature=signature, language="ar", again=True)

    assert (mailed, Message.objects.count()) == ([1, 1, 2, 3], 4)
    told = [(mail.language, mail.to) for mail in mails[1:]]
    assert told == [("ar", signature.official_email), ("ar", "other@town.example")]
    digest = CharterText.objects.current("ar").digest
    signed = [
        services.sign(signature=signature, language="ar", agreed_digest=digest, code=mail.context["code"])
        for mail in Message.objects.order_by("pk")
    ]
    assert signed == [False, False, False, True]


def at_the_code(signature):
    agree(signature)
    return f"/en/charter/sign/{link_to(signature)}/check/"


def signed_with(code):
    return {"agree": "on", "digest": CharterText.objects.current("en").digest, "code": code}


def test_a_stranger_who_names_the_same_mailbox_neither_blocks_nor_replaces_the_right_code(client, codes):
    mine, theirs = (SignatureFactory(official_email="mayor@town.example") for _number in range(2))
    my_address, their_address = at_the_code(mine), at_the_code(theirs)
    my_code, their_code = codes[0][1], codes[1][1]

    for _time in range(15):
        client.post(their_address, signed_with(wrong(their_code)), REMOTE_ADDR="192.0.2.7")
    guessed = client.post(their_address, signed_with(their_code), REMOTE_ADDR="192.0.2.8")

    assert list(guessed.context["form"].errors) == ["code"]  # the right one, after too many wrong ones
    assert client.post(my_address, signed_with(my_code)).status_code == 302
    mine.refresh_from_db()
    assert mine.state == "submitted"


def test_a_code_over_the_budget_of_the_mailbox_cannot_be_guessed(client, codes):
    addresses = [at_the_code(SignatureFactory(official_email="mayor@town.example")) for _number in range(4)]

    answers = [
        client.post(address, signed_with(code)).status_code
        for address, (_state, code) in zip(addresses, codes, strict=True)
    ]

    assert [state for state, _code in codes] == ["queued"] * 3 + ["over_budget"]
    assert answers[-1] == 200  # as for a wrong code: the page says nothing else


def test_the_image_names_government_and_number_in_each_language():
    signature = SignatureFactory(state="signed", government__names={"en": "Harbour", "fr": "Le Port", "ar": "الميناء"})
    said = {code: public_status.share_card(signature, code) for code in ("en", "fr", "ar")}
    assert {code: (card.title, card.eyebrow) for code, card in said.items()} == {
        "en": ("Harbour has signed the charter", f"Signatory no. {signature.number}"),
        "fr": ("Le Port a signé la charte", f"Signataire n°\xa0{signature.number}"),
        "ar": ("وقّعت الميناء على الميثاق", f"الجهة الموقِّعة رقم {signature.number}"),
    }
    assert public_status.find_share_card(signature.verification_code, "fr") == said["fr"]


def test_the_page_of_the_signature_shows_its_image(client: Client):
    signature = SignatureFactory(state="signed")
    page = client.get(f"/fr/charter/verify/{signature.verification_code}/").content.decode()
    assert public_status.share_card(signature, "fr").path in page


@pytest.mark.parametrize("state", ["draft", "submitted", "on_hold", "withdrawn"])
def test_a_signature_that_is_not_in_force_has_no_words_on_an_image(state):
    signature = SignatureFactory(state=state)
    assert public_status.share_card(signature, "en") is None
    assert public_status.find_share_card(signature.verification_code, "en") is None


def test_an_association_is_incomplete_until_each_member_has_a_mailbox():
    signature = SignatureFactory(government=LocalGovernmentFactory(kind="association"))
    list_members(signature, LocalGovernmentFactory.create_batch(2))
    first, second = signature.group_members.order_by("pk")
    steps = {}
    for known in ([], [first], [second], [first, second]):
        signature.group_members.update(official_email="")
        for member in known:
            signature.group_members.filter(pk=member.pk).update(official_email=member.official_email)
        steps[len(known), known[0].pk if known else 0] = services.missing_step(Signature.objects.get(pk=signature.pk))
    assert list(steps.values()) == ["members", "members", "members", None]
    signature.group_members.all().delete()
    assert services.missing_step(signature) == "members"
