"""A member of an association counts once it said yes at its own mailbox, and a reviewer read its act or delegation."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from django.utils.timezone import localdate

from charter.audit.services import verify
from charter.certificates import services as certificates
from charter.ledger.models import LedgerEntry
from charter.review import group_members as membership
from charter.review import panels, services, status
from charter.review.status import NoLongerPossible
from charter.signatories import counts
from charter.signatories.services import rebuild
from charter.signing.associations import GroupMember
from charter.signing.member_lists import MemberSheet, add_lines
from charter.signing.models import Signature
from charter.signing.services import SignatureClosed
from coalition.mail import rendering
from coalition.mail.models import Message
from coalition.privacy import services as privacy
from coalition.users import roles
from tests.charter.certificates.checked import make_certificate, without_orders
from tests.charter.signatories.test_counters import check
from tests.factories.charter import (
    SignatureFactory,
    accept,
    list_members,
    published_version,
    reviewer,
    shown,
    staff,
    submitted,
    two_reviewers,
)
from tests.factories.members import LocalGovernmentFactory

from .test_change_requests import kept, pdf
from .test_government_merges import merge, submitted_from, submitted_group

pytestmark = pytest.mark.django_db
OWN = {"basis": "act", "act_body": "Council", "act_number": "2026/3", "act_date": "2026-01-15"}
DELEGATED = {**OWN, "basis": "delegation"}


def covered() -> set[int]:
    return set(counts.covered().values_list("pk", flat=True))


def submitted_association(towns, **fields) -> Signature:
    """Return the signature of an association under review, which named a mailbox for each of `towns`."""
    union = LocalGovernmentFactory(kind="association", code="FR-U", names={"en": "Union of Towns"})
    signature = SignatureFactory(government=union, **fields)
    list_members(signature, towns)
    return submitted_from(signature)


@pytest.fixture
def towns():
    published_version()
    return [LocalGovernmentFactory(code=code, languages=["ar"]) for code in ("FR-1", "FR-2", "FR-3")]


@pytest.fixture
def union(towns) -> Signature:
    """A published signature of an association with three members, each asked by mail."""
    return accept(submitted_association(towns))


def asked(code: str) -> str:
    """Return the path in the latest mail that asks the member with `code`."""
    mail = Message.objects.filter(context__what="member_asked", to=f"cabinet@{code.lower()}.example").latest("pk")
    return "/en/" + mail.context["url"].split("/", 4)[4]


def member(code: str) -> GroupMember:
    return GroupMember.objects.get(government__code=code)


def test_members_are_asked_once_a_reviewer_confirmed_their_mailboxes(client, towns):
    signature = submitted_association(towns)
    asks = Message.objects.filter(context__what="member_asked")
    client.force_login(staff(roles.CHARTER_REVIEWERS))
    url = f"/cms/charter/signatures/inspect/{signature.pk}/"
    assert "cabinet@fr-1.example" in client.get(url).text
    ticked = {**dict.fromkeys(("mandate", "act", "domain"), "on"), "call_back": "S.", "decision": "check_authority"}
    unread = client.post(url, {**shown(signature), **ticked})
    assert (list(unread.context["forms"]["check"].errors), asks.count()) == (["members"], 0)
    with pytest.raises(ValueError, match="members"):
        services.check_authority(
            signature=signature, reviewer=reviewer(1), call_back="", mandate=True, act=True, domain=True
        )

    right = [member("FR-1").pk, member("FR-2").pk]
    client.post(url, {**shown(signature), **ticked, "members": right})
    assert (membership.mail_questions(), membership.mail_questions()) == (2, 0)
    client.post(url, {**shown(signature), "decision": "ask_members", "members": [*right, member("FR-3").pk]})
    client.post(url, {**shown(signature), "decision": "ask_members", "members": [member("FR-3").pk]})
    assert membership.mail_questions() == 1

    assert dict(asks.values_list("to", "language")) == {f"cabinet@fr-{n}.example": "ar" for n in (1, 2, 3)}
    assert set(asks.values_list("unasked", "sensitive", "discreet")) == {(True, True, False)}
    body = rendering.render(template=asks[0].template, context=asks[0].context, language="en")
    assert [word for word in (signature.signatory_name, signature.contact_name) if word in body.html] == []


def test_nobody_is_counted_by_the_word_of_the_association(client, union, towns):
    assert covered() == set()
    check()
    public = client.get(f"/en/charter/verify/{union.verification_code}/").text
    assert "None has said yes yet." in public
    assert [town.name for town in towns if town.name in public] == []
    assert union.ledger.latest("sequence").data["group_members_counted"] == ""


def test_a_yes_by_the_own_act_counts_once_a_reviewer_has_read_it(client, union, towns, private_files):
    path = asked("FR-1")
    assert client.get(path).status_code == 200
    assert list(client.post(f"{path}answer/", OWN).context["form"].errors) == ["act_file"]
    assert client.post(f"{path}answer/", {**OWN, "act_file": pdf()}).url == path
    client.post(f"{asked('FR-2')}answer/", {"answer": "yes"})  # one press; by what it says so may follow
    assert (member("FR-2").answer, union.group_members.to_accept().filter(pk=member("FR-2").pk).exists()) == (
        "yes",
        False,
    )
    assert client.post(f"{asked('FR-2')}answer/", DELEGATED).status_code == 302
    assert client.post(f"{asked('FR-3')}answer/", {"answer": "no"}).status_code == 302
    said = GroupMember.objects.order_by("government__code").values_list("answer", "basis", "counted_at")
    assert list(said) == [("yes", "act", None), ("yes", "delegation", None), ("no", "", None)]
    assert (covered(), len(kept(private_files))) == (set(), 1)

    client.force_login(staff(roles.CHARTER_REVIEWERS))
    url = f"/cms/charter/signatures/inspect/{union.pk}/"
    file = client.get(f"/cms/charter/signatures/act/member/{member('FR-1').pk}/")
    assert b"".join(file.streaming_content) in kept(private_files)
    chosen = [member("FR-1").pk, member("FR-2").pk]
    refused = client.post(url, {**shown(union), "decision": "count_members", "members": [member("FR-3").pk]})
    assert list(refused.context["forms"]["count"].errors) == ["members"]
    client.post(url, {**shown(union), "decision": "count_members", "members": chosen})

    assert covered() == {towns[0].pk, towns[1].pk}
    check()
    entry = LedgerEntry.objects.latest("sequence")
    told = (entry.event, entry.data["group_members_counted"], entry.data["group_members"], verify().faults)
    assert told == ("count_members", "FR-1 FR-2", "FR-1 FR-2 FR-3", [])
    mailed = Message.objects.filter(context__what="member_counted").values_list("to", flat=True)
    assert set(mailed) == {"cabinet@fr-1.example", "cabinet@fr-2.example"}
    public = client.get(f"/en/charter/verify/{union.verification_code}/").text
    assert [town.name in public for town in towns] == [True, True, False]
    client.post(f"{path}answer/", {"answer": "no"})
    assert member("FR-1").answer == "yes"

    merge(towns[0], towns[2])  # of two rows of one place the one that counts stays
    assert (covered(), verify().faults) == ({towns[1].pk, towns[2].pk}, [])
    check()


def test_a_new_edition_of_the_certificate_lists_those_who_said_yes(union, towns):
    make_certificate(without_orders(union))
    counted(union, "FR-2")
    owed = union.certificates.filter(issued_at__isnull=True)
    assert set(owed.values_list("edition", "entry__event")) == {(2, "count_members")}
    union.refresh_from_db()
    assert certificates.facts_of(union).members == (towns[1].names,)


def test_a_reviewer_asks_again_and_the_older_link_closes(client, union, private_files,
                                                         django_capture_on_commit_callbacks):  # fmt: skip
    old = asked("FR-1")
    client.post(f"{old}answer/", {**OWN, "act_file": pdf()})
    client.force_login(staff(roles.CHARTER_REVIEWERS))
    again = {"decision": "ask_member", "member": member("FR-1").pk, "official_email": "Real@fr-1.example"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/cms/charter/signatures/inspect/{union.pk}/", {**shown(union), **again})
    row = member("FR-1")
    assert (row.answer, row.official_email, kept(private_files)) == ("", "real@fr-1.example", [])
    assert client.get(old).status_code == 404
    assert Message.objects.latest("pk").to == "real@fr-1.example"


def test_what_is_closed_takes_no_answer(client, union):
    path = asked("FR-1")
    Signature.objects.filter(pk=union.pk).update(state="withdrawn")
    assert "This question is closed" in client.get(path).text
    client.post(f"{path}answer/", DELEGATED)
    assert member("FR-1").answer == ""
    with pytest.raises(NoLongerPossible):
        membership.ask_again(member=member("FR-1"), official_email="a@b.example")
    with pytest.raises(NoLongerPossible):
        membership.count_members(signature=union, members=[member("FR-1")], reviewer=reviewer(1))


def test_the_database_counts_no_member_without_its_yes(union, towns):
    now = timezone.now()
    unread = {"answer": "yes", "answered_at": now, "act_number": "1", "act_date": now, "basis": "act"}
    for wrong, name in (
        ({"counted_at": now}, "member_that_counts_said_yes"),
        (unread, "answer_of_a_member"),
        ({"answer": "no"}, "answer_of_a_member_is_whole"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            GroupMember.objects.filter(pk=member("FR-1").pk).update(**wrong)
    row = counted(union, "FR-1")
    for change in ({"counted_at": None}, {"act_number": "2"}, {"government": towns[1]}):
        with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
            GroupMember.objects.filter(pk=row.pk).update(**change)


def test_a_mailbox_of_a_member_is_exported_and_erased_until_it_counts(union):
    found = privacy.export(address="cabinet@fr-1.example")["charter"]
    assert found == [{"association": "Union of Towns (France)", "member": str(member("FR-1").government), "answer": ""}]
    assert privacy.erase(address="cabinet@fr-1.example")["charter"] == 1
    assert (member("FR-1").official_email, member("FR-1").links.count()) == ("", 0)


def counted(signature: Signature, code: str) -> GroupMember:
    """Return the member with `code`, which said yes by a delegation that a reviewer accepted."""
    act = {"act_body": "Council", "act_number": "1", "act_date": date(2026, 1, 15)}
    row = membership.answer_yes(member=member(code), basis="delegation", act=act)
    membership.count_members(signature=signature, members=[row], reviewer=reviewer(2))
    return row


def test_whoever_says_nothing_is_reminded_once_after_seven_days_and_again_when_asked_again(client, union):
    asked_at = member("FR-1").asked_at
    client.post(f"{asked('FR-2')}answer/", {"answer": "no"})
    early, due, later = (asked_at + timedelta(days=days, minutes=1) for days in (6, 7, 30))

    counts = [membership.remind_members(now=moment) for moment in (early, due, due, later)]

    reminders = Message.objects.filter(context__what="member_reminder").order_by("to")
    assert (counts, [mail.to for mail in reminders]) == ([0, 2, 0, 0], ["cabinet@fr-1.example", "cabinet@fr-3.example"])
    mail = reminders[0]
    second = "/en/" + mail.context["url"].split("/", 4)[4]
    assert (mail.language, mail.unasked, mail.sensitive, mail.discreet) == ("ar", True, True, False)
    assert [client.get(path).status_code for path in (asked("FR-1"), second)] == [200, 200]

    membership.ask_again(member=member("FR-1"), official_email="real@fr-1.example")
    for state, count in (("withdrawn", 0), ("signed", 1)):
        Signature.objects.filter(pk=union.pk).update(state=state)
        assert membership.remind_members(now=later) == count
    client.post("/en/" + Message.objects.latest("pk").context["url"].split("/", 4)[4] + "answer/", DELEGATED)
    assert member("FR-1").answer == "yes"


def test_the_list_is_frozen_once_it_is_published():
    signature = submitted_group([LocalGovernmentFactory()])
    with pytest.raises(SignatureClosed):
        add_lines(signature=signature, plan=MemberSheet(signature).plan("Rabat, Morocco, contact@rabat.example"))
    accept(signature)
    member = GroupMember.objects.get()
    other = LocalGovernmentFactory()
    for change in (
        member.delete,
        lambda: GroupMember.objects.update(government=other),
        lambda: GroupMember.objects.create(signature=signature, government=other),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert list(GroupMember.objects.all()) == [member]


def test_each_government_is_counted_once_and_the_association_never(client):
    one, two, three = LocalGovernmentFactory.create_batch(3)
    first = accept(submitted_group([one, two]))
    second = accept(submitted_group([two, three]))
    own = accept(submitted(government=two))
    assert covered() == {one.pk, two.pk, three.pk}
    pages = ("/en/charter/signatories/", f"/en/charter/verify/{first.verification_code}/")
    assert ["with 2 members" in client.get(page).text for page in pages] == [True, True]

    today = localdate(first.signed_at)
    act = status.Act("Council", "1", today, "")
    status.hold(signature=first, act=act, effective_on=today, by=two_reviewers())
    status.withdraw(signature=own, act=act, effective_on=today, by=two_reviewers())
    assert covered() == {two.pk, three.pk}
    status.reinstate(signature=first, act=act, effective_on=today, by=two_reviewers())
    rebuild()
    assert covered() == {one.pk, two.pk, three.pk}
    assert second.government.pk not in covered()
    two.population, two.population_year, two.population_source = 900, 2020, "Census"
    two.save()
    check()


def test_reviewers_are_told_of_the_members_that_said_yes_and_find_their_association(union):
    act = {"act_body": "Council", "act_number": "1", "act_date": date(2026, 1, 15)}
    me = staff(roles.CHARTER_REVIEWERS)
    answered = membership.answer_yes(member=member("FR-1"), basis="delegation", act=act).answered_at
    line = panels.waiting_requests(me)[1]
    assert (line.count, line.url, line.since) == (1, "/cms/charter/signatures/?waits=members", answered)
    assert list(Signature.objects.filter(panels.waiting_for(me, "members"))) == [union]
