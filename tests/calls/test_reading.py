"""Readers judge each alone: nobody sees another's marks before giving their own, in whatever way they ask."""

from functools import partial

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.urls import reverse

from coalition.calls import services
from coalition.calls.models import Criterion, Mark, Proposal, Reading
from coalition.calls.views import ranked, waiting
from coalition.users.models import User
from tests.factories.calls import CallFactory, ProposalFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db
SECRET = "What only the first reader thinks"


def person(name: str, *actions: str) -> User:
    """Return somebody with the permissions on proposals that `actions` name, beside seeing them."""
    user = User.objects.create_user(name, password="not-a-secret-42")
    codes = ["access_admin", *(f"{action}_proposal" for action in ("view", *actions))]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return user


def given(proposal: Proposal, reader: User, value: int, comment: str = "Good") -> Reading:
    points = dict.fromkeys(proposal.call.criteria.values_list("pk", flat=True), value)
    return services.give_marks(proposal=proposal, reader=reader, points=points, comment=comment)


def fresh(proposal: Proposal) -> Proposal:
    return services.with_readings(Proposal.objects.filter(pk=proposal.pk)).get()


@pytest.fixture
def shared():
    """A proposal with its two readers, and somebody who decides."""
    proposal = ProposalFactory(state="sent")
    one, two = person("one", "read"), person("two", "read")
    decider = person("decider", "decide")
    services.share_out(call=proposal.call, people=services.readers(), by=decider)
    return proposal, one, two, decider


def everything(client, proposal: Proposal) -> str:
    """Return all that the CMS says to who is logged in, of the proposal and around it."""
    index = reverse("calls_proposals:index")
    addresses = [
        *(reverse(f"calls_proposals:{name}", args=[proposal.pk]) for name in ("inspect", "marks", "decide", "history")),
        reverse("calls_proposals:ranking", args=[proposal.call_id]),
        *(index, f"{index}?export=csv&q={SECRET[:4]}", f"{index}?export=xlsx"),
        *map(reverse, ("wagtailadmin_reports:site_history", "wagtailadmin_home")),
    ]
    refused = client.post(reverse("calls_proposals:marks", args=[proposal.pk]), {"comment": "x"})
    answers = [*(client.get(address, follow=True) for address in addresses), refused]
    return "".join(answer.getvalue().decode(errors="replace") for answer in answers)


def test_readers_are_chosen_by_their_names(client):
    proposal = ProposalFactory(state="sent")
    ada, bea, cyd = (person(name, "read") for name in ("ada", "bea", "cyd"))
    User.objects.filter(pk=ada.pk).update(first_name="Ada", last_name="Lovelace")
    client.force_login(person("decider", "decide"))
    ranking = reverse("calls_proposals:ranking", args=[proposal.call_id])
    assert "Ada Lovelace" in client.get(ranking).text
    assert client.get(ranking).context["form"].initial == {"reader": [bea, cyd, ada]}

    client.post(ranking, {"reader": [ada.pk, User.objects.get(username="decider").pk]})
    assert not proposal.readings.exists()
    client.post(ranking, {"reader": [ada.pk, cyd.pk]})

    assert set(proposal.readings.values_list("reader__username", flat=True)) == {"ada", "cyd"}
    assert client.get(ranking).context["form"].initial == {"reader": [cyd, ada]}


def test_a_reader_sees_the_others_marks_only_after_giving_their_own(client, shared):
    proposal, one, two, _decider = shared
    given(proposal, one, 4, SECRET)
    client.force_login(two)
    before = everything(client, proposal)
    assert services.visible_readings(fresh(proposal), two) == []

    points = {f"points_{criterion.pk}": "4" for criterion in Criterion.objects.all()}
    client.post(reverse("calls_proposals:marks", args=[proposal.pk]), {**points, "comment": "Mine"})
    after = client.get(reverse("calls_proposals:inspect", args=[proposal.pk])).content.decode()

    assert (SECRET in before, SECRET in after, "Mine" in after) == (False, True, True)


def test_who_decides_and_an_administrator_see_nothing_before_all_is_given(client, shared):
    proposal, one, two, decider = shared
    root = User.objects.create_superuser("root", "root@town.example", "x")
    given(proposal, one, 4, SECRET)
    told = []
    for user in (decider, root):
        client.force_login(user)
        told.append(SECRET in everything(client, proposal))
    given(proposal, two, 4)
    client.force_login(decider)

    assert told == [False, False]
    assert SECRET in client.get(reverse("calls_proposals:inspect", args=[proposal.pk])).content.decode()


