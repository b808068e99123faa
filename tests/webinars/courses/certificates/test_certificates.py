"""Who finished a course takes a signed PDF and a signed badge along; anybody checks them, by us or without us."""

import base64
import hashlib
import json
import subprocess
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO

import pikepdf
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.conf import settings
from django.core.management import CommandError, call_command

from charter.certificates import sealing as key_of_the_charter
from coalition.pages import sealing
from coalition.privacy import services as privacy
from coalition.privacy.limits import LIMITS
from tests.calendar.readers import NODE
from tests.factories.courses import lessons_of
from tests.factories.events import NOW
from tests.factories.learning import enrolled, hand_in, small_course, with_pages
from webinars.courses.certificates import badges, services
from webinars.courses.certificates.models import CourseCertificate, CourseCertificateFile
from webinars.courses.learning import enrolling

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def learner():
    """Return somebody who finished a course."""
    course = with_pages(small_course(lessons=1, kinds=("one",)))
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


def badge_of(client, learner, **typed):
    return client.post(page_of(learner), {"name": "Ada", "as": "badge", **typed})


def test_only_who_finished_has_a_certificate(client, learner):
    other = enrolled(learner.course)

    assert client.get(page_of(other)).status_code == 404
    assert page_of(other) not in client.get(f"/en/learning/{other.token}/").text
    with pytest.raises(services.NotFinished):
        services.make(enrolment=other, name="Ada", shows_name=True)
    assert page_of(learner) in client.get(f"/en/learning/{learner.token}/").text
    assert client.get(page_of(learner)).status_code == 200
    assert CourseCertificate.objects.count() == 0  # looking changes nothing


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
    assert sealing.recognised(hashlib.sha256(answer.content).hexdigest()).endswith(
        file_page(answer.content).removeprefix("/en")
    )
    assert client.get(file_page(answer.content + b" ")).status_code == 404


def test_the_page_that_checks_says_what_its_holder_wishes(client, learner):
    badge_of(client, learner)
    page = check_page(CourseCertificate.objects.get().code.lower())
    quiet = client.get(page).text
    badge_of(client, learner, shows_name="on")

    assert ("This certificate is genuine" in quiet, "<bdi>Ada</bdi>" in quiet) == (True, False)
    assert "<bdi>Ada</bdi> (as entered by the holder)" in client.get(page).text
    assert client.get(check_page("AAAA-AAAA-AAAA")).status_code == 404
    assert client.get("/en/courses/certificate/?code=aaaa bbbb cccc")["Location"] == check_page("AAAA-BBBB-CCCC")


def test_another_name_makes_the_code_and_the_files_before_unknown(client, learner):
    first = badge_of(client, learner).content
    code = CourseCertificate.objects.get().code
    second = badge_of(client, learner, name="Ada Lovelace").content

    statuses = [client.get(page).status_code for page in (check_page(code), file_page(first), file_page(second))]
    assert statuses == [404, 404, 200]


def test_where_it_cannot_be_signed_the_name_before_stands(client, learner, monkeypatch):
    badge_of(client, learner)
    monkeypatch.setattr(sealing, "_seals", [])

    refused = badge_of(client, learner, name="Other")

    assert (refused.status_code, "cannot be signed at the moment" in refused.text) == (422, True)
    assert (CourseCertificate.objects.get().name, CourseCertificateFile.objects.count()) == ("Ada", 1)
    assert client.get("/en/courses/badge-key.json").status_code == 503


def test_certificates_are_made_so_often_by_one_learner_and_the_name_stays_typed(client, learner, settings, monkeypatch):
    settings.RATE_LIMITS_ENABLED = True
    monkeypatch.setitem(LIMITS, "course-certificate", replace(LIMITS["course-certificate"], per_flow=1))

    first, second = badge_of(client, learner), badge_of(client, learner, name="Ada Typed")

    assert (first.status_code, second.status_code) == (200, 422)
    assert "Too many attempts. What you typed is kept" in second.text
    assert 'value="Ada Typed"' in second.text
    assert CourseCertificate.objects.get().name == "Ada"


@pytest.mark.parametrize("name", ["Ada 2", "Ada ٣", "ada@mail.example", "https://evil.example", "Ada／Eve", "Dr: Ada"])
def test_what_is_no_name_is_refused_in_words(client, learner, name):
    refused = badge_of(client, learner, name=name)

    assert refused.status_code == 422
    assert "Enter a name without digits and without the signs @, / and :." in refused.text
    assert CourseCertificate.objects.count() == 0


def test_who_left_while_the_certificate_was_made_finds_nothing(client, learner, monkeypatch):
    give = services.give

    def left_first(**about):
        enrolling.leave(enrolment=about["enrolment"])
        return give(**about)

    monkeypatch.setattr(services, "give", left_first)

    assert badge_of(client, learner).status_code == 404
    assert CourseCertificate.objects.count() == 0


