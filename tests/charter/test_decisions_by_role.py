"""Each address of the back office that writes, times every role, with an answer that would be taken: who changes a row.

An empty POST is answered 302 to who may and who may not; here the row tells.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from charter.followup.models import Evidence, Schedule
from charter.review.models import ReaccessionInvitation
from charter.signatories.models import Report
from charter.signing.models import Signature
from charter.texts.models import CharterVersion
from charter.texts.services import propose
from coalition.users.models import User
from tests.charter.permission_table import CMS, ROLES
from tests.charter.test_permissions import account
from tests.factories.charter import SignatureFactory, draft_version, reviewer, shown, submitted
from tests.factories.commitments import CommitmentFactory
from tests.factories.reaccession import older_and_newer, signed_to
from tests.factories.reports import ReportFactory

pytestmark = [pytest.mark.attack, pytest.mark.django_db]


@dataclass
class Write:
    """What is posted to one address, and how to see the row that it would change."""

    data: dict[str, Any]
    row: Callable[[], object]
    pk: int | None = None


def decide_on_signature(user: User | None) -> Write:
    signature = submitted()
    data = {**shown(signature), "decision": "reject", "reason": "No act."}
    return Write(data, lambda: Signature.objects.get().state, signature.pk)


TEXTS = {"texts-TOTAL_FORMS": 0, "texts-INITIAL_FORMS": 0, "texts-MIN_NUM_FORMS": 0, "texts-MAX_NUM_FORMS": 4}


def write_version(user: User | None) -> Write:
    data = {"number": 7, "authentic_languages": ["fr"], **TEXTS}
    return Write(data, lambda: list(CharterVersion.objects.values_list("number", flat=True)))


def edit_version(user: User | None) -> Write:
    version = draft_version(7, languages=[])
    data = {"number": 7, "authentic_languages": ["fr"], **TEXTS}
    return Write(data, lambda: CharterVersion.objects.get().authentic_languages, version.pk)


def publish_version(user: User | None) -> Write:
    version = draft_version(7)
    digest = version.digest_now()
    propose(version=version, proposer=reviewer(1), digest=digest)
    data = {"decision": "publish", "read": "on", "digest": digest}
    return Write(data, lambda: CharterVersion.objects.get().state, version.pk)


def invite_to_version(user: User | None) -> Write:
    older, newer = older_and_newer()
    signed_to(older)
    return Write({"count": 1, "confirm": "on"}, ReaccessionInvitation.objects.count, newer.pk)


def add_evidence(user: User | None) -> Write:
    data = {"decision": "add", "add-dated": "2026-10-19", "add-language": "es", "add-url": "https://town.example/p"}
    return Write(data, Evidence.objects.count, CommitmentFactory().pk)


def decide_on_report(user: User | None) -> Write:
    report = ReportFactory(state="submitted")
    return Write({"decision": "accept"}, lambda: Report.objects.get().state, report.pk)


def invite_to_report(user: User | None) -> Write:
    SignatureFactory(state="signed", signed_at=datetime(timezone.localdate().year - 1, 3, 1, tzinfo=UTC))
    return Write({}, Report.objects.count)


def edit_schedule(user: User | None) -> Write:
    row = Schedule.objects.get(deliverable="diagnosis")
    return Write({"months": "14"}, lambda: Schedule.objects.get(pk=row.pk).months, row.pk)


REVIEWERS, READERS = {"reviewer", "admin"}, {"editor", "reviewer", "admin"}
WRITES: dict[str, tuple[Callable[[User | None], Write], set[str]]] = {
    "charter_commitments:inspect": (add_evidence, READERS),
    "charter_reports:inspect": (decide_on_report, READERS),
    "charter_reports:invite": (invite_to_report, READERS),
    "charter_schedule:edit": (edit_schedule, READERS),
    "charter_signatures:inspect": (decide_on_signature, REVIEWERS),
    "charter_versions:add": (write_version, REVIEWERS),
    "charter_versions:edit": (edit_version, REVIEWERS),
    "charter_versions:inspect": (publish_version, REVIEWERS),
    "charter_versions:invite": (invite_to_version, REVIEWERS),
}


def test_every_address_that_takes_a_post_of_anybody_is_listed():
    elsewhere = ("302", "405")  # answered the same to everybody: the log-in, the first page, no such method
    writing = {name for name, row in CMS.items() if any(a.split()[1] not in elsewhere for a in row)}
    after_a_decision = {name for name, row in CMS.items() if name.endswith((":inspect", "invite"))}

    assert writing | after_a_decision == WRITES.keys()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", WRITES)
def test_a_row_changes_for_who_may_and_for_nobody_else(client, name, role):
    user = account(role)
    build, allowed = WRITES[name]
    write = build(user)
    before = write.row()
    if user:
        client.force_login(user)

    response = client.post(reverse(name, args=[write.pk] if write.pk else []), write.data)

    where = response.headers.get("Location", "").split("?")[0]
    home, log_in = reverse("wagtailadmin_home"), reverse("account_login")
    refused = log_in if role == "nobody" else home
    assert (response.status_code, where in (home, log_in)) == (302, role not in allowed)
    assert role in allowed or where == refused
    assert (write.row() != before) == (role in allowed)
