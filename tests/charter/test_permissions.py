"""Every address of the charter, times every role: what each is answered. An address that is not listed fails."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pgtrigger
import pytest
from django.core.files.base import ContentFile
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from django.utils.translation import override

from charter.followup.models import Commitment, Evidence, Schedule
from charter.ledger.log import sign_checkpoint
from charter.ledger.models import LedgerEntry, StatusChange
from charter.review import status
from charter.review.government_merges import merge_mark
from charter.review.models import TownHallRequest
from charter.signing.associations import GroupMember
from charter.signing.models import DeskLink, Signature
from charter.texts.models import CharterVersion
from charter.texts.services import propose
from coalition.members.models import LocalGovernment
from coalition.users import roles
from coalition.users.models import User
from tests.charter.followup.test_shared import mine
from tests.charter.permission_table import CMS, HOLDER, PAGES, PUBLIC, READERS, REVIEWERS, ROLES
from tests.factories.charter import (
    SignatureFactory,
    accept,
    charter_page,
    draft_version,
    link_to,
    published_version,
    reviewer,
    shown,
    staff,
    submitted,
)
from tests.factories.commitments import EvidenceFactory
from tests.factories.figures import EntryFactory
from tests.factories.members import LocalGovernmentFactory
from tests.factories.resources import mechanisms_page
from tests.uploads.files import PLAIN_PDF

pytestmark = pytest.mark.django_db


def addresses() -> set[str]:
    def walk(resolver, spaces=()) -> Iterator[str]:
        for entry in resolver.url_patterns:
            if not isinstance(entry, URLPattern):
                yield from walk(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
            elif entry.callback.__module__.startswith("charter.") or "".join(spaces).startswith("charter"):
                yield ":".join([*spaces, entry.name])

    with override("en"):
        return set(walk(get_resolver()))


def account(role: str) -> User | None:
    groups = {
        "editor": roles.COMMITTEE_EDITORS,
        "reviewer": roles.CHARTER_REVIEWERS,
        "host": roles.EVENT_HOSTS,
        "newsletter": roles.NEWSLETTER_EDITORS,
    }
    if role == "admin":
        return User.objects.create_superuser("root", password="not-a-secret-42")
    return staff(groups[role]) if role in groups else None


def answers(client, role: str, names: list[str], world: dict[str, dict[str, object]]) -> dict[str, str]:
    """Return what `role` is answered at each address: the status of a GET, and of an empty POST."""
    user = account(role)
    found = {}
    for name in names:
        client.logout()
        if user:
            client.force_login(user)
        with override("en"):
            url = reverse(name, kwargs=world.get(name, {}))
        response = client.get(url)
        found[name] = f"{response.status_code} {client.post(url).status_code}"
        b"".join(response)
    return found


def test_every_address_is_listed():
    assert addresses() == PUBLIC.keys() | CMS.keys()


@pytest.mark.parametrize("role", ROLES)
def test_a_public_address_answers_every_role_alike(client, role):
    assert answers(client, role, list(PUBLIC), make_world()) == PUBLIC
    page = charter_page("en")
    assert {page.url: f"{client.get(page.url).status_code} {client.post(page.url).status_code}"} == PAGES


@pytest.mark.parametrize("role", ROLES)
def test_the_back_office_answers_each_role_what_it_may(client, role):
    world = make_world()
    before = list(LedgerEntry.objects.values_list("hash", flat=True))
    expected = {name: row[ROLES.index(role)] for name, row in CMS.items()}

    assert answers(client, role, list(CMS), world) == expected
    assert list(LedgerEntry.objects.values_list("hash", flat=True)) == before


def test_a_link_opens_its_secret_addresses_and_no_address_is_without_one(client):
    assert HOLDER.keys() == {name for name, variables in make_world().items() if "token" in variables}


def test_a_link_opens_its_secret_addresses(client):
    assert answers(client, "nobody", list(HOLDER), holders_world()) == HOLDER


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
    data = {"decision": "publish", "digest": digest}
    return Write(data, lambda: CharterVersion.objects.get().state, version.pk)


def accept_evidence(user: User | None) -> Write:
    evidence = EvidenceFactory()
    data = {"decision": f"accept-{evidence.pk}"}
    return Write(data, lambda: Evidence.objects.get().state, evidence.commitment_id)


def edit_schedule(user: User | None) -> Write:
    row = Schedule.objects.get(deliverable="diagnosis")
    return Write({"months": "14"}, lambda: Schedule.objects.get(pk=row.pk).months, row.pk)


def merge_two(user: User | None) -> Write:
    source, into = LocalGovernmentFactory(), LocalGovernmentFactory()
    data = {"into": into.pk, "seen": merge_mark(source=source, into=into)}
    return Write(data, lambda: LocalGovernment.objects.filter(pk=source.pk).exists(), source.pk)


WRITES: dict[str, tuple[Callable[[User | None], Write], frozenset[str]]] = {
    "charter_commitments:inspect": (accept_evidence, READERS),
    "charter_schedule:edit": (edit_schedule, READERS),
    "charter_signatures:inspect": (decide_on_signature, REVIEWERS),
    "charter_signatures:merge": (merge_two, REVIEWERS),
    "charter_versions:add": (write_version, REVIEWERS),
    "charter_versions:edit": (edit_version, REVIEWERS),
    "charter_versions:inspect": (publish_version, REVIEWERS),
}


@pytest.mark.attack
def test_every_address_that_takes_a_post_of_anybody_is_listed():
    elsewhere = ("302", "405")  # answered the same to everybody: the log-in, the first page, no such method
    writing = {name for name, row in CMS.items() if any(a.split()[1] not in elsewhere for a in row)}
    after_a_decision = {name for name, row in CMS.items() if name.endswith((":inspect", ":merge"))}

    assert writing | after_a_decision == WRITES.keys()


@pytest.mark.attack
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


CODE, UNKNOWN, SHA = "AAAA-BBBB-CCCC", "a-secret-that-nobody-has", "0" * 64


def holders_world() -> dict[str, dict[str, object]]:
    """Make what each secret address opens, and return the variables with which it does."""
    older = published_version(1)
    published_version(2)
    own = mine(signature__version=older, signature__state="signed")
    signed = own.signature
    published = DeskLink.issue(signature=signed)
    link = DeskLink.objects.get()
    answers = {
        "name": "Nour",
        "role": "Mayor",
        "contact": "nour@t.example",
        "language": "ar",
    }
    link.requests.create(signature=signed, action="successor", answers=answers)
    now = timezone.now()
    signed.requests.create(action="act", confirmed_at=now, ended_at=now, outcome="stopped", ended_by="contact")
    group = SignatureFactory(government=LocalGovernmentFactory(kind="association"), state="signed", version=older)
    listed = GroupMember(signature=group, government=signed.government)
    with pgtrigger.ignore("charter.GroupMember:published_group_is_frozen_in"):
        listed.save()
    opened = {"token": link_to(SignatureFactory())}
    EntryFactory(government=signed.government)
    mechanisms_page()
    return {
        **{f"charter:{name}": {"token": published} for name in ("desk", "desk_again", "desk_confirm")},
        "charter:desk_close": {"token": published},
        "charter:desk_mechanism": {"token": published},
        "charter:desk_stop": {"token": published},
        "charter:desk_change": {"token": published, "action": "hold"},
        "charter:desk_done": {"token": published, "deliverable": "diagnosis"},
        "charter:desk_answer": {"token": DeskLink.issue(signature=group, member=listed)},
        "charter:desk_numbers": {"token": published, "year": 2025},
        "charter:sign_resume": opened,
        "charter:sign_step": {**opened, "step": "government"},
    }


def make_world() -> dict[str, dict[str, object]]:
    """Make the rows, and return the variables of each address by its name. Secrets are unknown: a role opens none."""
    published_version(1)
    signature = accept(submitted(verification_code=CODE, act_file_sha256="a" * 64))
    signature.act_file.save("act.pdf", ContentFile(PLAIN_PDF))
    sign_checkpoint()
    published_version(2)
    draft = draft_version(3)
    by_namespace = {
        "charter_signatures": signature.pk,
        "charter_versions": draft.pk,
        "charter_commitments": Commitment.objects.filter(signature=signature).first().pk,
        "charter_schedule": Schedule.objects.first().pk,
    }
    with_pk = ("act", "act_pages", "delete", "edit", "history", "history_results", "inspect", "usage", "invite")
    world = {f"{space}:{name}": {"pk": pk} for space, pk in by_namespace.items() for name in with_pk}
    secret = {
        f"charter:{name}": {"token": UNKNOWN}
        for name in (
            "desk", "desk_again", "desk_answer", "desk_close", "desk_confirm", "desk_mechanism", "desk_stop",
            "sign_resume",
        )
    }  # fmt: skip
    return {
        **world,
        **secret,
        "charter_signatures:merge": {"pk": signature.government_id},
        "charter:desk_numbers": {"token": UNKNOWN, "year": 2025},
        **_acts_of_changes(signature),
        "charter_log_tile": {"level": 9, "place": "000"},
        "charter_log_entries": {"place": "999"},
        "charter:desk_change": {"token": UNKNOWN, "action": "hold"},
        "charter:desk_done": {"token": UNKNOWN, "deliverable": "diagnosis"},
        "charter:sign_step": {"token": UNKNOWN, "step": "government"},
        "charter:canonical": {"number": 1},
        "charter:card": {"code": CODE},
        "charter:certificate": {"code": CODE, "language": "en"},
        "charter:difference": {"before": 1, "after": 2},
        "charter:ledger_entries": {"code": CODE},
        "charter:ledger_proof": {"code": CODE},
        "charter:verify": {"code": CODE},
        "charter:verify_file": {"sha256": SHA},
    }


def _acts_of_changes(signature: Signature) -> dict[str, dict[str, object]]:
    """Make a change of status by its town hall, and another one that it asks for; return what their files need."""
    act = status.Act(act_body="Council", act_number="7", act_date=date(2026, 1, 1), reason="Because.")
    asked = TownHallRequest(signature=signature, action="withdraw", confirmed_at=timezone.now())
    asked.answers = {"effective_on": "2026-01-01", "act_body": "Council", "act_number": "7", "act_date": "2026-01-01"}
    asked.file.save("asked.pdf", ContentFile(PLAIN_PDF))
    checked = status.Checked(by=reviewer(1), file=asked.file.name, sha256="c" * 64, sent_sha256="c" * 64)
    status.hold(signature=signature, act=act, effective_on=timezone.localdate(), by=checked)
    change = StatusChange.objects.get()
    listed = GroupMember(signature=signature, government=LocalGovernmentFactory())
    with pgtrigger.ignore("charter.GroupMember:published_group_is_frozen_in"):
        listed.act_file.save("member.pdf", ContentFile(PLAIN_PDF))
    evidence = EvidenceFactory.build(commitment=Commitment.objects.filter(signature=signature).first())
    evidence.file.save("evidence.pdf", ContentFile(PLAIN_PDF))
    rows = {"asked_act": asked.pk, "change_act": change.pk, "member_act": listed.pk, "evidence": evidence.pk}
    return {f"charter_signatures:{name}{more}": {"pk": pk} for name, pk in rows.items() for more in ("", "_pages")}
