"""Two rows of one local government become one, with nothing lost."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from charter import states
from charter.audit.services import audit
from charter.followup.models import Commitment, Evidence
from charter.followup.services import accept_evidence, record_evidence
from charter.ledger.models import LedgerEntry
from charter.review import government_merges, merge_views, services, status
from charter.review.models import MergeProposal
from charter.signatories import counts
from charter.signing.associations import GroupMember
from charter.signing.models import Signature
from charter.signing.services import move
from charter.states import Party
from charter.tasks import sign_log
from charter.texts.models import CharterText
from coalition.members import merge_governments
from coalition.members.models import GovernmentMerge, LocalGovernment, Office
from coalition.privacy import services as privacy
from coalition.users import roles
from events.reports.models import MeetingReport, ReportRelease
from events.team.models import TeamMember
from home.programme.models import ActionLink, TerritoryWork
from tests.charter.signatories.test_counters import check
from tests.charter.signing.test_views import SIGNATORY
from tests.factories.agenda import make_action, make_goal
from tests.factories.charter import (
    SignatureFactory,
    accept,
    link_to,
    list_members,
    published_version,
    reviewer,
    say_yes,
    staff,
    submitted,
    two_reviewers,
)
from tests.factories.events import EventFactory
from tests.factories.figures import EntryFactory, FigureFactory, territory
from tests.factories.members import ContactFactory, LocalGovernmentFactory, MemberProfileFactory, members_page

pytestmark = pytest.mark.django_db


# Every way from another table to a local government, and how a merge takes it. A new one is thought of here first.
def proposed(**fields) -> LocalGovernment:
    return LocalGovernmentFactory(**{"code": "P-1", "member": False, "proposed": True, **fields})


def merge(source, into) -> GovernmentMerge:
    both = {"source": source, "into": into}
    seen = government_merges.merge_mark(**both)
    if government_merges.needs_two_people(source):
        government_merges.propose_merge(**both, by=reviewer(2), seen=seen)
    return government_merges.merge_governments(**both, actor=reviewer(1), seen=seen)


def naming(government_pk: int) -> dict[str, int]:
    """Return how many rows name a local government, by each way from another table to one."""
    return {
        f"{way.related_model._meta.label}.{way.field.name}": way.related_model._base_manager.filter(
            **{way.field.name: government_pk}
        ).count()
        for way in merge_governments.relations()
    }


def test_nothing_names_the_row_that_is_gone():
    into = LocalGovernmentFactory(code="FR-1")
    source = proposed(code="P-9", proposed=False)
    older = LocalGovernmentFactory(code="FR-0")
    merge(older, source)
    signed = accept(submitted(government=source))
    group = SignatureFactory(government=LocalGovernmentFactory(kind="association"))
    GroupMember.objects.create(signature=group, government=source)
    for factory in (ContactFactory, MemberProfileFactory, EntryFactory, FigureFactory):
        factory(government=source)
    Office.objects.create(government=source, role=Office.Role.PRESS, phone="+33 1 23 45 67 89")
    held = EventFactory(host=source)
    TeamMember.objects.create(event=held, user=reviewer(2), acts_for=source)
    report = MeetingReport.objects.create(event=held, partner=source, language="en")
    ReportRelease.objects.create(report=report, government=source)
    territory("north", source)
    ActionLink.objects.create(action=make_action(make_goal()), government=source)
    TerritoryWork.objects.create(government=source)
    MergeProposal.objects.create(source=source, into=into, mark="x", proposed_by=reviewer(2))
    MergeProposal.objects.create(source=into, into=source, mark="x", proposed_by=reviewer(2))
    named = naming(source.pk)
    assert [label for label, count in named.items() if not count] == []  # a new way is walked by a row here, too

    merge(source, into)

    named["members.GovernmentMerge.into"] += 1  # the trace of this merge itself
    named["charter.MergeProposal.source"] = named["charter.MergeProposal.into"] = 0  # over with it
    assert naming(into.pk) == named
    assert not LocalGovernment.objects.filter(code__in=["P-9", "FR-0"]).exists()
    signed.refresh_from_db()
    assert (signed.government, signed.state) == (into, "signed")
    assert set(LedgerEntry.objects.values_list("data__government", flat=True)) == {"P-9"}  # history stays as it was
    connection.check_constraints()


def test_names_domains_and_facts_are_united():
    known = {"names": {"en": "Jenin"}, "official_domains": ["jenin.example"], "languages": ["ar"], "website": ""}
    into = LocalGovernmentFactory(population=None, **known)
    source = proposed(
        names={"en": "City of Jenin", "ar": "جنين"}, official_domains=["mail.example", "jenin.example"],
        languages=["ar", "en"], website="https://jenin.example/", population=50000, population_year=2020,
        population_source="Census",
    )  # fmt: skip
    merge(source, into)

    into.refresh_from_db()
    assert (into.names, into.official_domains) == ({"en": "Jenin", "ar": "جنين"}, ["jenin.example", "mail.example"])
    assert (into.languages, into.website, into.population) == (["ar", "en"], "https://jenin.example/", 50000)
    assert (into.proposed, into.member, LocalGovernment.objects.search("جنين").get()) == (False, True, into)


def test_the_trace_names_what_went_and_never_changes():
    into, source = LocalGovernmentFactory(), proposed(code="P-7", names={"en": "Twice"})
    trace = merge(source, into)

    assert (trace.code, trace.slug, trace.names, trace.merged_by) == ("P-7", "twice", {"en": "Twice"}, reviewer(1))
    entry = ModelLogEntry.objects.get(action=merge_governments.MERGED)
    assert (entry.object_id, entry.user, entry.data) == (str(into.pk), reviewer(1), {"code": "P-7"})
    for change in (lambda: trace.delete(), lambda: GovernmentMerge.objects.update(code="X")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_old_address_leads_on_when_the_site_shows_the_other(client):
    members_page()
    into, source = LocalGovernmentFactory(names={"en": "Stays"}), LocalGovernmentFactory(names={"en": "Goes"})
    hidden = LocalGovernmentFactory(names={"en": "Hidden"}, member=False)
    merge(LocalGovernmentFactory(names={"en": "Also goes"}, member=False), hidden)
    merge(source, into)

    moved = client.get("/en/members/goes/")
    assert (moved.status_code, moved.url) == (301, "/en/members/stays/")
    assert client.get("/en/members/also-goes/").status_code == 404
    assert client.get("/en/members/never/").status_code == 404


def test_who_was_checked_for_one_institution_is_checked_again_for_the_other():
    """Otherwise one person alone could publish for an institution whose authority nobody checked."""
    into, source = LocalGovernmentFactory(code="FR-1"), proposed()
    signature = submitted(government=source, act_file_sha256="a" * 64)
    checks = {"mandate": True, "act": True, "domain": True}
    services.check_authority(signature=signature, reviewer=reviewer(2), call_back="Switchboard.", **checks)

    merge(source, into)

    signature.refresh_from_db()
    assert (signature.state, signature.checked_by, signature.checklist) == ("submitted", None, {})
    entry = LedgerEntry.objects.latest("sequence")
    assert (entry.event, entry.actor, entry.data["government"]) == ("recheck", reviewer(1), "FR-1")
    assert accept(signature).state == "signed"


def test_a_published_group_names_the_one_that_stays_once():
    into, source = LocalGovernmentFactory(), LocalGovernmentFactory()
    for listed in ([source], [source, into]):
        signature = submitted_group(listed)
        accept(signature)
    assert set(counts.covered()) == {source, into}

    merge(source, into)

    assert list(GroupMember.objects.order_by("signature").values_list("government", flat=True)) == [into.pk] * 2
    assert set(counts.covered()) == {into}
    check()


def submitted_group(listed: list[LocalGovernment]) -> Signature:
    signature = SignatureFactory(government=LocalGovernmentFactory(kind="association"))
    list_members(signature, listed)
    return submitted_from(say_yes(signature))


def submitted_from(signature: Signature) -> Signature:
    text = CharterText.objects.current("fr") or published_version().texts.get(language="fr")
    signature.refresh_from_db()
    signature.version, signature.text_digest = text.version, text.digest
    move(signature.verify_mailbox, party=Party.TOWN_HALL)
    move(signature.submit, party=Party.TOWN_HALL)
    return signature


@pytest.mark.parametrize("change", ["name", "moves", "ends", "other", "made up"])
def test_a_merge_is_of_what_was_shown(client, proposal, change):
    into, other, source = LocalGovernmentFactory(code="FR-1"), LocalGovernmentFactory(), proposal.government
    sent = {"seen": client.get(page_of(source), {"into": into.pk}).context["seen"], "into": into.pk}
    if change == "name":
        LocalGovernment.objects.filter(pk=into.pk).update(names={"fr": "Another name"})
    elif change == "moves":
        ContactFactory(government=source)
    elif change == "ends":
        submitted(government=into)
    elif change == "other":
        sent["into"] = other.pk
    else:
        sent["seen"] = "1"

    page = client.post(page_of(source), sent, follow=True)

    assert "Nothing was merged: something changed after you opened the page." in page.text
    proposal.refresh_from_db()
    assert proposal.government == source


def test_a_proposal_is_offered_what_is_like_it_first(client):
    published_version()
    known = LocalGovernmentFactory(code="FR-1", names={"fr": "Montreuil"})
    proposed(names={"fr": "Montreuil"})  # nobody learns of it
    token = link_to(SignatureFactory(government=None))
    url = f"/en/charter/sign/{token}/government/"
    proposal = {
        "government": "new",
        "name": "Commune de Montreuil",
        "country": "FR",
        "kind": "municipality",
        **SIGNATORY,
    }

    for answers in (proposal, {**proposal, "offered": "1", "government": ""}):
        asked = client.post(url, answers)
        assert (asked.status_code, asked.context["found"], asked.context["alike"]) == (200, [known], True)
        assert "checked" not in asked.text.split("<main")[1]
    assert Signature.objects.get().proposed_name == ""
    assert client.post(url, {**proposal, "offered": "1"}).url == f"/en/charter/sign/{token}/act/"
    assert Signature.objects.get().proposed_name == "Commune de Montreuil"
    assert client.post(url, {"government": "FR-1", **SIGNATORY}).status_code == 302
    assert Signature.objects.get().government == known


def signed(government: LocalGovernment) -> Signature:
    return accept(submitted(government=government, act_file_sha256="a" * 64))


def withdrawn(government: LocalGovernment) -> Signature:
    act = status.Act(act_body="Council", act_number="7", act_date=date(2026, 1, 1), reason="Elsewhere.")
    return status.withdraw(signature=signed(government), act=act, effective_on=timezone.localdate(), by=two_reviewers())


def waiting(government: LocalGovernment) -> Signature:
    return submitted(government=government)


def draft(government: LocalGovernment) -> Signature:
    return SignatureFactory(government=government)


def forgotten(government: LocalGovernment) -> Signature:
    """A rejected signature whose person the law let go."""
    rejected = services.reject(signature=submitted(government=government), reviewer=reviewer(1), reason="No.")
    privacy.purge(now=timezone.now() + timedelta(days=366))
    return rejected


@pytest.mark.parametrize(
    ("one", "other", "become"),
    [
        (signed, signed, ["superseded", "signed"]),  # the earlier one stays, and here that is the other's
        (signed, waiting, ["signed", "rejected"]),
        (waiting, signed, ["rejected", "signed"]),
        (waiting, waiting, ["rejected", "submitted"]),
        (withdrawn, signed, ["withdrawn", "signed"]),
        (signed, withdrawn, ["signed", "withdrawn"]),
        (draft, signed, ["draft", "signed"]),
        (forgotten, signed, ["rejected", "signed"]),
    ],
)
def test_two_rows_become_one_whatever_became_of_each(one, other, become):
    into, source = LocalGovernmentFactory(names={"en": "Stays"}), LocalGovernmentFactory(names={"en": "Goes"})
    theirs = other(into)
    rows = [one(source), theirs]
    entries = list(LedgerEntry.objects.order_by("sequence").values_list("hash", flat=True))
    sign_log()

    merge(source, into)
    sign_log()

    for row in rows:
        row.refresh_from_db()
    assert ([row.state for row in rows], {row.government for row in rows}) == (become, {into})
    assert list(LedgerEntry.objects.order_by("sequence").values_list("hash", flat=True))[: len(entries)] == entries
    assert [fault.message for fault in audit().faults] == []
    assert merge_governments.merged_into("goes") == into
    if one is forgotten:
        assert (rows[0].salt, rows[0].signatory_name) == ("", "")
    assert {row.signature.state for row in Commitment.objects.all()} <= {"signed"}


def test_what_both_did_stays_with_one_commitment():
    into, source = LocalGovernmentFactory(), LocalGovernmentFactory()
    kept, goes = signed(into), accept(submitted(government=source, act_file_sha256="b" * 64, act_date=date(2020, 1, 1)))
    diagnosis = Commitment.objects.filter(deliverable="diagnosis").order_by("due_on")
    first, second = diagnosis
    assert first.government == source
    facts = {"source": Evidence.Source.TOWN_HALL, "dated": date(2026, 1, 1), "language": "fr"}
    accept_evidence(evidence=record_evidence(commitment=second, url="https://t.example/", **facts), by=reviewer(1))
    sign_log()

    merge(source, into)
    sign_log()

    kept.refresh_from_db()
    goes.refresh_from_db()
    assert (goes.state, goes.ledger.latest("sequence").event, kept.state) == ("superseded", "supersede", "signed")
    (one,) = diagnosis.all()
    assert (one.pk, one.due_on, one.government, one.signature) == (first.pk, first.due_on, into, kept)
    assert (one.evidence.get().state, one.due_dates.count()) == ("accepted", 2)
    assert [fault.message for fault in audit().faults] == []


def test_a_published_signature_changes_hands_by_two_people(client):
    into, source = LocalGovernmentFactory(names={"en": "Stays"}), LocalGovernmentFactory(names={"en": "Goes"})
    signature = signed(source)
    first, second = staff(roles.CHARTER_REVIEWERS, "first"), staff(roles.CHARTER_REVIEWERS, "second")
    client.force_login(first)
    sent = {"into": into.pk, "seen": client.get(page_of(source), {"into": into.pk}).context["seen"]}

    for _press in range(2):  # the second press of one person does nothing more
        client.post(page_of(source), sent)
        signature.refresh_from_db()
        assert signature.government == source
    assert [line.count for line in merge_views.waiting_merges(first)] == [0]
    (line,) = merge_views.waiting_merges(second)
    assert [(item.title, item.url) for item in line.items] == [("Goes (France)", page_of(source))]

    client.force_login(second)
    assert "first proposed this merge." in client.get(page_of(source)).text
    client.post(page_of(source), {"drop": ""})
    assert not MergeProposal.objects.exists()
    with pytest.raises(states.Changed):
        government_merges.merge_governments(source=source, into=into, actor=second, seen=sent["seen"])
    client.force_login(first)
    client.post(page_of(source), sent)
    client.force_login(second)
    client.post(page_of(source), sent)

    trace = GovernmentMerge.objects.get()
    assert (trace.into, trace.proposed_by, trace.merged_by) == (into, first, second)
    with pytest.raises(IntegrityError), transaction.atomic():
        GovernmentMerge.objects.create(into=into, code="x", slug="x", names={}, merged_by=first, proposed_by=first)
    actions = ["charter.propose_merge", "charter.drop_merge", "charter.propose_merge", "members.merge"]
    history = ModelLogEntry.objects.filter(user__in=[first, second]).order_by("pk")
    assert list(history.values_list("action", flat=True)) == actions


def test_an_association_and_a_town_or_one_and_itself_are_never_one():
    town, association = LocalGovernmentFactory(), proposed(kind="association")
    for source, into in ((association, town), (town, association)):
        with pytest.raises(government_merges.NotMerged, match="only one of the two is an association"):
            merge(source, into)
    with pytest.raises(merge_governments.SameGovernment):
        merge_governments.merge(source=town, into=town, by=reviewer(1))


@pytest.fixture
def proposal(client) -> Signature:
    """A signature under review of a government that was proposed, and a reviewer who looks at it."""
    client.force_login(staff(roles.CHARTER_REVIEWERS))
    return submitted(government=proposed(names={"fr": "Ville de Montreuil"}, country="FR"))


def page_of(source: LocalGovernment) -> str:
    return f"/cms/charter/signatures/merge/{source.pk}/"


def test_a_reviewer_chooses_by_name_sees_what_would_be_merged_and_confirms(client, proposal):
    into = LocalGovernmentFactory(code="MA-7", names={"fr": "Montreuil", "ar": "طنجة"}, country="MA")
    alike = LocalGovernmentFactory(code="FR-1", names={"fr": "Montreuil"})
    LocalGovernmentFactory(code="FR-2", names={"fr": "Bagnolet"})
    ContactFactory(government=proposal.government)
    page = page_of(proposal.government)

    assert f'href="{page}"' in client.get(f"/cms/charter/signatures/inspect/{proposal.pk}/").text
    assert f'href="{page}"' in client.get("/cms/snippets/members/localgovernment/").text
    assert client.get(page).context["alike"] == [alike]
    asked = client.get(page, {"into": into.pk})
    words = ("Ville de Montreuil", "P-1", "France", "طنجة", "MA-7", "Morocco")
    assert [word for word in words if word not in asked.text] == []
    assert asked.context["moves"] == [("contacts", 1), ("signatures", 1)]
    proposal.refresh_from_db()
    assert proposal.government.code == "P-1"

    done = client.post(page, {"into": into.pk, "seen": asked.context["seen"]})
    proposal.refresh_from_db()
    assert (proposal.government, proposal.state) == (into, "submitted")
    assert done.url == f"/cms/charter/signatures/inspect/{proposal.pk}/"
    assert "/signatures/merge/" not in client.get(done.url).text
