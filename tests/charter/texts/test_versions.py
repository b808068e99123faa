"""The text: its canonical form, its publication, and what the database refuses."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import nested_form_data, streamfield

from charter import states
from charter.texts import services as texts
from charter.texts import views as texts_waiting
from charter.texts.models import CharterText, CharterVersion
from charter.texts.services import AlreadyPublished, IncompleteTexts, MissingLanguages, propose, publish, write_text
from coalition.users import roles
from coalition.users.models import User
from coalition.users.work_panel import Waiting
from tests.cms.typed import form_of
from tests.factories.charter import (
    ARTICLES,
    SignatureFactory,
    draft_version,
    published_by_two,
    published_version,
    reviewer,
    staff,
)

pytestmark = pytest.mark.django_db


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


def test_a_version_has_an_authentic_language_and_one_text_in_each():
    version = draft_version(languages=["en"])
    for change in (
        lambda: CharterText.objects.create(version=version, language="en", title="Second", body=[]),
        lambda: CharterVersion.objects.create(number=2, authentic_languages=[]),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    version.authentic_languages = ["fr", "en"]
    text = version.texts.get()
    text.version, text.language = version, "ar"
    with translation.override("en"):
        words = render_to_string("charter/authentic.html", {"text": text}).strip()
    assert words == "This text is a translation. Authentic languages of this version: English and French."


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


def test_a_version_in_the_cms_is_compared_with_the_one_before_it_in_the_language_that_is_asked(client, two_versions):
    draft, page = draft_version(3, languages=["en", "ar"]), "/cms/charter/versions/inspect/{}/"
    client.force_login(staff(roles.CHARTER_REVIEWERS))

    for asked, language in (("ar", "ar"), ("fr", "en")):  # the draft has no text in French
        shown = client.get(page.format(draft.pk), {"language": asked}).context["difference"]
        assert (shown["before"].number, shown["language"], [code for code, _name in shown["languages"]]) == (
            2, language, ["ar", "en"],
        )  # fmt: skip
        assert [row.kind for row in shown["rows"]] == ["changed", "changed", "same", "removed"]
    second = client.get(page.format(two_versions[1].pk)).context
    assert second["difference"]["before"].number == 1


VERSIONS = "/cms/charter/versions/"


def page(version: CharterVersion) -> str:
    return f"{VERSIONS}inspect/{version.pk}/"


def answers(decision: str, version: CharterVersion, **more: str) -> dict[str, str]:
    return {"decision": decision, "digest": version.digest_now(), **more}


def state(version: CharterVersion) -> tuple[str, object, object]:
    version.refresh_from_db()
    return version.state, version.proposed_by, version.published_by


def test_one_reviewer_alone_does_not_publish_a_new_version(client):
    version, first = draft_version(1), staff(roles.CHARTER_REVIEWERS, "first")
    client.force_login(first)
    client.post(page(version))  # the one click of before
    client.post(page(version), answers("publish", version))
    assert state(version) == ("draft", None, None)

    client.post(page(version), answers("propose", version))
    refused = client.post(page(version), answers("publish", version), follow=True)
    assert "You proposed this version: another person publishes it." in refused.text
    assert state(version) == ("draft", first, None)

    second = staff(roles.CHARTER_REVIEWERS, "second")
    client.force_login(second)
    client.post(page(version), answers("publish", version))
    assert state(version) == ("published", first, second)
    assert "Proposed by first, published by second." in client.get(page(version)).text


def test_the_second_person_says_what_they_read_and_it_is_shown(client):
    version = draft_version(1)
    with pytest.raises(states.Changed):  # who read an older text proposes nothing
        texts.propose(version=version, proposer=reviewer(1), digest="0" * 64)
    texts.propose(version=version, proposer=reviewer(1), digest=version.digest_now())
    for text in version.texts.all():
        text.save()  # the same words again
    client.force_login(staff(roles.CHARTER_REVIEWERS))

    shown = client.get(page(version))
    assert shown.context["digest_now"] == version.digest_now()
    assert [shown.text.count(words) for words in ("We believe them.", "We act together.")] == [4, 4]
    assert f'name="digest" value="{version.digest_now()}"' in shown.text

    client.post(page(version), answers("publish", version, digest="0" * 64))
    assert state(version) == ("draft", reviewer(1), None)


CHANGES = {
    "words": lambda version: texts.write_text(
        version=version, language="en", title="Charter 1 en", preamble="We commit.",
        articles=[("Listen", "We never listen.\n\nWe believe them."), ARTICLES[1]],
    ),
    "number": lambda _version: CharterVersion.objects.update(number=7),
    "authentic": lambda _version: CharterVersion.objects.update(authentic_languages=["en"]),
    "by hand": lambda _version: CharterText.objects.filter(language="ar").update(preamble="Other."),
    "text gone": lambda _version: CharterText.objects.filter(language="ar").delete(),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_in_between_voids_the_proposal(client, change):
    version = draft_version(1)
    texts.propose(version=version, proposer=reviewer(1), digest=version.digest_now())
    read = answers("publish", version)
    CHANGES[change](version)

    assert state(version) == ("draft", None, None)
    client.force_login(staff(roles.CHARTER_REVIEWERS))
    client.post(page(version), read)
    assert state(version) == ("draft", None, None)


@pytest.mark.parametrize(
    "values",
    [
        {"published_by": None, "proposed_by": None},
        {"published_by": 2, "proposed_by": None},
        {"published_by": None, "proposed_by": 1},
        {"published_by": 1, "proposed_by": 1},
    ],
)
def test_the_database_publishes_nothing_by_one_person(values):
    version = draft_version(1)
    pks = {name: place and reviewer(place).pk for name, place in values.items()}
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE charter_charterversion SET state = 'published', published_at = now(), published_by_id = %s,"
            " proposed_by_id = %s, proposed_at = CASE WHEN %s THEN now() END, proposed_digest = %s",
            [pks["published_by"], pks["proposed_by"], bool(pks["proposed_by"]), "a" * 64 if pks["proposed_by"] else ""],
        )
    assert state(version) == ("draft", None, None)


def test_the_site_history_and_the_first_page_tell_of_the_proposal(client):
    version, first, second = draft_version(1), *(staff(roles.CHARTER_REVIEWERS, name) for name in ("first", "second"))
    digest = version.digest_now()
    texts.propose(version=version, proposer=first, digest=digest)
    version.refresh_from_db()
    other = "Version of the charter proposed: you may publish"
    assert texts_waiting.waiting_versions(second) == [Waiting(other, 1, VERSIONS, since=version.proposed_at)]
    assert [line.count for line in texts_waiting.waiting_versions(first)] == [0]
    assert texts_waiting.waiting_versions(staff(roles.COMMITTEE_EDITORS)) == []
    client.force_login(second)
    assert other in client.get("/cms/").text

    client.post(page(version), {"decision": "drop"})
    assert state(version) == ("draft", None, None)
    texts.propose(version=version, proposer=first, digest=digest)
    texts.publish(version=version, publisher=second, digest=digest)
    assert list(ModelLogEntry.objects.order_by("pk").values_list("action", "user", "data__digest")) == [
        ("charter.propose", first.pk, digest),
        ("charter.drop_proposal", second.pk, digest),
        ("charter.propose", first.pk, digest),
        ("charter.publish", second.pk, digest),
    ]
    assert "Published this version, as the second person" in client.get(f"{VERSIONS}history/{version.pk}/").text


def test_a_new_version_begins_with_the_words_of_the_one_in_force(client):
    """Four clicks (Charter, Versions, Add, Save) and the four fields of a word that changes in each language."""
    published_version(1)
    client.force_login(User.objects.create_superuser("root"))
    address = reverse("charter_versions:add")

    shown = client.get(address)
    form = form_of(shown)
    for number, text in enumerate(shown.context["form"].instance.texts.all()):
        articles = streamfield([(block.block_type, dict(block.value)) for block in text.body])
        form |= nested_form_data({f"texts-{number}-body": articles})
    titles = [name for name in form if name.endswith("-title") and form[name].startswith("Charter 1 ")]
    answer = client.post(address, form | {name: form[name].replace("Charter 1", "Charter 2") for name in titles})

    assert (answer.status_code, form["number"], len(titles)) == (302, "2", 4)
    before, after = (CharterVersion.objects.get(number=number) for number in (1, 2))
    assert (after.state, after.missing_languages(), after.incomplete_languages()) == ("draft", [], [])
    assert {text.language: text.body.get_prep_value() for text in after.texts.all()}.keys() == {"en", "fr", "es", "ar"}
    for old, new in zip(before.texts.order_by("language"), after.texts.order_by("language"), strict=True):
        assert new.title == old.title.replace("Charter 1", "Charter 2")
        assert [block.value for block in new.body] == [block.value for block in old.body]
        assert new.preamble == old.preamble
