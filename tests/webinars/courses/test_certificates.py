"""Who finished a course takes a signed PDF along; anybody checks them, by us or without us."""

import base64
import hashlib
import json
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from urllib.parse import urlsplit

import jwt
import pikepdf
import pytest
from bs4 import BeautifulSoup
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from PIL import Image

from coalition.caching import memory as memories
from coalition.certificates.models import IssuedCertificate, IssuedFile
from coalition.certificates.services import file_address
from coalition.certificates.signing_key import Identity
from coalition.privacy import services as privacy
from coalition.privacy.rate_limits import LIMITS
from tests.caching.test_page_cache import Heard
from tests.factories.courses import lessons_of
from tests.factories.events import NOW
from tests.factories.learning import enrolled, hand_in, small_course, with_pages
from webinars.courses import certificates, enrolment

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    """Return somebody who finished a course."""
    course = with_pages(small_course(lessons=1, kinds=("one",)), "ar")
    made = enrolled(course, email="ada@mail.example")
    hand_in(made, lessons_of(course)[0])
    made.refresh_from_db()
    return made


def page_of(learner, language="en"):
    return f"/{language}/learning/certificate/{learner.token}/"


def check_page(code):
    return f"/en/courses/certificate/{code}/"


def file_page(file):
    return f"/en/courses/certificate/file/{hashlib.sha256(file).hexdigest()}/"


def file_of(client, learner, **typed):
    return client.post(page_of(learner), {"name": "Ada", **typed})


def test_only_who_finished_has_a_certificate(client, learner):
    other = enrolled(learner.course)

    assert client.get(page_of(other)).status_code == 404
    assert page_of(other) not in client.get(f"/en/learning/{other.token}/").text
    assert file_of(client, other).status_code == 404
    assert page_of(learner) in client.get(f"/en/learning/{learner.token}/").text
    assert client.get(page_of(learner)).status_code == 200
    assert IssuedCertificate.objects.count() == 0  # looking changes nothing


def test_the_pdf_is_drawn_in_four_languages_signed_and_recognised(client, learner):
    titles = set()
    for language, _name in settings.LANGUAGES:
        answer = client.post(page_of(learner, language), {"name": "Ada نجمة µ\u0620"})
        assert answer["Content-Type"] == "application/pdf"
        with pikepdf.open(BytesIO(answer.content)) as pdf:
            titles.add(str(pdf.docinfo["/Title"]).partition(":")[0])
            assert [str(field["/T"]) for field in pdf.Root.AcroForm.Fields] == ["Certificate"]

    assert len(titles) == 4
    assert "The file is genuine" in client.get(file_page(answer.content)).text
    assert file_address(hashlib.sha256(answer.content).hexdigest()).endswith(
        file_page(answer.content).removeprefix("/en")
    )
    assert client.get(file_page(answer.content + b" ")).status_code == 404


UNCHECKED = {"options": {"verify_signature": False}}


def asked(client, address):
    """Return what the site answers at an `address` that a badge names."""
    return client.get(urlsplit(address).path)


def token_in(answer) -> str:
    """Return the signed credential in the badge that was sent."""
    return Image.open(BytesIO(answer.content)).text["openbadgecredential"]


