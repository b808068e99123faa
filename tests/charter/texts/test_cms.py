"""One version in the CMS: what a draft changes, before anybody else reads it."""

import pytest

from charter.texts.services import write_text
from coalition.users import roles
from tests.factories.charter import draft_version, published_version, staff

pytestmark = pytest.mark.django_db

VERSIONS = "/cms/charter/versions/"


@pytest.fixture
def editor(client):
    client.force_login(staff(roles.CHARTER_REVIEWERS))


def test_a_draft_is_compared_with_the_current_version_in_the_language_that_is_asked(client, editor):
    published_version(1)
    published_version(2)
    draft = draft_version(3, languages=["en", "ar"])
    write_text(
        version=draft, language="ar", title="Charter 2 ar", preamble="We commit.",
        articles=[("Listen", "We always listen to women.\n\nWe believe them."), ("Act", "We act together.")],
    )  # fmt: skip

    arabic = client.get(f"{VERSIONS}inspect/{draft.pk}/", {"language": "ar"})
    unknown = client.get(f"{VERSIONS}inspect/{draft.pk}/", {"language": "fr"})

    shown = arabic.context["difference"]
    assert (shown["before"].number, shown["language"], [code for code, _name in shown["languages"]]) == (
        2,
        "ar",
        ["ar", "en"],
    )
    assert [(row.kind, row.number_after) for row in shown["rows"]] == [("same", None), ("changed", 1), ("same", 2)]
    assert "always" in arabic.content.decode()
    assert unknown.context["difference"]["language"] == "en"


def test_a_published_version_is_compared_with_the_one_before_it_and_leads_to_invitations(client, editor):
    published_version(1)
    second = published_version(2)
    published_version(3)
    page = client.get(f"{VERSIONS}inspect/{second.pk}/")
    assert page.context["difference"]["before"].number == 1
    assert page.context["invite_url"] == f"{VERSIONS}invite/{second.pk}/"