def test_a_badge_is_an_open_badge_credential(client, learner):
    answer = badge_of(client, learner)
    made = CourseCertificate.objects.get()

    head, body, _signature = answer.text.split(".")
    header, said = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in (head, body))

    assert answer["Content-Type"] == "application/vc+jwt"
    assert (header["typ"], header["alg"], header["kid"]) == (
        "JWT", header["jwk"]["alg"], f"{settings.SITE_URL}/en/courses/badge-key.json",
    )  # fmt: skip
    assert header["jwk"] == client.get("/en/courses/badge-key.json").json()
    assert "d" not in header["jwk"]
    assert said["@context"] == badges.CONTEXTS
    assert said["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert said["id"] == said["jti"] == f"{settings.SITE_URL}{check_page(made.code)}"
    assert (said["iss"], said["nbf"]) == (said["issuer"]["id"], int(NOW.timestamp()))
    assert said["credentialSubject"]["identifier"][0]["identityHash"] == "Ada"
    assert said["credentialSubject"]["achievement"]["name"] == "A course"
    assert "ada@mail.example" not in json.dumps(said)


# What another implementation says of a badge, by the key in it: the Web Cryptography of Node.
VERIFY = """
const [head, body, signature] = process.argv[1].split(".");
const plain = (text) => Buffer.from(text, "base64url");
const { alg, jwk } = JSON.parse(plain(head));
const ways = {
  RS256: [{ name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, {}],
  ES256: [{ name: "ECDSA", namedCurve: "P-256" }, { hash: "SHA-256" }],
  ES384: [{ name: "ECDSA", namedCurve: "P-384" }, { hash: "SHA-384" }],
};
const [kind, more] = ways[alg];
crypto.subtle.importKey("jwk", jwk, kind, false, ["verify"])
  .then((key) => crypto.subtle.verify({ ...kind, ...more }, key, plain(signature), Buffer.from(`${head}.${body}`)))
  .then((right) => console.log(right));
"""
KEYS = {
    "rsa": lambda: rsa.generate_private_key(65537, 2048),
    "p-256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "p-384": lambda: ec.generate_private_key(ec.SECP384R1()),
}


def by_another_library(badge: str) -> str:
    """Return what Node says of `badge`: "true" or "false"."""
    command = [str(NODE), "--eval", VERIFY, badge]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout.strip()


def changed(badge: str) -> str:
    """Return `badge` with another name."""
    head, body, signature = badge.split(".")
    said = base64.urlsafe_b64decode(body + "==").replace(b'"Ada"', b'"Eve"')
    return ".".join((head, base64.urlsafe_b64encode(said).rstrip(b"=").decode(), signature))


@pytest.mark.parametrize("kind", KEYS)
def test_a_badge_is_verified_by_another_library_and_a_changed_one_is_refused(client, learner, monkeypatch, kind):
    key = KEYS[kind]()
    monkeypatch.setattr(key_of_the_charter, "_key", lambda: key)
    badge = badge_of(client, learner).text

    assert [by_another_library(one) for one in (badge, changed(badge))] == ["true", "false"]
    assert badges.check(badge, sealing.signer().jwk())["jti"].startswith(settings.SITE_URL)
    with pytest.raises(badges.NotGenuine):
        badges.check(changed(badge))


@pytest.mark.parametrize(
    "typed", ["", "a.b", "..", "a.b.c", "\x00.\x00.\x00", "e30.e30.e30", "W10.W10.W10", "x" * 50_000, "é.é.é"]
)
def test_hostile_badges_are_refused(typed):
    with pytest.raises(badges.NotGenuine):
        badges.check(typed)


def test_a_badge_that_names_no_algorithm_or_another_key_is_refused(client, learner):
    head, body, signature = badge_of(client, learner).text.split(".")
    header = json.loads(base64.urlsafe_b64decode(head + "=="))
    other = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
    of_other = header["jwk"] | {
        "x": key_of_the_charter._number(other.x, 32),
        "y": key_of_the_charter._number(other.y, 32),
    }

    for forged in ({"alg": "none"}, {"alg": "HS256"}, {"jwk": of_other}):
        made = base64.urlsafe_b64encode(json.dumps(header | forged).encode()).rstrip(b"=").decode()
        for key in (None, header["jwk"]):
            with pytest.raises(badges.NotGenuine):
                badges.check(f"{made}.{body}.{signature}", key)


def test_the_command_checks_a_file_without_the_network(client, learner, tmp_path):
    badge, own, other = tmp_path / "ada.jwt", tmp_path / "own.json", tmp_path / "other.json"
    badge.write_bytes(badge_of(client, learner).content)
    own.write_bytes(client.get("/en/courses/badge-key.json").content)
    other.write_text(json.dumps(json.loads(own.read_text()) | {"x": "AA", "n": "AA"}))

    for more in ([], [f"--key={own}"]):
        told = StringIO()
        call_command("check_badge", str(badge), *more, stdout=told)
        assert told.getvalue().startswith("Genuine.")
    with pytest.raises(CommandError, match="Not genuine"):
        call_command("check_badge", str(badge), f"--key={other}")
    badge.write_text(changed(badge.read_text()))
    with pytest.raises(CommandError, match="Not genuine"):
        call_command("check_badge", str(badge))


@pytest.mark.parametrize("way", ["leave", "erase", "purge"])
def test_the_name_goes_with_the_enrolment_and_the_certificate_stays_genuine(client, learner, way):
    badge_of(client, learner, shows_name="on")
    made = CourseCertificate.objects.get()
    assert privacy.export(address="ada@mail.example")["courses"][0]["certificate"]["name"] == "Ada"

    if way == "leave":
        enrolling.leave(enrolment=learner)
    if way == "erase":
        privacy.erase(address="ada@mail.example")
    if way == "purge":
        privacy.purge(now=NOW + timedelta(days=731))

    page = client.get(check_page(made.code)).text
    assert ("This certificate is genuine" in page, "<bdi>Ada</bdi>" in page) == (True, False)
    assert list(CourseCertificate.objects.values_list("enrolment", "name")) == [(None, "")]
