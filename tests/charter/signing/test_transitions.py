"""Each legal transition writes exactly one ledger entry: all of them, and there is no other way to make one."""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from charter.ledger.models import LedgerEntry, LedgerHead
from charter.signing.models import Signature
from charter.signing.services import move, signature_facts
from charter.states import STANDING, Party
from tests.factories.charter import SignatureFactory, reviewer
from tests.state_pictures import picture

EDGES = sorted(
    (transition.name, str(transition.source), str(transition.target))
    for transition in Signature._meta.get_field("state").get_all_transitions(Signature)
)
ACT = {"act_body": "Council", "act_number": "7", "act_date": date(2026, 2, 1)}
ARGUMENTS = {
    "correct": {"answers": {"act_number": "8"}},
    "check_authority": {"checklist": {}},
    "publish": {"number": 1},
    "reject": {"reason": "No."},
    "request_changes": {"reason": "More."},
    "ratify": ACT,
    "ratify_on_hold": ACT,
}
OF_A_REVIEWER = {"check_authority": 1, "publish": 2, "reject": 1, "request_changes": 1}  # which of the two


def test_the_readme_shows_every_edge_that_is_walked():
    arrows = re.findall(r"^    (\w+) --> (\w+) : (\w+)$", picture(Signature), re.MULTILINE)
    readme = (settings.BASE_DIR / "charter/signing/README.md").read_text(encoding="utf-8")

    assert sorted((event, source, target) for source, target, event in arrows) == EDGES
    assert picture(Signature) in readme


@pytest.mark.django_db
@pytest.mark.parametrize(("event", "source", "target"), EDGES)
def test_a_transition_writes_exactly_one_entry(event, source, target):
    held = {"act_file_sha256": "a" * 64}
    if source in STANDING:
        held["ad_referendum_until"] = timezone.localdate() + timedelta(days=30)
    signature = SignatureFactory(state=source, **held)
    numbers = LedgerHead.objects.values_list("last_number", flat=True)
    given = ARGUMENTS.get(event, {})
    if event in OF_A_REVIEWER:
        given = {**given, "reviewer": reviewer(OF_A_REVIEWER[event])}
    before = numbers.first() or 0
    entry = move(getattr(signature, event), party=Party.TOWN_HALL, **given)

    rows = LedgerEntry.objects.values_list("signature", "event", "source", "target", "sequence", "hash")
    assert list(rows) == [(signature.pk, event, source, target, 1, entry.hash)]
    assert LedgerHead.objects.values_list("sequence", "hash").get() == (1, entry.hash)
    assert numbers.get() == before
    signature = Signature.objects.get(pk=signature.pk)
    assert (signature.state, entry.data) == (target, signature_facts(signature))
