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


def filled(page, answers: dict[str, str]) -> dict[str, str]:
    """Return what a browser sends of the form that asks for `answers`, which somebody fills in; what is in it stays."""
    form = BeautifulSoup(page.content, "html.parser").find("main").find(attrs={"name": next(iter(answers))})
    kept = {}
    for field in form.find_parent("form").find_all(["input", "select"]):
        if field.get("type") not in ("radio", "checkbox", "file") or field.has_attr("checked"):
            kept[field["name"]] = field.get("value", "")
    assert {name: kept.get(name, "") for name in answers} == dict.fromkeys(answers, ""), "it is in the form already"
    return kept | answers


def test_a_town_hall_signs_on_five_pages_by_nine_answers(client):
    """Where it is in the directory; before, it were nine pages with `how-to-sign/`, and thirteen answers."""
    published_version()
    town = LocalGovernmentFactory(names={"en": "Jenine", "ar": "جنين"}, kind="municipality")
    who = {name: words for name, words in SIGNATORY.items() if name != "contact_name"}
    asked = (
        {"government": "جنين", "email": "camille@secret.example"},
        who,
        {"act_number": "2026/09", "act_date": "2026-02-01"},
        {"agree": "on", "code": ""},
    )
    pages = [client.get("/ar/charter/sign/")]
    for answers in asked:
        if "code" in answers:
            answers["code"] = Message.objects.get(template="charter/mail/code").context["code"]
        here = pages[-1].request
        address = f"{here['PATH_INFO']}?{here['QUERY_STRING']}"
        pages.append(client.post(address, filled(pages[-1], answers), follow=True))
        assert pages[-1].status_code == 200

    assert (len(pages), sum(map(len, asked))) == (5, 9)
    assert pages[-1].request["PATH_INFO"].endswith("/done/")
    signature = Signature.objects.get()
    facts = {"government": town, "state": "submitted", "language": "ar", "act_body": "المجلس البلدي", **who}
    assert {name: getattr(signature, name) for name in facts} == facts
    mails = Message.objects.order_by("pk").values_list("template", "to", "language", "sensitive")
    assert list(mails)[:2] == [
        ("charter/mail/resume", "camille@secret.example", "ar", True),
        ("charter/mail/code", "diwan@town.example", "ar", True),
    ]


def test_each_step_leads_on_shows_what_was_typed_and_a_former_one_leads_to_what_took_its_place(client):
    published_version()
    town = LocalGovernmentFactory(names={"en": "Jenine", "ar": "جنين"})
    LocalGovernmentFactory(code="XX-1", names={"en": "Hidden proposal"}, member=False, proposed=True)
    started = client.post("/ar/charter/sign/", {"email": "camille@secret.example", "government": "hidden"})
    token = started.url.split("/")[4]
    assert started.url == step_url(token, "government", "ar")
    assert 'value="hidden"' in client.get(started.url).text
    assert token not in Message.objects.get().context["urls"][0]  # the browser's link proves nothing

    for typed, code, found in (("جنين", town.code, True), ("hidden", "XX-1", False)):
        page = client.get(step_url(token, "government", "ar"), {"q": typed}).text
        assert (f'value="{code}"' in page) is found
    answers = {"government": town.code, **SIGNATORY}
    assert client.post(step_url(token, "government", "ar"), answers).url == step_url(token, "act", "ar")
    acted = client.post(step_url(token, "act", "ar"), {**ACT, "act_file": SimpleUploadedFile("act.pdf", PLAIN_PDF)})
    assert acted.url == step_url(token, "check", "ar")
    check = client.get(acted.url).text
    typed = (*SIGNATORY.values(), "2026/09", "act.pdf", "Charter 1 ar")
    assert [words for words in typed if words not in check] == []
    former = [client.get(step_url(token, step, "ar")).url for step in ("signatory", "code")]
    assert former == [step_url(token, step, "ar") for step in ("act", "check")]

    code = Message.objects.get(template="charter/mail/code").context["code"]
    wrong = client.post(acted.url, agreement("ar") | {"code": other_than(code)})
    assert list(wrong.context["form"].errors) == ["code"]
    untold = client.post(acted.url, {"code": code})
    assert list(untold.context["form"].errors) == ["agree"]
    assert client.post(acted.url, {"again": "1"}).url == f"{acted.url}?again#sign"
    code = Message.objects.filter(template="charter/mail/code").latest("pk").context["code"]
    spaced = agreement("ar") | {"code": f"{code[:3]} {code[3:]}"}
    assert client.post(acted.url, spaced).url == step_url(token, "done", "ar")
    signature = Signature.objects.get()
    assert (signature.act_file_name, signature.act_file.name.partition("/")[0]) == ("act.pdf", "acts")
    assert client.get(step_url(token, "act", "ar")).url == url("sign_resume", token, "", "ar")


def other_than(code: str) -> str:
    return "000000" if code != "000000" else "111111"


def test_a_text_published_meanwhile_is_read_before_it_is_signed(client):
    published_version(1)
    token = link_to(SignatureFactory())
    agreed = agreement()
    newer = published_version(2)

    response = client.post(step_url(token, "check"), agreed | {"code": "000000"})

    assert response.context["form"].non_field_errors() == [
        "The text changed while you were reading. Read the one below, then agree again."
    ]
    assert response.context["text"].version == newer
    assert not Message.objects.exists()


def test_up_to_the_code_a_page_is_the_same_whether_or_not_the_government_has_a_signature(client):
    published_version()
    taken = SignatureFactory(state="submitted", government__names={"en": "Harbour"}).government
    steps = ("government", "act", "check")
    answers, said = [], []
    for government in (taken, LocalGovernmentFactory(names=taken.names)):
        signature = SignatureFactory(government=government, official_email="x@town.example", act_number="2026/09")
        token = link_to(signature)
        pages = [client.post(step_url(token, "act"), ACT)]
        pages += [
            client.get(address) for address in (url("sign_resume", token, ""), *(step_url(token, s) for s in steps))
        ]
        code = Message.objects.filter(template="charter/mail/code").latest("pk").context["code"]
        for typed in (other_than(code), code):
            pages.append(client.post(step_url(token, "check"), agreement() | {"code": typed}))
        answers.append([as_seen(page, token, government.code) for page in pages])
        said.append(BeautifulSoup(client.get(step_url(token, "done")).content, "html.parser").h1.get_text())
    assert [status for status, _where, _words in answers[0]] == [302, *[200] * 4, 200, 302]
    assert answers[0] == answers[1]
    assert said == ["Your code is right; your signature was not sent", "We have received your signature"]
    assert Message.objects.filter(template="charter/mail/already_open").count() == 1


def as_seen(page, token: str, code: str) -> tuple[int, str, str]:
    """Return a page without what differs between any two signatures: secret, code of the government, token."""
    where, words = page.headers.get("Location", ""), page.content.decode()
    for own in (token, code):
        where, words = where.replace(own, ""), words.replace(own, "")
    return page.status_code, where, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words)


def test_signing_is_closed_before_the_first_publication(client):
    response = client.post("/en/charter/sign/", {"email": "a@b.example", "government": "A"})
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
