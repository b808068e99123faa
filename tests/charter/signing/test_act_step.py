"""The act and the mailbox: what is asked follows the answer, and is asked, never silently taken."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from charter.signing.models import Signature
from tests.factories.charter import SignatureFactory, link_to, published_version

pytestmark = pytest.mark.django_db
DECIDED = {"act_status": "decided", "act_body": "Council", "act_number": "2026/09", "act_date": "2026-02-01"}
ANNOUNCED = {"act_status": "announced", "act_body": "Council", "ad_referendum_until": "2026-12-01"}
SIGNATORY = {"signatory_name": "A. Mayor", "signatory_role": "Mayor", "contact_name": "Camille"}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-03-01 12:00+00:00")


@pytest.fixture
def token():
    published_version()
    return link_to(SignatureFactory(act_number="", act_body="", act_date=None))


def post(client, token, step, answers):
    return client.post(f"/en/charter/sign/{token}/{step}/", answers)


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({"act_body": ""}, ["act_status"]),
        ({"act_status": "decided", "act_body": "Council"}, ["act_number", "act_date"]),
        ({"act_status": "announced", "act_body": "Council"}, ["ad_referendum_until"]),
        (ANNOUNCED | {"ad_referendum_until": "2027-04-01"}, ["ad_referendum_until"]),
        (ANNOUNCED | {"ad_referendum_until": "2026-03-01"}, ["ad_referendum_until"]),
    ],
)
def test_only_what_belongs_to_the_answer_is_required(client, token, answers, errors):
    assert list(post(client, token, "act", answers).context["form"].errors) == errors


def test_what_does_not_belong_to_the_answer_is_no_error_and_is_not_kept(client, token):
    fields = ("act_number", "act_date", "ad_referendum_until")
    for answers, kept in (
        ({**DECIDED, **ANNOUNCED, "act_date": "nonsense"}, ("", None, date(2026, 12, 1))),
        ({**ANNOUNCED, **DECIDED, "ad_referendum_until": "nonsense"}, ("2026/09", date(2026, 2, 1), None)),
    ):
        assert post(client, token, "act", answers).url.endswith("/check/")
        assert Signature.objects.values_list(*fields).get() == kept


def test_the_text_is_shown_whole_where_it_is_agreed_to(client):
    version = published_version()
    token = link_to(SignatureFactory())
    page = BeautifulSoup(client.get(f"/fr/charter/sign/{token}/check/").content, "html.parser").find("main")
    text = version.texts.get(language="fr")

    words = [part.get_text(strip=True) for part in page.select(".signed-text__words > *")]

    articles = [row for a in text.articles for row in (f"{a.number}. {a.title}", *a.paragraphs)]
    assert words == [text.title, *text.preamble_paragraphs, *articles]
    assert f"Version {version.number}, en français." in page.get_text()
    digest = page.select_one("[name=digest]")
    assert (digest["value"], digest.find_previous("article") is not None) == (text.digest, True)


@pytest.mark.parametrize("address", ["Mayor@GMAIL.com ", "mayor@yopmail.com"])
def test_a_mailbox_that_anybody_can_open_is_asked_about_once(client, token, address):
    answers = {**SIGNATORY, "official_email": address}

    assert list(post(client, token, "signatory", answers).context["form"].errors) == ["of_the_institution"]
    answered = post(client, token, "signatory", {**answers, "of_the_institution": "on"})
    assert answered.url.endswith("/act/")
    assert Signature.objects.get().official_email == address.strip().lower()
    again = post(client, token, "signatory", {**answers, "signatory_role": "Governor"})
    assert again.url.endswith("/act/")  # answered once, it is not asked again
    other = post(client, token, "signatory", {**answers, "official_email": f"other-{address.strip()}"})
    assert list(other.context["form"].errors) == ["of_the_institution"]
