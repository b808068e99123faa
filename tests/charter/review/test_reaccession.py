"""Acceding to a newer version: who is invited, what the link opens, and what becomes of the older signature."""

from datetime import date

import pgtrigger
import pytest

from charter.audit.status_changes import check_changes
from charter.ledger.models import StatusChange
from charter.review import reaccession
from charter.review.models import ReaccessionInvitation
from charter.signing.models import Signature
from charter.texts.models import CharterText, CharterVersion
from coalition.mail.models import Message, Suppression
from coalition.mail.services import suppress
from coalition.privacy.email_addresses import address_digest
from coalition.users import roles
from tests.factories.charter import accept, draft_version, reviewer, staff
from tests.factories.reaccession import invited, older_and_newer, signed_to

pytestmark = pytest.mark.django_db


def invite(version: CharterVersion) -> int:
    return reaccession.invite(version=version, actor=reviewer(1))


def page_of(token: str, language: str = "en") -> str:
    return f"/{language}/charter/newer/{token}/"


# The service


def test_each_standing_signature_to_an_older_version_is_invited_once():
    older, newer = older_and_newer()
    signed, held = signed_to(older), signed_to(older, state="on_hold")
    for state in ("withdrawn", "superseded", "submitted", "draft"):
        signed_to(older, state=state)
    signed_to(newer)
    signed_to(older, official_email="")
    under_review = signed_to(older)
    signed_to(newer, state="submitted", government=under_review.government)

    assert (invite(newer), invite(newer)) == (2, 0)

    assert list(ReaccessionInvitation.objects.order_by("pk").values_list("signature", "version", "new_signature")) == [
        (signed.pk, newer.pk, None),
        (held.pk, newer.pk, None),
    ]
    assert list(Message.objects.order_by("pk").values_list("key", "to", "sensitive")) == [
        (f"charter:readhesion:{row.pk}:{newer.pk}", row.official_email, True) for row in (signed, held)
    ]
    assert list(
        Signature.objects.filter(pk__in=[signed.pk, held.pk]).order_by("pk").values_list("state", "version")
    ) == [
        ("signed", older.pk),
        ("on_hold", older.pk),
    ]


@pytest.mark.parametrize("published", [True, False])
def test_nobody_is_invited_to_a_version_that_is_not_current(published):
    older, _newer = older_and_newer()
    signed_to(older)
    other = older if published else draft_version(3)
    with pytest.raises(reaccession.NotCurrent):
        invite(other)
    assert not Message.objects.exists()


# The link


def test_the_page_shows_what_changed_in_its_language(client):
    older, newer = older_and_newer()
    signature = signed_to(older)
    _invitation, token = invited(signature, newer)

    response = client.get(page_of(token, "ar"))

    assert [(row.kind, row.number_after) for row in response.context["rows"]] == [
        ("changed", None),  # the number stands in the title
        ("same", 1),
        ("same", 2),
    ]
    body = response.content.decode()
    assert signature.government_name in body
    assert [word for word in (signature.contact_name, signature.official_email) if word in body] == []


@pytest.mark.parametrize(("mandate", "kept"), [(date(2999, 1, 1), date(2999, 1, 1)), (date(2020, 1, 1), None)])
def test_the_button_opens_a_signature_filled_with_the_older_answers(client, mandate, kept):
    older, newer = older_and_newer()
    signature = signed_to(older, mandate_ends_on=mandate)
    invitation, token = invited(signature, newer)

    response = client.post(page_of(token, "es"))

    invitation.refresh_from_db()
    started = invitation.new_signature
    same = ("government", "signatory_name", "signatory_role", "official_email", "act_body")
    assert [name for name in same if getattr(started, name) != getattr(signature, name)] == []
    assert (started.state, started.language, started.version, started.mandate_ends_on) == ("draft", "es", None, kept)
    assert (started.contact_email, started.act_number, started.act_file_sha256) == (signature.official_email, "", "")
    assert response.url.startswith("/es/charter/sign/")
    assert response.url.endswith("/signatory/")
    assert client.get(response.url).context["signature"] == started
    signature.refresh_from_db()
    assert (signature.state, signature.version) == ("signed", older)


def test_after_a_rejection_or_a_purge_a_new_signature_is_started():
    older, newer = older_and_newer()
    invitation, _token = invited(signed_to(older), newer)
    reaccession.start_from_invitation(invitation=invitation, language="fr")
    Signature.objects.get(state="draft").delete()
    reaccession.start_from_invitation(invitation=invitation, language="fr")
    invitation.refresh_from_db()
    rejected = signed_to(newer, state="rejected", government=invitation.signature.government)
    ReaccessionInvitation.objects.update(new_signature=rejected)

    reaccession.start_from_invitation(invitation=invitation, language="fr")

    invitation.refresh_from_db()
    assert (invitation.new_signature.state, invitation.new_signature != rejected) == ("draft", True)


