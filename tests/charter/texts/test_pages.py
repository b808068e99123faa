"""The published versions, and what changed between them: public, in each language, at a constant cost."""

import pytest

from charter.texts.services import write_text
from tests.factories.charter import SignatureFactory, draft_version, published_by_two, published_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_versions():
    """A version, and a newer one with one word changed and one article added."""
    first = published_version(1)
    second = draft_version(2)
    for code in ("en", "fr", "es", "ar"):
        articles = [("Listen", "We always listen to women.\n\nWe believe them."), ("Act", "We act together.")]
        write_text(
            version=second, language=code, title=f"Charter 1 {code}", preamble="We commit.",
            articles=[*articles, ("Train", "Each year we train the police of our territory.")],
        )  # fmt: skip
    return first, published_by_two(second)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_says_who_adhered_to_which_version(client, django_assert_num_queries, count):
    for number in range(1, count + 1):
        version = published_version(number)
        SignatureFactory(state="signed", version=version)
        SignatureFactory(state="superseded", version=version)
        SignatureFactory(state="submitted", version=version)
    draft_version(9)

    with django_assert_num_queries(2):
        response = client.get("/en/charter/versions/")

    rows = [
        (version.number, older, version.in_force, version.on_hold, version.ended)
        for version, older in response.context["rows"]
    ]
    assert rows == [(number, number - 1 or None, 1, 0, 1) for number in range(count, 0, -1)]
    body = response.content.decode()
    assert all(text.digest in body for text in version.texts.all())
    assert "9" not in {str(version.number) for version, _older in response.context["rows"]}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_difference_marks_words_and_names_articles(client, two_versions, language):
    response = client.get(f"/{language}/charter/versions/1/2/")

    assert [(row.kind, row.number_after) for row in response.context["rows"]] == [
        ("same", None),
        ("changed", 1),
        ("same", 2),
        ("added", 3),
    ]
    body = response.content.decode()
    assert (body.count("<ins>"), body.count("<del>")) == (3, 0)
    back = client.get(f"/{language}/charter/versions/2/1/")
    assert [row.kind for row in back.context["rows"]] == ["same", "changed", "same", "removed"]


@pytest.mark.parametrize("path", ["1/1", "1/3"])
def test_only_two_published_versions_are_compared(client, two_versions, path):
    draft_version(3)
    assert client.get(f"/en/charter/versions/{path}/").status_code == 404
