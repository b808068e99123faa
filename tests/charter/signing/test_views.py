"""The way to a signature over HTTP, without JavaScript and without an account."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from charter.signing.models import Signature
from charter.texts.models import CharterText
from coalition.mail.models import Message
from coalition.privacy import inquiries
from coalition.uploads.inspector.verdict import Cause
from coalition.uploads.refusals import SENTENCES
from tests.factories.charter import SignatureFactory, link_to, published_version
from tests.factories.members import LocalGovernmentFactory
from tests.uploads.files import PLAIN_PDF

pytestmark = pytest.mark.django_db

SIGNATORY = {
    "signatory_name": "سلمى بن فرح",
    "signatory_role": "رئيسة المجلس",
    "official_email": "diwan@town.example",
    "contact_name": "Camille",
}
ACT = {"act_status": "decided", "act_body": "Conseil", "act_number": "2026/09", "act_date": "2026-02-01"}


def url(name: str, token: str, step: str, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"charter:{name}", kwargs={"token": token, "step": step} if step else {"token": token})


def step_url(token: str, step: str, language: str = "en") -> str:
    return url("sign_step", token, step, language)


def agreement(language: str = "en") -> dict[str, str]:
    return {"agree": "on", "digest": CharterText.objects.current(language).digest}


def token_of(response) -> str:
    return response.url.split("/")[4]


@pytest.mark.parametrize("step", ["", "check", "done"])
def test_private_pages_leave_no_trace_and_an_unknown_token_or_step_is_not_found(client, step):
    published_version()
    token = link_to(SignatureFactory(state="mailbox_verified"))
    response = client.get(step_url(token, step) if step else url("sign_resume", token, ""))

    headers = {"Cache-Control": "no-store, private", "Referrer-Policy": "same-origin"}
    headers["X-Robots-Tag"] = "noindex, nofollow"
    assert {name: response[name] for name in headers} == headers
    for address in (url("sign_resume", "nope", ""), step_url("nope", step or "government"), step_url(token, "other")):
        assert (client.get(address).status_code, client.post(address, {}).status_code) == (404, 404)


def test_a_town_hall_signs_in_arabic(client):
    published_version()
    town = LocalGovernmentFactory(names={"en": "Jenine", "ar": "جنين"})
    LocalGovernmentFactory(code="XX-1", names={"en": "Hidden proposal"}, member=False, proposed=True)

    started = client.post("/ar/charter/sign/", {"email": "camille@secret.example"})
    token = token_of(started)
    assert started.url == step_url(token, "government", "ar")
    resume_mail = Message.objects.get()
    assert (resume_mail.to, resume_mail.language) == ("camille@secret.example", "ar")
    mailed = resume_mail.context["urls"][0]
    assert ("/ar/charter/sign/" in mailed, token in mailed) == (True, False)  # the browser's link proves nothing

    for typed, code, found in (("جنين", town.code, True), ("hidden", "XX-1", False)):
        page = client.get(step_url(token, "government", "ar"), {"q": typed}).text
        assert (f'value="{code}"' in page) is found
    chosen = client.post(step_url(token, "government", "ar"), {"action": "choose", "government": town.code})
    assert chosen.url == step_url(token, "signatory", "ar")
    assert client.post(chosen.url, SIGNATORY).url == step_url(token, "act", "ar")
    acted = client.post(step_url(token, "act", "ar"), {**ACT, "act_file": SimpleUploadedFile("act.pdf", PLAIN_PDF)})
    assert acted.url == step_url(token, "check", "ar")
    check = client.get(acted.url).text
    typed = (*SIGNATORY.values(), "2026/09", "act.pdf", "Charter 1 ar")
    assert [words for words in typed if words not in check] == []

    agreed = client.post(acted.url, agreement("ar"))
    assert agreed.url == step_url(token, "code", "ar")
    code_mail = Message.objects.get(template="charter/mail/code")
    assert (code_mail.to, code_mail.language, code_mail.sensitive) == ("diwan@town.example", "ar", True)
    code = code_mail.context["code"]
    wrong = client.post(agreed.url, {"code": "000000" if code != "000000" else "111111"})
    assert list(wrong.context["form"].errors) == ["code"]
    assert client.post(agreed.url, {"code": f"{code[:3]} {code[3:]}"}).url == step_url(token, "done", "ar")

    signature = Signature.objects.get()
    assert (signature.state, signature.government, signature.language) == ("submitted", town, "ar")
    assert (signature.act_file_name, signature.act_file.name.partition("/")[0]) == ("act.pdf", "acts")
    assert client.get(step_url(token, "act", "ar")).url == url("sign_resume", token, "", "ar")


def test_a_text_published_meanwhile_is_read_before_it_is_signed(client):
    published_version(1)
    token = link_to(SignatureFactory())
    agreed = agreement()
    newer = published_version(2)

    response = client.post(step_url(token, "check"), agreed)

    assert response.context["form"].non_field_errors() == [
        "The text changed while you were reading. Read the one below, then agree again."
    ]
    assert response.context["text"].version == newer
    assert not Message.objects.exists()


def test_up_to_the_code_a_page_is_the_same_whether_or_not_the_government_has_a_signature(client):
    published_version()
    taken = SignatureFactory(state="submitted", government__names={"en": "Harbour"}).government
    steps = ("government", "signatory", "act", "check", "code")
    answers, said = [], []
    for government in (taken, LocalGovernmentFactory(names=taken.names)):
        signature = SignatureFactory(government=government, official_email="x@town.example", act_number="2026/09")
        token = link_to(signature)
        pages = [client.post(step_url(token, "check"), agreement())]
        pages += [
            client.get(address) for address in (url("sign_resume", token, ""), *(step_url(token, s) for s in steps))
        ]
        code = Message.objects.filter(template="charter/mail/code").latest("pk").context["code"]
        pages.append(client.post(step_url(token, "code"), {"code": "000000" if code != "000000" else "111111"}))
        pages.append(client.post(step_url(token, "code"), {"code": code}))
        answers.append([as_seen(page, token, government.code) for page in pages])
        said.append(BeautifulSoup(client.get(step_url(token, "done")).content, "html.parser").h1.get_text())
    assert [status for status, _where, _words in answers[0]] == [302, *[200] * 6, 200, 302]
    assert answers[0] == answers[1]
    assert said == ["Your code is right; your signature was not sent", "We have received your signature"]
    assert Message.objects.filter(template="charter/mail/already_open").count() == 1


def as_seen(page, token: str, code: str) -> tuple[int, str, str]:
    """Return a page without what differs between any two signatures: secret, code of the government, token."""
    where, words = page.headers.get("Location", ""), page.content.decode()
    for own in (token, code):
        where, words = where.replace(own, ""), words.replace(own, "")
    return page.status_code, where, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words)


def test_lost_links_have_one_answer_for_known_and_unknown_addresses(client):
    SignatureFactory(contact_email="known@secret.example")
    answers = [
        client.post("/en/charter/sign/link/", {"email": a}) for a in ("known@secret.example", "no@where.example")
    ]

    assert [(a.status_code, a.url) for a in answers] == [(302, "/en/charter/sign/link/sent/")] * 2
    assert Message.objects.count() == 0  # the request looks nothing up: the worker does
    inquiries.answer_due()
    assert list(Message.objects.values_list("to", flat=True)) == ["known@secret.example"]


def test_signing_is_closed_before_the_first_publication(client):
    response = client.post("/en/charter/sign/", {"email": "a@b.example"})
    assert "Signing is not open yet" in response.content.decode()
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("act.pdf", b"<html><script>alert(1)</script>", SENTENCES[Cause.WEB_PAGE]),
        ("act.pdf.exe", b"MZ\x90\x00", SENTENCES[Cause.PROGRAM]),
        ("big.pdf", PLAIN_PDF + b"0" * 10 * 1024 * 1024, SENTENCES[Cause.TOO_LARGE]),
    ],
)
def test_a_hostile_file_is_refused_in_words(client, private_files, name, content, message):
    published_version()
    token = link_to(SignatureFactory())
    response = client.post(step_url(token, "act"), {**ACT, "act_file": SimpleUploadedFile(name, content)})

    assert response.context["form"].errors == {"act_file": [message]}
    assert not Signature.objects.get().act_file
    assert list(private_files.iterdir()) == []
