"""States, ledger, the one live signature, and what mail goes to whom."""

import pytest
from django.db import IntegrityError, transaction

from charter.review import services as review_services
from charter.signing import services
from charter.signing.services import signatory_digest
from coalition.mail.models import Message
from coalition.members.models import LocalGovernment
from tests.factories.charter import SignatureFactory, accept, agree, published_version, reviewer
from tests.factories.mail import said

pytestmark = pytest.mark.django_db


def code_mailed() -> str:
    return Message.objects.filter(template="charter/mail/code").latest("pk").context["code"]


def test_a_signature_from_its_code_to_publication():
    version = published_version()
    signature = SignatureFactory()

    agree(signature)
    assert services.confirm(signature=signature, code="x") is False
    assert services.confirm(signature=signature, code=code_mailed()) is True
    accept(signature)

    signature.refresh_from_db()
    text = version.texts.get(language="fr")
    assert (signature.state, signature.version, signature.text_digest) == ("signed", version, text.digest)
    first, second = reviewer(1), reviewer(2)
    assert list(signature.ledger.order_by("sequence").values_list("event", "source", "target", "party", "actor")) == [
        ("verify_mailbox", "draft", "mailbox_verified", "town-hall", None),
        ("submit", "mailbox_verified", "submitted", "town-hall", None),
        ("check_authority", "submitted", "authority_checked", "staff", first.pk),
        ("publish", "authority_checked", "signed", "staff", second.pk),
    ]
    assert (signature.number, signature.checked_by, signature.decided_by) == (1, first, second)
    facts = {
        "government": signature.government.code,
        "text_sha256": text.digest,
        "signatory_sha256": signatory_digest(signature),
        "act_number": signature.act_number,
        "act_date": "2026-01-15",
        "ad_referendum_until": signature.ad_referendum_until.isoformat(),
        "number": 1,
    }
    entered = signature.ledger.latest("sequence").data
    assert {name: entered[name] for name in facts} == facts
    mails = Message.objects.order_by("pk").values_list("template", "to", "language", "sensitive")
    assert list(mails) == [
        ("charter/mail/code", signature.official_email, "fr", True),
        ("charter/mail/submitted", signature.official_email, "fr", True),
        ("charter/mail/submitted", signature.contact_email, "fr", True),
    ]


def test_a_code_needs_a_published_text_and_every_answer():
    signature = SignatureFactory(act_number="")
    with pytest.raises(services.Incomplete) as refused:
        agree(signature)
    assert refused.value.step == "act"

    with pytest.raises(services.NothingToSign):
        agree(SignatureFactory())


def test_only_the_text_that_was_read_is_signed():
    read = published_version(1).texts.get(language="fr")
    published_version(2)
    signature = SignatureFactory()

    with pytest.raises(services.TextChanged):
        services.send_code(signature=signature, language="fr", agreed_digest=read.digest)

    signature.refresh_from_db()
    assert (signature.version, signature.text_digest, Message.objects.count()) == (None, "", 0)


@pytest.mark.parametrize("state", ["submitted", "signed", "rejected"])
def test_answers_under_review_do_not_change(state):
    signature = SignatureFactory(state=state)
    with pytest.raises(services.SignatureClosed):
        services.propose_government(signature=signature, name="X", country="FR", kind="other")
    with pytest.raises(services.SignatureClosed):
        services.confirm(signature=signature, code="000000")


def test_a_second_signature_is_kept_and_only_its_mailbox_is_told():
    published_version()
    first = SignatureFactory(state="submitted")
    second = SignatureFactory(government=first.government)
    agree(second)

    assert services.confirm(signature=second, code=code_mailed()) is True

    second.refresh_from_db()
    assert second.state == "mailbox_verified"
    last = Message.objects.latest("pk")
    assert (last.template, last.to) == ("charter/mail/already_open", second.official_email)


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
    token = services.start(contact_email="Camille@Secret.example", language="es")
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
