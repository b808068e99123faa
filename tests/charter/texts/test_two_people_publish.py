"""One reviewer alone publishes no version of the charter: one proposes it, another one publishes what both read."""

import pytest
from django.db import DatabaseError, connection, transaction
from wagtail.models import ModelLogEntry

from charter import states
from charter.texts import services as texts
from charter.texts import views as texts_waiting
from charter.texts.models import CharterText, CharterVersion
from coalition.users import roles
from coalition.users.work_panel import Waiting
from tests.factories.charter import ARTICLES, draft_version, reviewer, staff

pytestmark = pytest.mark.django_db
VERSIONS = "/cms/charter/versions/"


def page(version: CharterVersion) -> str:
    return f"{VERSIONS}inspect/{version.pk}/"


def answers(decision: str, version: CharterVersion, **more: str) -> dict[str, str]:
    return {"decision": decision, "read": "on", "digest": version.digest_now(), **more}


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
    texts.propose(version=version, proposer=reviewer(1), digest=version.digest_now())
    client.force_login(staff(roles.CHARTER_REVIEWERS))

    shown = client.get(page(version))
    assert shown.context["digest_now"] == version.digest_now()
    assert [shown.text.count(words) for words in ("We believe them.", "We act together.")] == [4, 4]
    assert f'name="digest" value="{version.digest_now()}"' in shown.text

    unread = client.post(page(version), answers("publish", version, read=""))
    assert unread.context["read_form"].errors == {"read": ["Read the text in each language, then tick the box."]}
    client.post(page(version), answers("publish", version, digest="0" * 64))
    assert state(version) == ("draft", reviewer(1), None)


@pytest.mark.parametrize("change", ["words", "number", "authentic", "by hand", "text added"])
def test_a_change_in_between_voids_the_proposal(client, change):
    version = draft_version(1, languages=["en", "fr", "es", "ar"])
    texts.propose(version=version, proposer=reviewer(1), digest=version.digest_now())
    read = answers("publish", version)
    if change == "words":
        texts.write_text(
            version=version, language="en", title="Charter 1 en", preamble="We commit.",
            articles=[("Listen", "We never listen.\n\nWe believe them."), ARTICLES[1]],
        )  # fmt: skip
    elif change == "number":
        CharterVersion.objects.update(number=7)
    elif change == "authentic":
        CharterVersion.objects.update(authentic_languages=["en"])
    elif change == "by hand":
        CharterText.objects.filter(language="ar").update(preamble="Other.")
    else:
        CharterText.objects.filter(language="ar").delete()

    assert state(version) == ("draft", None, None)
    client.force_login(staff(roles.CHARTER_REVIEWERS))
    client.post(page(version), read)
    assert state(version) == ("draft", None, None)


def test_saving_the_same_words_again_keeps_the_proposal():
    version = draft_version(1)
    texts.propose(version=version, proposer=reviewer(1), digest=version.digest_now())
    for text in version.texts.all():
        text.save()
    version.refresh_from_db()
    version.save()
    assert state(version) == ("draft", reviewer(1), None)


def test_who_read_an_older_text_proposes_nothing():
    version = draft_version(1)
    with pytest.raises(states.Changed):
        texts.propose(version=version, proposer=reviewer(1), digest="0" * 64)
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


def test_a_proposal_that_is_refused_says_so_on_top(client):
    version = draft_version()
    client.force_login(staff(roles.CHARTER_REVIEWERS))
    response = client.post(page(version), {"decision": "propose", "digest": version.digest_now()})
    assert [str(message) for message in response.context["messages"]] == [
        "Your decision was not saved. Correct the fields marked below."
    ]
