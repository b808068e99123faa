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
    invited_ones = [signed_to(older), signed_to(older, state="on_hold")]
    for state in ("withdrawn", "superseded", "submitted", "draft"):
        signed_to(older, state=state)
    signed_to(newer)
    signed_to(older, official_email="")
    signed_to(newer, state="submitted", government=signed_to(older).government)  # under review

    assert (invite(newer), invite(newer)) == (2, 0)

    rows = ReaccessionInvitation.objects.order_by("pk").values_list("signature", "version", "new_signature")
    assert list(rows) == [(row.pk, newer.pk, None) for row in invited_ones]
    assert list(Message.objects.order_by("pk").values_list("to", "sensitive")) == [
        (row.official_email, True) for row in invited_ones
    ]
    for row, state in zip(invited_ones, ("signed", "on_hold"), strict=True):
        row.refresh_from_db()
        assert (row.state, row.version) == (state, older)


def test_nobody_is_invited_to_a_version_that_is_not_current():
    older, _newer = older_and_newer()
    signed_to(older)
    for version in (older, draft_version(3)):
        with pytest.raises(reaccession.NotCurrent):
            invite(version)
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


def invite_url(version) -> str:
    return f"/cms/charter/versions/invite/{version.pk}/"


def test_only_those_that_are_shown_are_invited_and_only_when_confirmed(client, reader):
    older, newer = older_and_newer()
    french = signed_to(older)
    signed_to(older, state="withdrawn")
    signed_to(newer)
    url = invite_url(newer)

    assert [row.pk for row in client.get(url).context["page"]] == [french.pk]
    unconfirmed = client.post(url, {"count": "1"})
    assert list(unconfirmed.context["confirm"].errors) == ["confirm"]
    changed = client.post(url, {"count": "2", "confirm": "on"}, follow=True)
    assert "The list changed meanwhile, and nobody was invited." in changed.text
    assert not Message.objects.exists()

    done = client.post(url, {"count": "1", "confirm": "on"}, follow=True)

    assert "1 institution was invited." in done.text
    assert list(ReaccessionInvitation.objects.values_list("signature", "invited_by")) == [(french.pk, reader.pk)]
    assert list(Message.objects.values_list("to", flat=True)) == [french.official_email]
    assert done.context["steps"] == {"invited": 1, "started": 0, "submitted": 0, "signed": 0}
    assert (done.context["count"], "confirm" in done.context) == (0, False)


def test_a_mailbox_that_is_written_to_no_more_is_invited_in_the_same_words(client, reader):
    older, newer = older_and_newer()
    signed_to(older)
    suppress(digest=address_digest(signed_to(older).official_email), reason=Suppression.Reason.ASKED)
    done = client.post(invite_url(newer), {"count": "2", "confirm": "on"}, follow=True)

    assert ("2 institutions were invited." in done.text, done.context["steps"]["invited"]) == (True, 2)


@pytest.fixture
def reader(client):
    user = staff(roles.CHARTER_REVIEWERS)
    client.force_login(user)
    return user


def test_after_a_rejection_or_a_purge_another_is_started_and_an_invitation_ends_with_the_older_signature(client):
    older, newer = older_and_newer()
    signature = signed_to(older)
    invitation, token = invited(signature, newer)
    reaccession.start_from_invitation(invitation=invitation, language="fr")
    Signature.objects.get(state="draft").delete()
    rejected = signed_to(newer, state="rejected", government=signature.government)
    ReaccessionInvitation.objects.update(new_signature=rejected)
    reaccession.start_from_invitation(invitation=invitation, language="fr")
    invitation.refresh_from_db()
    assert (invitation.new_signature.state, invitation.new_signature != rejected) == ("draft", True)

    invitation.new_signature.delete()
    for state in ("withdrawn", "superseded"):
        Signature.objects.filter(pk=signature.pk).update(state=state)
        for ask in (client.get, client.post):
            assert "This invitation is over" in ask(page_of(token)).text
    assert Signature.objects.filter(state="draft").count() == 0