def test_nobody_gives_marks_who_was_not_asked(client, shared):
    proposal, _one, _two, _decider = shared
    other = person("other", "read")
    client.force_login(other)

    assert client.get(reverse("calls_proposals:marks", args=[proposal.pk]), follow=True).redirect_chain
    with pytest.raises(services.NotAsked):
        given(proposal, other, 3)
    assert not Mark.objects.exists()


def test_a_changed_mark_is_shown_as_changed(client, shared):
    proposal, one, two, _decider = shared
    given(proposal, one, 4)
    given(proposal, two, 4)
    assert given(proposal, one, 4).changed_at is None  # the same again is no change
    given(proposal, one, 3)
    client.force_login(two)
    shown = client.get(reverse("calls_proposals:inspect", args=[proposal.pk])).content.decode()

    assert shown.count("(changed; was 4)") == 2
    assert "after the marks were given." in shown


def test_whoever_declares_a_conflict_reads_nothing_and_another_is_asked(client, shared):
    proposal, one, two, decider = shared
    given(proposal, two, 4, SECRET)
    three = person("three", "read")
    client.force_login(one)
    client.post(reverse("calls_proposals:conflict", args=[proposal.pk]))
    services.share_out(call=proposal.call, people=services.readers(), by=decider)
    readers = set(proposal.readings.values_list("reader__username", flat=True))

    assert readers == {"two", "three"}
    given(proposal, three, 4)
    assert services.visible_readings(fresh(proposal), one) == []
    assert SECRET not in everything(client, proposal)


def test_a_mean_weighs_each_criterion_and_the_highest_stands_first(shared):
    proposal, one, two, decider = shared
    need, means = Criterion.objects.filter(call=proposal.call).order_by("sort_order")  # weights 2 and 1
    better = ProposalFactory(state="sent", call=proposal.call)
    ProposalFactory(state="sent", call=proposal.call)  # nobody read it
    services.share_out(call=proposal.call, people=services.readers(), by=decider)
    for reader in (one, two):
        services.give_marks(proposal=proposal, reader=reader, points={need.pk: 4, means.pk: 1}, comment="")
        services.give_marks(proposal=better, reader=reader, points={need.pk: 5, means.pk: 2}, comment="")

    rows, others = ranked(proposal.call, decider)
    assert [(row, stands.mean) for row, stands in rows] == [(better, 4.0), (proposal, 3.0)]
    assert (others, [line.count for line in waiting(one)]) == (1, [1])


def test_marks_are_whole_and_on_the_scale(client, shared):
    proposal, one, _two, _decider = shared
    client.force_login(one)
    first = Criterion.objects.first()
    page = client.post(
        reverse("calls_proposals:marks", args=[proposal.pk]), {f"points_{first.pk}": "6", "comment": "x"}
    )

    assert len(page.context["form"].errors) == 2
    with pytest.raises(services.MarksMissing):
        services.give_marks(proposal=proposal, reader=one, points={first.pk: 5}, comment="")


def test_proposals_are_shared_evenly(shared):
    proposal, _one, _two, decider = shared
    person("three", "read")
    person("four", "read")
    ProposalFactory(state="sent", call=proposal.call)

    assert services.share_out(call=proposal.call, people=services.readers(), by=decider) == 0
    assert sorted(Reading.objects.values_list("reader__username", flat=True)) == ["four", "one", "three", "two"]
    assert set(Proposal.objects.values_list("state", flat=True)) == {"under_review"}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_ranking_costs_the_same_for_any_number(shared, rows, django_assert_num_queries):
    proposal, one, two, decider = shared
    ProposalFactory.create_batch(rows - 1, state="sent", call=proposal.call)
    services.share_out(call=proposal.call, people=services.readers(), by=decider)
    for row in Proposal.objects.all():
        given(row, one, 4)
        given(row, two, 4)
    decider.has_perm("calls.decide_proposal")
    with django_assert_num_queries(4):
        assert len(ranked(proposal.call, decider)[0]) == rows


@pytest.mark.django_db(transaction=True)
def test_two_readers_who_give_marks_at_once_complete_it_once():
    """Without the lock neither sees the other's marks, and nobody notes that the judgement is complete."""
    proposal = ProposalFactory(state="sent", call=CallFactory())
    readers = [person("one", "read"), person("two", "read")]
    services.share_out(call=proposal.call, people=services.readers(), by=person("decider", "decide"))

    at_once(*(partial(transaction.atomic(given), proposal, reader, 4) for reader in readers))

    found = fresh(proposal)
    assert found.completed_at is not None
    assert (services.standing_of(found).is_complete, Mark.objects.count()) == (True, 4)