@pytest.mark.parametrize("state", ["withdrawn", "superseded"])
def test_an_invitation_ends_with_the_signature(client, state):
    older, newer = older_and_newer()
    _invitation, token = invited(signed_to(older, state=state), newer)

    pages = [client.get(page_of(token)), client.post(page_of(token))]

    assert [(page.status_code, "This invitation is over" in page.content.decode()) for page in pages] == [
        (200, True)
    ] * 2
    assert Signature.objects.filter(state="draft").count() == 0


def test_the_signature_to_the_newer_version_supersedes_the_older_one_when_it_is_published(client):
    older, newer = older_and_newer()
    signature = signed_to(older, language="en")
    _invitation, token = invited(signature, newer)
    steps = client.post(page_of(token)).url.removesuffix("signatory/")
    act = {"act_status": "announced", "act_body": "Council", "ad_referendum_until": "2027-01-31"}

    assert client.post(f"{steps}act/", act).status_code == 302
    agreed = {"agree": "on", "digest": CharterText.objects.current("en").digest}
    client.post(f"{steps}check/", agreed)
    code = Message.objects.get(template="charter/mail/code").context["code"]
    client.post(f"{steps}code/", {"code": code})
    started = Signature.objects.get(state="submitted")
    signature.refresh_from_db()
    assert (signature.state, started.version) == ("signed", newer)

    accept(started)

    signature.refresh_from_db()
    started.refresh_from_db()
    assert (signature.state, started.state) == ("superseded", "signed")
    assert ReaccessionInvitation.objects.all().steps() == {"invited": 1, "started": 1, "submitted": 1, "signed": 1}


def test_a_supersession_enters_its_day_and_its_act_and_the_audit_finds_another_day():
    older, newer = older_and_newer()
    signature = signed_to(older)
    act = {"act_body": "Council", "act_number": "12", "act_date": date(2026, 1, 31), "act_file_sha256": "a" * 64}
    accept(signed_to(newer, state="submitted", government=signature.government, **act))
    entry = signature.ledger.get(event="supersede")
    entered = {"effective_on": entry.status_change.effective_on.isoformat(), "change_act_body": "Council"}
    entered |= {"change_act_number": "12", "change_act_date": "2026-01-31"}
    assert ({name: entry.data.get(name) for name in entered}, list(check_changes())) == (entered, [])

    with pgtrigger.ignore():
        StatusChange.objects.filter(entry=entry).update(effective_on=date(2020, 1, 1))

    (fault,) = check_changes()
    assert (fault.sequence, fault.message.endswith("effective_on")) == (entry.sequence, True)


@pytest.fixture
def editor(client):
    user = staff(roles.CHARTER_REVIEWERS)
    client.force_login(user)
    return user


def invite_url(version) -> str:
    return f"/cms/charter/versions/invite/{version.pk}/"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number(client, editor, django_assert_num_queries, rows):
    older, newer = older_and_newer()
    for _row in range(rows):
        signed_to(older)
    client.get(invite_url(newer))

    with django_assert_num_queries(13):
        response = client.get(invite_url(newer))

    assert (response.context["count"], len(response.context["page"])) == (rows, rows)


def test_only_those_that_are_shown_are_invited_and_only_when_confirmed(client, editor):
    older, newer = older_and_newer()
    french = signed_to(older)
    signed_to(older, state="withdrawn")
    signed_to(newer)
    url = invite_url(newer)

    assert [row.pk for row in client.get(url).context["page"]] == [french.pk]
    unconfirmed = client.post(url, {"count": "1"})
    assert unconfirmed.context["confirm"].errors == {"confirm": ["Tick the box to say that you have checked the list."]}
    changed = client.post(url, {"count": "2", "confirm": "on"}, follow=True)
    assert "The list changed meanwhile, and nobody was invited." in changed.content.decode()
    assert not Message.objects.exists()

    done = client.post(url, {"count": "1", "confirm": "on"}, follow=True)

    assert "1 institution was invited." in done.content.decode()
    assert list(ReaccessionInvitation.objects.values_list("signature", "invited_by")) == [(french.pk, editor.pk)]
    assert list(Message.objects.values_list("to", flat=True)) == [french.official_email]
    assert done.context["steps"] == {"invited": 1, "started": 0, "submitted": 0, "signed": 0}
    assert (done.context["count"], "confirm" in done.context) == (0, False)


def test_a_mailbox_that_is_written_to_no_more_is_invited_in_the_same_words(client, editor):
    older, newer = older_and_newer()
    signed_to(older)
    gone = signed_to(older)
    suppress(digest=address_digest(gone.official_email), reason=Suppression.Reason.ASKED)
    done = client.post(invite_url(newer), {"count": "2", "confirm": "on"}, follow=True)

    assert ("2 institutions were invited." in done.text, done.context["steps"]["invited"]) == (True, 2)
