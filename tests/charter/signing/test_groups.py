"""An association signs for the members that it lists."""

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from django.utils.timezone import localdate

from charter.review import status
from charter.signatories import counts
from charter.signatories.services import rebuild
from charter.signing import services
from charter.signing import services as groups
from charter.signing.associations import GroupMember
from tests.charter.review.test_government_merges import submitted_group
from tests.charter.signatories.test_counters import check
from tests.factories.charter import SignatureFactory, accept, link_to, published_version, reviewer, submitted
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db


def covered() -> set[int]:
    return set(counts.covered().values_list("pk", flat=True))


def association(**fields):
    return LocalGovernmentFactory(kind="association", **fields)


def test_an_association_lists_its_members_in_one_more_step(client):
    published_version()
    union = association(code="FR-U", names={"en": "Union of Towns"})
    one, two = (LocalGovernmentFactory(code=code, names={"en": f"Place {code}"}) for code in ("FR-1", "FR-2"))
    LocalGovernmentFactory(code="P-1", names={"en": "Place hidden"}, member=False, proposed=True)
    association(code="FR-V", names={"en": "Place of places"})
    token = link_to(SignatureFactory(government=None))
    base = f"/en/charter/sign/{token}"

    chosen = client.post(f"{base}/government/", {"action": "choose", "government": union.code})
    assert chosen.url == f"{base}/members/"
    assert client.get(f"{base}/check/").url == f"{base}/members/"
    page = client.get(f"{base}/members/", {"q": "place"})
    assert (page.context["found"], page.context["position"], page.context["steps"]) == ([one, two], 2, 6)
    added = client.post(f"{base}/members/?q=place", {"action": "add", "governments": ["FR-1", "FR-2"]})
    assert added.url == f"{base}/members/"
    client.post(f"{base}/members/?q=place", {"action": "add", "governments": ["FR-2", "P-1"]})
    assert [row.government for row in client.get(added.url).context["listed"]] == [one, two]
    client.post(f"{base}/members/", {"remove": "FR-1"})
    assert [row.government for row in client.get(added.url).context["listed"]] == [two]
    assert client.get(f"{base}/signatory/").url == f"{base}/members/"  # the mailbox of each is asked first
    unnamed = client.post(f"{base}/members/", {"FR-2": ""})
    assert unnamed.context["form"].errors == {"FR-2": ["Enter the official mailbox of this member."]}
    assert client.post(f"{base}/members/", {"FR-2": "Cabinet@two.example"}).url == f"{base}/signatory/"
    assert GroupMember.objects.get().official_email == "cabinet@two.example"
    assert client.get(f"{base}/signatory/").context["back"] == "members"
    assert "Place FR-2" in client.get(f"{base}/check/").content.decode()


def test_another_choice_forgets_the_list(client):
    signature = SignatureFactory(government=association())
    groups.add_members(signature=signature, governments=[LocalGovernmentFactory()])
    services.choose_government(signature=signature, government=LocalGovernmentFactory())
    assert not GroupMember.objects.exists()
    with pytest.raises(groups.NotAGroup):
        groups.add_members(signature=signature, governments=[LocalGovernmentFactory()])
    token = link_to(signature)
    assert client.get(f"/en/charter/sign/{token}/members/").status_code == 404


def test_the_list_is_frozen_once_it_is_published():
    signature = submitted_group([LocalGovernmentFactory()])
    with pytest.raises(services.SignatureClosed):
        groups.add_members(signature=signature, governments=[LocalGovernmentFactory()])
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
    status.hold(signature=first, act=act, effective_on=today, actor=reviewer(1))
    status.withdraw(signature=own, act=act, effective_on=today, actor=reviewer(1))
    assert covered() == {two.pk, three.pk}
    status.reinstate(signature=first, act=act, effective_on=today, actor=reviewer(1))
    rebuild()
    assert covered() == {one.pk, two.pk, three.pk}
    assert second.government.pk not in covered()
    two.population, two.population_year, two.population_source = 900, 2020, "Census"
    two.save()
    check()
