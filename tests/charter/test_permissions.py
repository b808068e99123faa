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


CODE, UNKNOWN = "AAAA-BBBB-CCCC", "a-secret-that-nobody-has"
# What an address is asked for, but for the keys of rows, and for secrets that open something.
VALUES = {
    "action": "hold", "after": 2, "before": 1, "code": CODE, "deliverable": "diagnosis", "language": "en", "level": 9,
    "number": 1, "place": "999", "sha256": "0" * 64, "step": "government", "token": UNKNOWN, "year": 2025,
}  # fmt: skip


def addresses() -> dict[str, list[str]]:
    """Return the variables of each address by its name."""

    def walk(resolver, spaces=()) -> Iterator[tuple[str, list[str]]]:
        for entry in resolver.url_patterns:
            if not isinstance(entry, URLPattern):
                yield from walk(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
            elif entry.callback.__module__.startswith("charter.") or "".join(spaces).startswith("charter"):
                yield ":".join([*spaces, entry.name]), list(entry.pattern.converters)

    with override("en"):
        return dict(walk(get_resolver()))


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


def answers(client, role: str, names: list[str], world: dict[str, object]) -> dict[str, str]:
    """Return what `role` is answered at each address: the status of a GET, and of an empty POST.

    `world` has the key or the secret that an address takes, by its name or by its namespace.
    """
    user = account(role)
    found, variables = {}, addresses()
    for name in names:
        client.logout()
        if user:
            client.force_login(user)
        own = world.get(name, world.get(name.partition(":")[0]))
        values = VALUES if own is None else VALUES | {"pk": own, "token": own}
        with override("en"):
            url = reverse(name, kwargs={variable: values[variable] for variable in variables[name]})
        response = client.get(url)
        found[name] = f"{response.status_code} {client.post(url).status_code}"
        b"".join(response)
    return found


def test_every_address_is_listed():
    assert addresses().keys() == PUBLIC.keys() | CMS.keys()


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


def test_no_address_takes_a_secret_that_is_not_listed():
    assert HOLDER.keys() == {name for name, variables in addresses().items() if "token" in variables}


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
    LocalGovernmentFactory.create_batch(2)
    source, into = LocalGovernment.objects.order_by("pk")  # as the page reads them
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


def holders_world() -> dict[str, object]:
    """Make what each secret address opens, and return the secrets with which it does."""
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
    opened = link_to(SignatureFactory())
    EntryFactory(government=signed.government)
    mechanisms_page()
    return {
        **dict.fromkeys(HOLDER, published),
        "charter:desk_answer": DeskLink.issue(signature=group, member=listed),
        "charter:sign_resume": opened,
        "charter:sign_step": opened,
    }


def make_world() -> dict[str, object]:
    """Make the rows, and return their keys, by namespace or name of address."""
    published_version(1)
    signature = accept(submitted(verification_code=CODE, act_file_sha256="a" * 64))
    signature.act_file.save("act.pdf", ContentFile(PLAIN_PDF))
    sign_checkpoint()
    published_version(2)
    draft = draft_version(3)
    return {
        "charter_signatures": signature.pk,
        "charter_versions": draft.pk,
        "charter_commitments": Commitment.objects.filter(signature=signature).first().pk,
        "charter_schedule": Schedule.objects.first().pk,
        "charter_signatures:merge": signature.government_id,
        **_acts_of_changes(signature),
    }


def _acts_of_changes(signature: Signature) -> dict[str, object]:
    """Make a change of status by its town hall, and another one that it asks for; return the keys of their files."""
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
    return {f"charter_signatures:{name}{more}": pk for name, pk in rows.items() for more in ("", "_pages")}
