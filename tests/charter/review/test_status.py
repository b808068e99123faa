"""A signature that its council has still to confirm says so wherever it stands, and falls by itself."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format

from charter import tasks
from charter.certificates.services import facts_of
from charter.ledger.models import LedgerEntry, StatusChange
from charter.review import services, status
from charter.review.change_requests import new_link
from charter.signing.models import Signature
from charter.states import Party
from coalition.mail.models import Message
from coalition.users import roles
from coalition.users.models import User
from newsletters.editions.blocks import NewSignatoriesBlock
from tests.factories.charter import SignatureFactory, accept, reviewer, staff, submitted
from tests.factories.members import LocalGovernmentFactory, members_page

pytestmark = pytest.mark.django_db


def signature(**fields) -> Signature:
    """Publish the signature of a member with a seat on the map, ad referendum for a year unless it has its act."""
    return accept(submitted(government=LocalGovernmentFactory(names={"en": "Harbour"}), **fields))


def html(address: str) -> Callable[[Client, Signature], str]:
    return lambda client, row: client.get(address.format(code=row.verification_code)).content.decode()


def csv_column(address: str, column: str) -> Callable[[Client, Signature], str]:
    def read(client: Client, _row: Signature) -> str:
        (line,) = csv.DictReader(io.StringIO(client.get(address).getvalue().decode()))
        return "ad referendum" if line[column] not in ("", "0") else ""

    return read


def in_the_cms(address: str) -> Callable[[Client, Signature], str]:
    def read(client: Client, row: Signature) -> str:
        client.force_login(staff(roles.CHARTER_REVIEWERS, f"reader-{User.objects.count()}"))
        return client.get(address.format(pk=row.pk)).content.decode()

    return read


def edition(_client: Client, _row: Signature) -> str:
    block = NewSignatoriesBlock()
    with translation.override("en"):
        return block.render(block.to_python({"title": "", "days": 90, "count": 5}))


PLACES = {
    "signatories": html("/en/charter/signatories/"),
    "proof": html("/en/charter/verify/{code}/"),
    "profile": html("/en/members/harbour/"),
    "directory": html("/en/members/"),
    "own page": lambda client, row: client.get(f"/en/charter/adhesion/{new_link(row)}/").content.decode(),
    "members.csv": csv_column("/data/members.csv", "ad_referendum"),
    "signatories.csv": csv_column("/data/signatories.csv", "ad_referendum_until"),
    "certificate": lambda _client, row: "ad referendum" if facts_of(row).ad_referendum_until else "",
    "edition": edition,
    "queue": in_the_cms("/cms/charter/signatures/"),
    "review": in_the_cms("/cms/charter/signatures/inspect/{pk}/"),
}


@pytest.mark.parametrize("place", PLACES)
def test_it_is_labelled_wherever_it_stands_until_the_act_is_confirmed(client, place):
    """Filters and explanations speak of it too, so what counts is that the signature itself adds the words."""
    members_page()
    row = signature()
    labelled = PLACES[place](client, row).lower().count("ad referendum")

    Signature.objects.update(act_file_sha256="a" * 64)
    act = {"act_body": "Council", "act_number": "7", "act_date": date(2026, 1, 1)}
    row = status.ratify(signature=row, actor=reviewer(1), **act)
    client.logout()
    ratified = PLACES[place](client, row).lower().count("ad referendum")

    assert labelled > ratified


def test_it_falls_to_on_hold_by_itself_after_its_day(client):
    until = timezone.localdate() + timedelta(days=365)
    row = signature(language="en")
    kept = signature_of_another_town(act_file_sha256="a" * 64)
    before = LedgerEntry.objects.count()
    for day, states in ((until, ["signed", "signed"]), (until + timedelta(days=1), ["on_hold", "signed"])):
        with time_machine.travel(datetime.combine(day, time(12), tzinfo=UTC), tick=False):
            tasks.lapse(timestamp=0)
            tasks.lapse(timestamp=0)
        assert [Signature.objects.get(pk=pk).state for pk in (row.pk, kept.pk)] == states

    (entry,) = LedgerEntry.objects.order_by("sequence")[before:]
    assert (entry.signature, entry.event, entry.source, entry.target, entry.party, entry.actor) == (
        row, "hold", "signed", "on_hold", Party.CLOCK, None,
    )  # fmt: skip
    change = StatusChange.objects.get()
    assert (change.entry, change.effective_on) == (entry, until + timedelta(days=1))
    mail = Message.objects.get(template="charter/mail/status_changed", to=row.official_email)
    assert (mail.to, mail.language) == (row.official_email, "en")
    page = client.get(f"/en/charter/verify/{row.verification_code}/").content.decode()
    assert f"The act of the council did not arrive by {date_format(until, 'DATE_FORMAT')}." in page


def signature_of_another_town(**fields) -> Signature:
    return accept(submitted(government=LocalGovernmentFactory(names={"en": "Hill"}), **fields))


def test_without_the_act_it_is_published_only_until_a_day_to_come():
    row = submitted()
    checks = {"mandate": True, "act": True, "domain": True}
    services.check_authority(signature=row, reviewer=reviewer(1), call_back="Switchboard.", **checks)
    for until in (None, timezone.localdate()):
        with pytest.raises(status.NeedsAct):
            services.publish_signature(signature=row, reviewer=reviewer(2), ad_referendum_until=until)
    with pytest.raises(IntegrityError, match="signature_without_act_is_ad_referendum"), transaction.atomic():
        SignatureFactory(state="signed", act_file_sha256="")
    row.refresh_from_db()
    assert (row.state, row.number) == ("authority_checked", None)