def test_a_badge_says_what_was_learned_and_verifies_by_the_rules_of_1edtech(client, learner):
    file_of(client, learner, name="Ada Lovelace")
    answer = client.post(page_of(learner), {"badge": ""})
    token = token_in(answer)

    header = jwt.get_unverified_header(token)
    assert set(header) == {"alg", "typ", "kid", "jwk"}
    key = asked(client, header["kid"]).json()
    assert key == header["jwk"]
    assert (set(key), client.get("/data/badge-keys.json").json()) == ({"e", "kty", "n"}, {"keys": [key]})
    verified = {"key": jwt.PyJWK(key, "RS256"), "algorithms": ["RS256"]}
    badge = jwt.decode(token, **verified, options={"require": ["iss", "jti", "sub", "nbf"]})

    subject, issuer = badge["credentialSubject"], badge["issuer"]
    assert (badge["iss"], badge["jti"], badge["sub"]) == (issuer["id"], badge["id"], subject["id"])
    assert badge["nbf"] == datetime.fromisoformat(badge["validFrom"]).timestamp()
    assert badge["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    context = {"@context": badge["@context"]}
    assert asked(client, issuer["id"]).json() == context | issuer
    assert asked(client, subject["achievement"]["id"]).json() == context | subject["achievement"]
    assert asked(client, subject["achievement"]["image"]["id"])["Content-Type"] == "image/png"
    assert subject["achievement"]["criteria"]["narrative"].splitlines()[:3] == [
        "1. lesson-1 in en", "", "1 lesson · about 10 minutes · with 70 % right answers",
    ]  # fmt: skip
    assert "This certificate is genuine" in asked(client, badge["id"]).text
    assert "The file is genuine" in client.get(file_page(answer.content)).text
    assert not [word for word in ("Ada", "Lovelace", "mail.example") if word in json.dumps(badge)]

    head, _claims, proof = token.split(".")
    changed = base64.urlsafe_b64encode(json.dumps(badge | {"name": "Another course"}).encode()).decode().rstrip("=")
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(f"{head}.{changed}.{proof}", **verified)


def test_a_badge_is_in_the_language_of_its_page_and_unknown_after_another_name(client, learner):
    file_of(client, learner, name="Ada")
    told = [
        jwt.decode(token_in(client.post(page_of(learner, language), {"badge": ""})), **UNCHECKED)
        for language in ("ar", "fr")  # the course has no French page
    ]
    learned = [one["credentialSubject"]["achievement"] for one in told]
    assert [(one["inLanguage"], one["name"]) for one in learned] == [("ar", "A course (ar)"), ("en", "A course")]
    assert told[0]["sub"] == told[1]["sub"]
    file_of(client, learner, name="Grace")

    assert [asked(client, one["id"]).status_code for one in told] == [404, 404]


def test_badge_without_a_name_stays_genuine_after_a_certificate_with_one(client, learner):
    page = client.get(page_of(learner)).text
    badge = client.post(page_of(learner), {"badge": ""})
    nameless = IssuedCertificate.objects.get()
    [form] = [one for one in BeautifulSoup(page, "html.parser").select("form") if one.select("[name=badge]")]

    assert (badge["Content-Type"], badge["Content-Disposition"]) == (
        "image/png", f'attachment; filename="badge-{nameless.code}.png"'
    )  # fmt: skip
    assert (nameless.name, [field["name"] for field in form.select("input, button")]) == ("", ["badge"])
    assert "This certificate is genuine" in client.get(check_page(nameless.code)).text
    file_of(client, learner, name="Ada")
    client.post(page_of(learner), {"badge": ""})

    assert IssuedCertificate.objects.values_list("code", "name").get() == (nameless.code, "Ada")
    for address in (file_page(badge.content), asked_address(badge)):
        assert client.get(urlsplit(address).path).status_code == 200


def asked_address(badge) -> str:
    return jwt.decode(token_in(badge), **UNCHECKED)["id"]


def test_after_another_key_badges_of_before_verify_too(client, learner, monkeypatch):
    tokens = [token_in(file_of(client, learner, badge=""))]
    another = Identity(ec.generate_private_key(ec.SECP256R1()), ())
    monkeypatch.setattr("coalition.certificates.badge_signatures.identity", lambda: another)
    tokens.append(token_in(file_of(client, learner, badge="")))

    for token, algorithm in zip(tokens, ("RS256", "ES256"), strict=True):
        key = asked(client, jwt.get_unverified_header(token)["kid"]).json()
        assert jwt.decode(token, jwt.PyJWK(key, algorithm), [algorithm])["name"]


def test_what_strangers_ask_of_badges_is_made_once_until_something_changes(
    client, learner, monkeypatch, django_assert_num_queries
):
    drawn, heard = [], Heard()
    monkeypatch.setattr("webinars.courses.badges.draw_png", lambda *drawing: drawn.append(drawing) or b"PNG")
    for name, value in {"changes": heard, "_kept": (-1, {})}.items():
        monkeypatch.setattr(memories.memory, name, value)
    monkeypatch.setattr(memories.Memory, "usable", True)
    picture, keys = f"/en/courses/{learner.course.key}/badge.png", "/data/badge-keys.json"
    for _time in range(2):
        assert client.get(picture).content == b"PNG"
        client.get(keys)

    assert len(drawn) == 1
    with django_assert_num_queries(0):
        assert client.get(keys).json() == {"keys": []}
    heard.generation += 1
    client.get(picture)
    assert len(drawn) == 2


def test_the_page_that_checks_says_what_its_holder_wishes(client, learner):
    file_of(client, learner)
    page = check_page(IssuedCertificate.objects.get().code.lower())
    quiet = client.get(page).text
    file_of(client, learner, shows_name="on")

    assert ("This certificate is genuine" in quiet, "<bdi>Ada</bdi>" in quiet) == (True, False)
    assert "<bdi>Ada</bdi> (as entered by the holder)" in client.get(page).text
    assert client.get(check_page("AAAA-AAAA-AAAA")).status_code == 404
    assert client.get("/en/courses/certificate/?code=aaaa bbbb cccc")["Location"] == check_page("AAAA-BBBB-CCCC")


def test_where_it_cannot_be_signed_the_name_before_stands(client, learner, settings):
    file_of(client, learner)
    settings.CHARTER_SIGNING_KEY = settings.CHARTER_SIGNING_CERTIFICATE = "none"

    for asked_for in ({}, {"badge": ""}):
        refused = file_of(client, learner, name="Other", **asked_for)
        assert (refused.status_code, "cannot be signed at the moment" in refused.text) == (422, True)
    assert (IssuedCertificate.objects.get().name, IssuedFile.objects.count()) == ("Ada", 1)


def test_certificates_are_made_so_often_by_one_learner_and_the_name_stays_typed(client, learner, settings, monkeypatch):
    settings.RATE_LIMITS_ENABLED = True
    monkeypatch.setitem(LIMITS, "course-certificate", replace(LIMITS["course-certificate"], per_flow=1))

    first, second = file_of(client, learner), file_of(client, learner, name="Ada Typed")

    assert (first.status_code, second.status_code) == (200, 422)
    assert "Too many attempts. What you typed is kept" in second.text
    assert 'value="Ada Typed"' in second.text
    assert IssuedCertificate.objects.get().name == "Ada"


@pytest.mark.parametrize("name", ["Ada 2", "Ada ٣", "ada@mail.example", "https://evil.example", "Ada／Eve", "Dr: Ada"])
def test_what_is_no_name_is_refused_in_words(client, learner, name):
    refused = file_of(client, learner, name=name)

    assert refused.status_code == 422
    assert "Enter a name without digits and without the signs @, / and :." in refused.text
    assert IssuedCertificate.objects.count() == 0


def test_who_left_while_the_certificate_was_made_finds_nothing(client, learner, monkeypatch):
    issue = certificates.issue

    def left_first(**about):
        enrolment.leave(enrolment=about["enrolment"])
        return issue(**about)

    monkeypatch.setattr(certificates, "issue", left_first)

    assert file_of(client, learner).status_code == 404
    assert IssuedCertificate.objects.count() == 0


@pytest.mark.parametrize("way", ["leave", "erase", "purge"])
def test_the_name_goes_with_the_enrolment_and_the_certificate_stays_genuine(client, learner, way):
    file_of(client, learner, shows_name="on")
    made = IssuedCertificate.objects.get()
    assert privacy.export(address="ada@mail.example")["courses"][0]["certificate"]["name"] == "Ada"

    if way == "leave":
        enrolment.leave(enrolment=learner)
    if way == "erase":
        privacy.erase(address="ada@mail.example")
    if way == "purge":
        privacy.purge(now=NOW + timedelta(days=731))

    page = client.get(check_page(made.code)).text
    assert ("This certificate is genuine" in page, "<bdi>Ada</bdi>" in page) == (True, False)
    assert list(IssuedCertificate.objects.values_list("name", flat=True)) == [""]
