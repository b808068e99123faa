"""A newer version of the text: what the desk says of it, and what becomes of the older signature."""

from datetime import date

import pgtrigger
import pytest

from charter.audit.status_changes import check_changes
from charter.ledger.models import StatusChange
from charter.signing.models import DeskLink, Signature
from charter.texts.models import CharterText, CharterVersion
from coalition.mail.models import Message
from tests.factories.charter import SignatureFactory, accept, link_to, published_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def older() -> Signature:
    """A published signature to an older version, from the day on which a newer one was published."""
    signature = SignatureFactory(state="signed", version=published_version(1), language="en")
    published_version(2)
    return signature


def test_the_desk_leads_to_what_changed_while_the_older_signature_stands(client, older):
    address, difference = f"/en/charter/desk/{DeskLink.issue(signature=older)}/", "/en/charter/versions/1/2/"
    assert difference in client.get(address).text
    assert client.get(difference).status_code == 200

    for state, version in (("withdrawn", older.version), ("signed", CharterVersion.objects.current())):
        signature = SignatureFactory(state=state, version=version)
        page = client.get(f"/en/charter/desk/{DeskLink.issue(signature=signature)}/").text
        assert "A newer version of the charter" not in page


def test_the_signature_to_the_newer_version_supersedes_the_older_one_when_it_is_published(client, older):
    draft = SignatureFactory(state="draft", government=older.government, version=None, text_digest="", language="en")
    steps = f"/en/charter/sign/{link_to(draft)}/"
    act = {"act_status": "announced", "act_body": "Council", "ad_referendum_until": "2027-01-31"}

    assert client.post(f"{steps}act/", act).status_code == 302
    code = Message.objects.get(template="charter/mail/code").context["code"]
    client.post(f"{steps}check/", {"agree": "on", "digest": CharterText.objects.current("en").digest, "code": code})
    started = Signature.objects.get(state="submitted")
    older.refresh_from_db()
    assert (older.state, started.version.number) == ("signed", 2)

    accept(started)

    older.refresh_from_db()
    started.refresh_from_db()
    assert (older.state, started.state) == ("superseded", "signed")


def test_a_supersession_enters_its_day_and_its_act_and_the_audit_finds_another_day(older):
    act = {"act_body": "Council", "act_number": "12", "act_date": date(2026, 1, 31), "act_file_sha256": "a" * 64}
    newer = CharterVersion.objects.current()
    accept(SignatureFactory(state="submitted", version=newer, government=older.government, **act))
    entry = older.ledger.get(event="supersede")
    entered = {"effective_on": entry.status_change.effective_on.isoformat(), "change_act_body": "Council"}
    entered |= {"change_act_number": "12", "change_act_date": "2026-01-31"}
    assert ({name: entry.data.get(name) for name in entered}, list(check_changes())) == (entered, [])

    with pgtrigger.ignore():
        StatusChange.objects.filter(entry=entry).update(effective_on=date(2020, 1, 1))

    (fault,) = check_changes()
    assert (fault.sequence, fault.message.endswith("effective_on")) == (entry.sequence, True)
