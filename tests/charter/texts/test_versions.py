"""The text: its canonical form, its publication, and what the database refuses."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import translation

from charter.texts.canonical import text_digest
from charter.texts.models import CharterText, CharterVersion
from charter.texts.services import AlreadyPublished, IncompleteTexts, MissingLanguages, propose, publish, write_text
from tests.factories.charter import ARTICLES, draft_version, published_by_two, published_version, reviewer

pytestmark = pytest.mark.django_db


def test_publication_freezes_each_text_under_its_digest():
    version = published_version()

    texts = list(CharterText.objects.filter(version=version))
    assert version.state == "published"
    assert [text.language for text in texts] == ["ar", "en", "es", "fr"]
    assert [text.digest for text in texts] == [text_digest(text.canonical()) for text in texts]


def test_a_missing_language_blocks_publication():
    version = draft_version(languages=["en", "ar"])

    with pytest.raises(MissingLanguages) as refused:
        propose(version=version, proposer=reviewer(1), digest="")

    assert refused.value.languages == ["fr", "es"]
    version.refresh_from_db()
    assert (version.state, version.published_at) == ("draft", None)


WHOLE = {"title": "Charter", "preamble": "We commit.", "articles": ARTICLES}


@pytest.mark.parametrize(
    ("lacking", "languages"),
    [
        ({"articles": ARTICLES[:1]}, ["es"]),
        ({"articles": [*ARTICLES, ("Give", "We give.")]}, ["en", "fr", "ar"]),
        ({"preamble": "\u00a0\n"}, ["es"]),
        ({"title": "\u2028"}, ["es"]),
        ({"articles": [ARTICLES[0], ("\u00a0", "We act together.")]}, ["es"]),
        ({"articles": [ARTICLES[0], ("Act", " \n\u3000")]}, ["es"]),
    ],
)
def test_a_text_that_lacks_what_another_language_has_blocks_publication(lacking, languages):
    version = draft_version()
    write_text(version=version, language="es", **(WHOLE | lacking))

    with pytest.raises(IncompleteTexts) as refused:
        propose(version=version, proposer=reviewer(1), digest="")

    assert refused.value.languages == languages
    version.refresh_from_db()
    assert (version.state, set(version.texts.values_list("digest", flat=True))) == ("draft", {""})


def test_a_published_version_is_neither_published_nor_written_again():
    version = published_version()

    for service, person in ((propose, "proposer"), (publish, "publisher")):
        with pytest.raises(AlreadyPublished):
            service(version=version, digest=version.digest_now(), **{person: reviewer(3)})
    with pytest.raises(AlreadyPublished):
        write_text(version=version, language="en", title="Other", preamble="", articles=ARTICLES)


@pytest.mark.parametrize(
    "change",
    [
        lambda version: CharterVersion.objects.filter(pk=version.pk).update(number=7),
        lambda version: CharterVersion.objects.filter(pk=version.pk).update(state="draft", published_at=None),
        lambda version: CharterVersion.objects.filter(pk=version.pk).update(authentic_languages=["fr"]),
        lambda version: CharterVersion.objects.filter(pk=version.pk).delete(),
        lambda version: CharterText.objects.filter(version=version, language="en").update(title="Other"),
        lambda version: CharterText.objects.filter(version=version, language="en").update(digest=""),
        lambda version: CharterText.objects.filter(version=version, language="en").delete(),
        lambda version: CharterText.objects.create(version=version, language="de", title="Andere", body=[]),
    ],
)
def test_the_database_refuses_a_change_to_a_published_version(change):
    version = published_version()
    before = list(CharterText.objects.order_by("pk").values_list("language", "title", "digest"))

    with pytest.raises(DatabaseError), transaction.atomic():
        change(version)

    assert list(CharterText.objects.order_by("pk").values_list("language", "title", "digest")) == before


def test_one_text_per_language():
    version = draft_version(languages=["en"])
    with pytest.raises(IntegrityError), transaction.atomic():
        CharterText.objects.create(version=version, language="en", title="Second", body=[])


def test_a_version_has_an_authentic_language():
    with pytest.raises(IntegrityError, match="charter_has_an_authentic_language"), transaction.atomic():
        CharterVersion.objects.create(number=1, authentic_languages=[])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Authentic languages of this version: English and French."),
        ("ar", "This text is a translation. Authentic languages of this version: English and French."),
    ],
)
def test_a_text_says_whether_it_is_authentic(language, words):
    version = draft_version()
    version.authentic_languages = ["fr", "en"]
    version.save()
    text = published_by_two(version).texts.select_related("version").get(language=language)
    with translation.override("en"):
        assert render_to_string("charter/authentic.html", {"text": text}).strip() == words
