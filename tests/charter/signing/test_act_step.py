"""The act and the mailbox: what is asked follows the answer, and is asked, never silently taken."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from charter.signing.models import Signature
from tests.factories.charter import SignatureFactory, link_to, published_version

pytestmark = pytest.mark.django_db
DECIDED = {"act_status": "decided", "act_body": "Council", "act_number": "2026/09", "act_date": "2026-02-01"}
ANNOUNCED = {"act_status": "announced", "act_body": "Council", "ad_referendum_until": "2026-12-01"}
WITHIN_A_YEAR = {"ad_referendum_until": ["Enter a future date, within a year."]}
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
        (
            {"act_body": ""},
            {
                "act_status": ["Say whether the council has decided."],
            },
        ),
        (
            {"act_status": "decided", "act_body": "Council"},
            {"act_number": ["Enter the number of the act."], "act_date": ["Enter the date of the act."]},
        ),
        (
            {"act_status": "announced", "act_body": "Council"},
            {"ad_referendum_until": ["Enter the day by which the council decides."]},
        ),
        (ANNOUNCED | {"ad_referendum_until": "2027-04-01"}, WITHIN_A_YEAR),
        (ANNOUNCED | {"ad_referendum_until": "2026-03-01"}, WITHIN_A_YEAR),
    ],
)
def test_only_what_belongs_to_the_answer_is_required(client, token, answers, errors):
    assert post(client, token, "act", answers).context["form"].errors == errors


def test_what_does_not_belong_to_the_answer_is_no_error_and_is_not_kept(client, token):
    response = post(client, token, "act", {**DECIDED, **ANNOUNCED, "act_date": "nonsense"})
    assert response.url.endswith("/check/")
    signature = Signature.objects.get()
    assert (signature.act_number, signature.act_date, signature.ad_referendum_until) == ("", None, date(2026, 12, 1))

    response = post(client, token, "act", {**ANNOUNCED, **DECIDED, "ad_referendum_until": "nonsense"})
    assert response.url.endswith("/check/")
    signature = Signature.objects.get()
    assert (signature.act_number, signature.act_date) == ("2026/09", date(2026, 2, 1))
    assert signature.ad_referendum_until is None


@pytest.mark.parametrize("address", ["mayor@gmail.com", "Mayor@GMAIL.com ", "mayor@yopmail.com"])
def test_a_mailbox_that_anybody_can_open_is_asked_about(client, token, address):
    answers = {**SIGNATORY, "official_email": address}

    asked = post(client, token, "signatory", answers)

    assert asked.context["form"].errors == {
        "of_the_institution": [
            "Is this really the institution's mailbox? Anyone can open one at this provider. "
            "Tick the box if it is; if not, correct the address."
        ]
    }
    assert 'name="of_the_institution"' in asked.content.decode()
    answered = post(client, token, "signatory", {**answers, "of_the_institution": "on"})
    assert answered.url.endswith("/act/")
    assert Signature.objects.get().official_email == address.strip().lower()
    again = post(client, token, "signatory", {**answers, "signatory_role": "Governor"})
    assert again.url.endswith("/act/")  # answered once, it is not asked again
    other = post(client, token, "signatory", {**answers, "official_email": f"other-{address.strip()}"})
    assert list(other.context["form"].errors) == ["of_the_institution"]


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


@pytest.mark.parametrize("state", ["draft", "changes_requested", "signed", "rejected"])
def test_nothing_is_confirmed_that_was_not_sent_or_is_decided(client, state):
    published_version()
    token = link_to(SignatureFactory(state=state))
    assert client.get(f"/en/charter/sign/{token}/done/").url == f"/en/charter/sign/{token}/"
